import type { PdfFile } from '../../pdf/readPdf.js'
import type { SignatureField } from '../../pdf/document/signatureFields.js'
import { isKind, isName, type PdfDictionary, type PdfStream, type PdfValue } from '../../pdf/syntax/values.js'
import { writeValue } from '../../pdf/syntax/write.js'
import { referencesIn } from '../../pdf/walk.js'
import { fieldSpace } from '../appearance/fieldSpace.js'
import { drawsOnlyPaths } from '../appearance/pathOperators.js'
import { lockReference } from '../straddle/fieldLock.js'
import type { TailProblem } from './checkTail.js'

export interface CheckTailObjectsOptions {
  readonly old: PdfFile
  readonly now: PdfFile
  /** The field as it was. */
  readonly field: SignatureField
  /** The field as the tail has it. */
  readonly signed: PdfDictionary
  /** Numbers the tail adds. */
  readonly added: readonly number[]
}

/** The new objects of a signing tail: one signature dictionary, and an appearance that only draws paths or one mask. */
export function checkTailObjects(options: CheckTailObjectsOptions): TailProblem[] {
  return [...checkSignature(options), ...(appearanceIsFine(options) ? [] : [{ code: 'appearance' as const }])]
}

const signatureKeys = ['Type', 'Filter', 'SubFilter', 'M', 'Name', 'Reason', 'Reference', 'LoanSign_EvidenceRoot', 'ByteRange', 'Contents']

function checkSignature({ old, now, field, signed, added }: CheckTailObjectsOptions): TailProblem[] {
  const reference = signed.entries.get('V')
  if (!isKind(reference, 'reference') || !added.includes(reference.number)) return [{ code: 'signature-dictionary' }]
  const signature = now.object(reference.number)
  const fine = isKind(signature, 'dictionary') && signatureIsFine(now, signature) && lockReference(old, field.dictionary) === writtenOrNull(signature.entries.get('Reference'))
  return fine ? [] : [{ code: 'signature-dictionary', object: reference.number }]
}

function signatureIsFine(now: PdfFile, signature: PdfDictionary): boolean {
  const { entries } = signature
  if (!onlyKeys(signature, signatureKeys)) return false
  if (!isName(entries.get('Type'), 'Sig') || !isName(entries.get('Filter'), 'Adobe.PPKLite') || !isName(entries.get('SubFilter'), 'ETSI.CAdES.detached')) return false
  const texts = ['M', 'Name', 'Reason', 'LoanSign_EvidenceRoot'].map((key) => entries.get(key))
  if (!texts.every((text) => text === undefined || isKind(text, 'string')) || !entries.has('M') || !entries.has('Name')) return false
  const contents = entries.get('Contents')
  const byteRange = entries.get('ByteRange')
  if (!isKind(contents, 'string') || !contents.range || !isKind(byteRange, 'array')) return false
  const [start, end] = contents.range
  // A hexadecimal string, so that the gap holds nothing but digits.
  if (now.bytes[start] !== 0x3c || end - start !== contents.bytes.length * 2 + 2) return false
  const due = [0, start, end, now.bytes.length - end]
  return byteRange.items.length === 4 && byteRange.items.every((item, index) => isKind(item, 'number') && item.value === due[index])
}

const formKeys = ['Type', 'Subtype', 'BBox', 'Matrix', 'Resources', 'Length']
const imageKeys = ['Type', 'Subtype', 'ImageMask', 'BitsPerComponent', 'Decode', 'Width', 'Height', 'Filter', 'Length']

/** No fonts, no groups, no actions, and no reference to anything but the mask. */
function appearanceIsFine({ old, now, field, signed, added }: CheckTailObjectsOptions): boolean {
  const [before, after] = [field.dictionary.entries.get('AP'), signed.entries.get('AP')]
  // Signed without a look of its own: the field keeps the empty one.
  if (writtenOrNull(before) === writtenOrNull(after)) return true
  if (!isKind(after, 'dictionary') || !onlyKeys(after, ['N'])) return false
  const form = newStream(now, after.entries.get('N'), added)
  if (!form || !isName(form.dictionary.entries.get('Subtype'), 'Form') || !onlyKeys(form.dictionary, formKeys)) return false
  if (!keepsSpace(old, now, field, signed)) return false
  const resources = form.dictionary.entries.get('Resources')
  if (!isKind(resources, 'dictionary') || !onlyKeys(resources, ['XObject'])) return false
  const images = resources.entries.get('XObject')
  const references = referencesIn(form)
  // Marked content with words for what is drawn, around all of it.
  const content = new TextDecoder('latin1').decode(form.bytes).replace(/^\/Span<<\/ActualText<feff[0-9a-f]+>>>BDC\n([^]*)EMC\n$/, '$1')
  if (images === undefined) return references.length === 0 && drawsOnlyPaths(content)
  if (!isKind(images, 'dictionary') || !onlyKeys(images, ['Im']) || references.length !== 1) return false
  const mask = newStream(now, images.entries.get('Im'), added)
  return mask !== null && maskIsFine(mask) && drawsOnlyPaths(content, ['/Im', 'Do'])
}

function maskIsFine(mask: PdfStream): boolean {
  const { entries } = mask.dictionary
  const filter = entries.get('Filter')
  if (!isName(entries.get('Subtype'), 'Image') || entries.get('ImageMask') !== true || !onlyKeys(mask.dictionary, imageKeys)) return false
  return (filter === undefined || isName(filter, 'RunLengthDecode')) && referencesIn(mask).length === 0
}

/** The space the empty field was frozen with: another /BBox or /Matrix would move or stretch the drawing. */
function keepsSpace(old: PdfFile, now: PdfFile, field: SignatureField, signed: PdfDictionary): boolean {
  const [before, after] = [fieldSpace(old, field), fieldSpace(now, { ...field, dictionary: signed, widget: signed })]
  return sameNumbers(before.boundingBox, after.boundingBox) && sameNumbers(before.matrix ?? [], after.matrix ?? [])
}

/** But for what rounding to eight decimals does. */
function sameNumbers(before: readonly number[], after: readonly number[]): boolean {
  return before.length === after.length && before.every((value, index) => Math.abs(value - after[index]!) < 1e-7)
}

function newStream(now: PdfFile, value: PdfValue | undefined, added: readonly number[]): PdfStream | null {
  if (!isKind(value, 'reference') || !added.includes(value.number)) return null
  const stream = now.object(value.number)
  return isKind(stream, 'stream') ? stream : null
}

function onlyKeys(dictionary: PdfDictionary, keys: readonly string[]): boolean {
  return [...dictionary.entries.keys()].every((key) => keys.includes(key))
}

function writtenOrNull(value: PdfValue | undefined): string | null {
  return value === undefined ? null : writeValue(value)
}
