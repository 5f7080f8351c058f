import type { PdfFile } from '../../pdf/readPdf.js'
import { decodeText } from '../../pdf/syntax/decodeText.js'
import { isKind, isName, pdfDictionary, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'

const name = (text: string): PdfValue => ({ kind: 'name', name: text })

/** The full names of the fields that a signature field locks one by one (/Lock with /Action /Include, ISO 32000-2 section 12.7.5.5, table 236). */
export function lockedNames(pdf: PdfFile, field: PdfDictionary): string[] {
  const lock = pdf.dictionary(field.entries.get('Lock'))
  if (!lock || !isName(pdf.get(lock, 'Action'), 'Include')) return []
  const fields = pdf.get(lock, 'Fields')
  if (!isKind(fields, 'array')) return []
  return fields.items.map((item) => pdf.resolve(item)).flatMap((item) => (isKind(item, 'string') ? [decodeText(item.bytes)] : []))
}

/** What the signature of a field with a /Lock says in /Reference: the FieldMDP transform (section 12.8.2.4) with the lock's own action and fields. Null without a lock. */
export function lockReference(pdf: PdfFile, field: PdfDictionary): PdfValue {
  const lock = pdf.dictionary(field.entries.get('Lock'))
  const root = pdf.trailer.entries.get('Root')
  if (!lock || !isKind(root, 'reference')) return null
  const kept = ['Action', 'Fields'].flatMap((key): [string, PdfValue][] => (lock.entries.has(key) ? [[key, lock.entries.get(key)!]] : []))
  const parameters = pdfDictionary([['Type', name('TransformParams')], ['V', name('1.2')], ...kept])
  return { kind: 'array', items: [pdfDictionary([['Type', name('SigRef')], ['TransformMethod', name('FieldMDP')], ['TransformParams', parameters], ['Data', root]])] }
}
