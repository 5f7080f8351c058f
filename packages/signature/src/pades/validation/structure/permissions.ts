import { catalogOf } from '../../../pdf/document/pages.js'
import { formFields } from '../../../pdf/document/formFields.js'
import { signatureFields } from '../../../pdf/document/signatureFields.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { decodeText } from '../../../pdf/syntax/decodeText.js'
import { isKind, isName, numberOr, pdfDictionary, type PdfDictionary } from '../../../pdf/syntax/values.js'
import type { Change, ChangeKind } from '../../changes/classifyChanges.js'

/** What fills in or signs a field. Validation data, document timestamps and what only describes the file are always permitted (EN 319 142-1 section 5.4). */
const fillsField: ReadonlySet<ChangeKind> = new Set(['signature', 'signature-field', 'visible-signature-field', 'form-filling', 'straddle-seal'])

/**
 * The later changes as this signature sees them: remarks upon the text are suspicious, unless a certification permits them (DocMDP with /P 3,
 * ISO 32000-2 section 12.8.2.2), be it this signature or the one the document is certified with.
 */
export function changesForSignature(pdf: PdfFile, signature: PdfDictionary, changes: readonly Change[]): readonly Change[] {
  const permitsRemarks = (docMdpLevel(pdf, signature) ?? certificationLevel(pdf)) === 3
  return permitsRemarks ? changes : changes.map((change) => (change.kind === 'annotation' ? { ...change, kind: 'suspicious' } : change))
}

/**
 * Whether later changes, sound in themselves, are among those this signature forbids: all of them after a certification with /P 1,
 * or what fills in or signs a field that it locked (FieldMDP, section 12.8.2.4).
 */
export function breaksPermissions(pdf: PdfFile, signature: PdfDictionary, changes: readonly Change[]): boolean {
  const filled = new Set(changes.filter(({ kind }) => fillsField.has(kind)).map(({ object }) => object))
  const isForbidden = filled.size > 0 || changes.some(({ kind }) => kind === 'annotation')
  if (!isForbidden) return false
  if (docMdpLevel(pdf, signature) === 1 || certificationLevel(pdf) === 1) return true
  const locks = transforms(pdf, signature, 'FieldMDP')
  if (locks.length === 0) return false
  const touched = formFields(pdf).filter(({ reference, widgets }) => [reference, ...widgets].some((object) => isKind(object, 'reference') && filled.has(object.number)))
  return locks.some((parameters) => touched.some(({ name }) => isLocked(pdf, parameters, name)))
}

/** What a signature's own DocMDP permits: 1, 2 or 3, 2 where it does not say; null without one. */
function docMdpLevel(pdf: PdfFile, signature: PdfDictionary): number | null {
  const levels = transforms(pdf, signature, 'DocMDP').map((parameters) => numberOr(pdf.get(parameters, 'P'), 2))
  return levels.length === 0 ? null : Math.min(...levels)
}

/** The same of the signature the catalog names as the document's certification (/Perms, section 12.8.6). */
function certificationLevel(pdf: PdfFile): number | null {
  const permissions = pdf.dictionary(catalogOf(pdf).entries.get('Perms'))
  const certification = permissions && pdf.dictionary(permissions.entries.get('DocMDP'))
  // What only looks like one permits nothing: it must be a field's signature, which is validated as such.
  const isSigned = certification && signatureFields(pdf).some(({ value }) => value !== null && pdf.dictionary(value) === certification)
  return isSigned ? docMdpLevel(pdf, certification) : null
}

/** The parameters of each transform of a method in /Reference (section 12.8.1, table 256). */
function transforms(pdf: PdfFile, signature: PdfDictionary, method: 'DocMDP' | 'FieldMDP'): PdfDictionary[] {
  const references = pdf.get(signature, 'Reference')
  if (!isKind(references, 'array')) return []
  return references.items.flatMap((item) => {
    const reference = pdf.dictionary(item)
    if (!reference || !isName(pdf.get(reference, 'TransformMethod'), method)) return []
    return [pdf.dictionary(reference.entries.get('TransformParams')) ?? pdfDictionary([])]
  })
}

/** Section 12.8.2.4, table 258: all fields, those named, or all but those named; a name stands for its children as well. */
function isLocked(pdf: PdfFile, parameters: PdfDictionary, name: string): boolean {
  const action = pdf.get(parameters, 'Action')
  const list = pdf.get(parameters, 'Fields')
  const names = isKind(list, 'array') ? list.items.map((item) => pdf.resolve(item)).flatMap((item) => (isKind(item, 'string') ? [decodeText(item.bytes)] : [])) : []
  const isNamed = names.some((locked) => name === locked || name.startsWith(`${locked}.`))
  if (isName(action, 'All')) return true
  return isName(action, 'Include') ? isNamed : isName(action, 'Exclude') && !isNamed
}
