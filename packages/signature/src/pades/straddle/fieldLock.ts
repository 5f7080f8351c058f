import type { PdfFile } from '../../pdf/readPdf.js'
import { decodeText } from '../../pdf/syntax/decodeText.js'
import { isKind, isName, type PdfDictionary } from '../../pdf/syntax/values.js'
import { writeValue } from '../../pdf/syntax/write.js'

/** The full names of the fields that a signature field locks one by one (/Lock with /Action /Include, ISO 32000-2 section 12.7.5.5, table 236). */
export function lockedNames(pdf: PdfFile, field: PdfDictionary): string[] {
  const lock = pdf.dictionary(field.entries.get('Lock'))
  const fields = lock && isName(pdf.get(lock, 'Action'), 'Include') ? pdf.get(lock, 'Fields') : null
  if (!isKind(fields, 'array')) return []
  return fields.items.flatMap((item) => (isKind(item, 'string') ? [decodeText(item.bytes)] : []))
}

/**
 * What the signature of a field with a /Lock says in /Reference, as writeValue writes it: the FieldMDP transform (section 12.8.2.4)
 * with the lock's own action and fields. Null without a lock.
 */
export function lockReference(pdf: PdfFile, field: PdfDictionary): string | null {
  const lock = pdf.dictionary(field.entries.get('Lock'))
  if (!lock) return null
  const kept = ['Action', 'Fields'].map((key) => (lock.entries.has(key) ? ` /${key} ${writeValue(lock.entries.get(key)!)}` : '')).join('')
  const root = writeValue(pdf.trailer.entries.get('Root') ?? null)
  return `[<</Type /SigRef /TransformMethod /FieldMDP /TransformParams <</Type /TransformParams /V /1.2${kept}>> /Data ${root}>>]`
}
