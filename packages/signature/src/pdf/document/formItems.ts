import { catalogOf } from './pages.js'
import type { PdfFile } from '../readPdf.js'
import { isKind, type PdfValue } from '../syntax/values.js'

/** What the form's own list has (/AcroForm /Fields, ISO 32000-2 section 12.7.3): fields, and what stands above fields. Empty without a form. */
export function formItems(pdf: PdfFile): readonly PdfValue[] {
  const form = pdf.dictionary(catalogOf(pdf).entries.get('AcroForm'))
  const items = form && pdf.get(form, 'Fields')
  return isKind(items, 'array') ? items.items : []
}
