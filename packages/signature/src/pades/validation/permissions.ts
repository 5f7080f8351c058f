import type { PdfFile } from '../../pdf/readPdf.js'
import { signatureFields } from '../../pdf/signatureFields.js'
import { decodeText } from '../../pdf/syntax/decodeText.js'
import { isKind, isName, type PdfDictionary } from '../../pdf/syntax/values.js'
import type { Change, ChangeKind } from '../changes/classifyChanges.js'

const signing: readonly ChangeKind[] = ['signature', 'signature-field', 'visible-signature-field']

/**
 * Whether later changes, sound in themselves, are among those this signature forbids: a certification without further signatures
 * (DocMDP with /P 1, ISO 32000-2 section 12.8.2.2), or the signing of a field it locked (FieldMDP, section 12.8.2.4).
 * Validation data and document timestamps are always permitted (EN 319 142-1 section 5.4).
 */
export function breaksPermissions(pdf: PdfFile, signature: PdfDictionary, changes: readonly Change[]): boolean {
  const signed = new Set(changes.filter(({ kind }) => signing.includes(kind)).map(({ object }) => object))
  if (signed.size === 0) return false
  const references = pdf.get(signature, 'Reference')
  if (!isKind(references, 'array')) return false
  return references.items.some((item) => {
    const reference = pdf.dictionary(item)
    const parameters = reference && pdf.dictionary(reference.entries.get('TransformParams'))
    if (!reference || !parameters) return false
    const method = pdf.get(reference, 'TransformMethod')
    if (isName(method, 'DocMDP')) return permitsNothing(pdf, parameters)
    return isName(method, 'FieldMDP') && signatureFields(pdf).some(({ name, reference: field }) => field !== null && signed.has(field.number) && locks(pdf, parameters, name))
  })
}

function permitsNothing(pdf: PdfFile, parameters: PdfDictionary): boolean {
  const permission = pdf.get(parameters, 'P')
  return isKind(permission, 'number') && permission.value === 1
}

/** Section 12.8.2.4, table 258: all fields, those named, or all but those named; a name stands for its children as well. */
function locks(pdf: PdfFile, parameters: PdfDictionary, name: string): boolean {
  const action = pdf.get(parameters, 'Action')
  const list = pdf.get(parameters, 'Fields')
  const names = isKind(list, 'array') ? list.items.map((item) => pdf.resolve(item)).flatMap((item) => (isKind(item, 'string') ? [decodeText(item.bytes)] : [])) : []
  const isNamed = names.some((locked) => name === locked || name.startsWith(`${locked}.`))
  if (isName(action, 'All')) return true
  return isName(action, 'Include') ? isNamed : isName(action, 'Exclude') && !isNamed
}
