import { SignatureError } from '../../errors.js'
import { bytesEqual } from '../../der/bytes.js'
import { Lexer } from '../../pdf/syntax/lexer.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { signatureFields } from '../../pdf/signatureFields.js'
import { isKind, isName, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import { objectNumbers, reachableFrom, referencesIn } from '../../pdf/walk.js'
import { writeValue } from '../../pdf/syntax/write.js'

export type TailProblemCode =
  | 'base-changed'
  | 'unreadable'
  | 'root-changed'
  | 'prev-mismatch'
  | 'xref-form-changed'
  | 'trailer-key'
  | 'object-stream-in-tail'
  | 'gap'
  | 'second-eof'
  | 'redefines-foreign-object'
  | 'redefines-nothing'
  | 'field-key-changed'
  | 'field-not-empty'
  | 'object-freed'
  | 'number-below-size'
  | 'unreachable-object'
  | 'reached-from-base'
  | 'signature-dictionary'
  | 'appearance'

export interface TailProblem {
  readonly code: TailProblemCode
  readonly object?: number
  /** What the object is in the base, when that can be told: `page`, `page-tree`, `font`, `catalog` … */
  readonly what?: string
}

export interface TailReport {
  readonly ok: boolean
  readonly problems: readonly TailProblem[]
  /** The field that the tail signs; null when it cannot be told. */
  readonly field: string | null
}

/**
 * The grammar of a signing tail (DESIGN section 5.3), used by the element before it signs and by the server before it stores.
 * One old object is redefined, the signature field, in /V and /AP only; all else is new and reachable only from it.
 * Never throws for what the bytes say.
 */
export function checkTail({ base, revision }: { readonly base: Uint8Array; readonly revision: Uint8Array }): TailReport {
  const refuse = (code: TailProblemCode): TailReport => ({ ok: false, problems: [{ code }], field: null })
  if (revision.length <= base.length || !bytesEqual(revision.subarray(0, base.length), base)) return refuse('base-changed')
  try {
    return check(readPdf(base), readPdf(revision))
  } catch (error) {
    if (error instanceof SignatureError) return refuse('unreadable')
    throw error
  }
}

function check(old: PdfFile, now: PdfFile): TailReport {
  const problems = checkTrailer(old, now)
  const section = now.sections[0]!
  const touched: number[] = []
  const added: number[] = []
  for (const [number, entry] of section.entries) {
    const xrefStreamItself = section.form === 'stream' && entry.type === 'offset' && entry.offset === section.offset
    if (entry.type === 'free') problems.push({ code: 'object-freed', object: number })
    else if (entry.type === 'compressed') problems.push({ code: 'object-stream-in-tail', object: number })
    else if (xrefStreamItself) continue
    else if (number >= old.size) added.push(number)
    else if (old.entry(number) === undefined || old.entry(number)?.type === 'free') problems.push({ code: 'number-below-size', object: number })
    else touched.push(number)
  }
  problems.push(...checkLayout(old, now))
  const fields = signatureFields(old)
  const field = fields.find(({ reference }) => reference !== null && touched.includes(reference.number))
  for (const number of touched) {
    if (number !== field?.reference?.number) problems.push({ code: 'redefines-foreign-object', object: number, what: describe(old, number) })
  }
  if (!field?.reference) return { ok: false, problems: [...problems, { code: 'redefines-nothing' }], field: null }

  const signed = now.object(field.reference.number)
  if (field.dictionary.entries.has('V')) problems.push({ code: 'field-not-empty', object: field.reference.number })
  if (!isKind(signed, 'dictionary') || !sameBut(field.dictionary, signed, ['V', 'AP'])) {
    problems.push({ code: 'field-key-changed', object: field.reference.number })
    return { ok: false, problems, field: field.name }
  }
  problems.push(...checkSignature(now, signed, added), ...checkAppearance(now, signed, added))
  // New objects hang on the field alone: not loose, and not awaited by anything in the base.
  const reached = reachableFrom(now, pick(signed, ['V', 'AP']), (number) => number < old.size)
  problems.push(...added.filter((number) => !reached.has(number)).map((object) => ({ code: 'unreachable-object' as const, object })))
  for (const number of objectNumbers(old)) {
    for (const reference of referencesIn(old.object(number))) {
      if (reference.number >= old.size) problems.push({ code: 'reached-from-base', object: number })
    }
  }
  return { ok: problems.length === 0, problems, field: field.name }
}

function checkTrailer(old: PdfFile, now: PdfFile): TailProblem[] {
  const problems: TailProblem[] = []
  const section = now.sections[0]!
  const before = old.sections[0]!
  const same = (key: string): boolean => {
    const [a, b] = [old.trailer.entries.get(key), now.trailer.entries.get(key)]
    return a === undefined ? b === undefined : b !== undefined && writeValue(a) === writeValue(b)
  }
  if (!['Root', 'Info', 'ID'].every(same)) problems.push({ code: 'root-changed' })
  const previous = now.trailer.entries.get('Prev')
  if (!isKind(previous, 'number') || previous.value !== old.startxref || now.sections.length !== old.sections.length + 1) problems.push({ code: 'prev-mismatch' })
  if (section.form !== before.form || section.hybrid) problems.push({ code: 'xref-form-changed' })
  const allowed = ['Size', 'Root', 'Info', 'ID', 'Prev', ...(section.form === 'stream' ? ['Type', 'W', 'Index', 'Length'] : [])]
  if ([...now.trailer.entries.keys()].some((key) => !allowed.includes(key))) problems.push({ code: 'trailer-key' })
  return problems
}

/** Objects stand one behind the other from the end of the base to the cross-reference section, with a single line end between them. */
function checkLayout(old: PdfFile, now: PdfFile): TailProblem[] {
  const { bytes } = now
  const section = now.sections[0]!
  const offsets = [...section.entries].flatMap(([number, entry]) => (entry.type === 'offset' && entry.offset !== section.offset ? [{ number, offset: entry.offset }] : []))
  offsets.sort((a, b) => a.offset - b.offset)
  const lastOctet = old.bytes.at(-1)
  let expected = old.bytes.length + (lastOctet === 10 || lastOctet === 13 ? 0 : 1)
  for (const { number, offset } of offsets) {
    if (offset !== expected) return [{ code: 'gap', object: number }]
    const range = now.objectRange(number)
    if (!range || bytes[range[1]] !== 10) return [{ code: 'gap', object: number }]
    expected = range[1] + 1
  }
  if (section.offset !== expected) return [{ code: 'gap' }]
  const lexer = new Lexer(bytes, section.end)
  const ending = `\nstartxref\n${section.offset}\n%%EOF\n`
  if (!lexer.looksAt(ending)) return [{ code: 'gap' }]
  return section.end + ending.length === bytes.length ? [] : [{ code: 'second-eof' }]
}

const signatureKeys = ['Type', 'Filter', 'SubFilter', 'M', 'Name', 'Reason', 'LoanSign_EvidenceRoot', 'ByteRange', 'Contents']

function checkSignature(now: PdfFile, field: PdfDictionary, added: readonly number[]): TailProblem[] {
  const reference = field.entries.get('V')
  if (!isKind(reference, 'reference') || !added.includes(reference.number)) return [{ code: 'signature-dictionary' }]
  const wrong: TailProblem[] = [{ code: 'signature-dictionary', object: reference.number }]
  const signature = now.object(reference.number)
  if (!isKind(signature, 'dictionary') || [...signature.entries.keys()].some((key) => !signatureKeys.includes(key))) return wrong
  const { entries } = signature
  if (!isName(entries.get('Type'), 'Sig') || !isName(entries.get('Filter'), 'Adobe.PPKLite') || !isName(entries.get('SubFilter'), 'ETSI.CAdES.detached')) return wrong
  const [contents, range] = [entries.get('Contents'), entries.get('ByteRange')]
  if (!isKind(contents, 'string') || !contents.range || now.bytes[contents.range[0]] !== 0x3c || !isKind(range, 'array')) return wrong
  const [start, end] = contents.range
  const stated = range.items.map((item) => (isKind(item, 'number') ? item.value : Number.NaN))
  const due = [0, start, end, now.bytes.length - end]
  return stated.length === 4 && stated.every((value, index) => value === due[index]) ? [] : wrong
}

const formKeys = ['Type', 'Subtype', 'BBox', 'Matrix', 'Resources', 'Length']
const imageKeys = ['Type', 'Subtype', 'ImageMask', 'BitsPerComponent', 'Decode', 'Width', 'Height', 'Length']

/** Nothing but a form that draws paths, or one image mask: no fonts, no groups, no actions, no reference to old objects. */
function checkAppearance(now: PdfFile, field: PdfDictionary, added: readonly number[]): TailProblem[] {
  const value = field.entries.get('AP')
  if (value === undefined) return []
  const wrong: TailProblem[] = [{ code: 'appearance' }]
  if (!isKind(value, 'dictionary') || [...value.entries.keys()].join() !== 'N') return wrong
  const reference = value.entries.get('N')
  if (!isKind(reference, 'reference')) return wrong
  // A field signed without an appearance keeps its old empty one.
  if (!added.includes(reference.number)) return []
  const form = now.object(reference.number)
  if (!isKind(form, 'stream') || !isName(form.dictionary.entries.get('Subtype'), 'Form') || !onlyKeys(form.dictionary, formKeys)) return wrong
  const resources = form.dictionary.entries.get('Resources')
  if (!isKind(resources, 'dictionary') || !onlyKeys(resources, ['XObject'])) return wrong
  const images = resources.entries.get('XObject')
  if (images === undefined) return []
  if (!isKind(images, 'dictionary') || !onlyKeys(images, ['Im'])) return wrong
  const image = images.entries.get('Im')
  if (!isKind(image, 'reference') || !added.includes(image.number)) return wrong
  const mask = now.object(image.number)
  const fine = isKind(mask, 'stream') && isName(mask.dictionary.entries.get('Subtype'), 'Image') && mask.dictionary.entries.get('ImageMask') === true && onlyKeys(mask.dictionary, imageKeys)
  return fine ? [] : wrong
}

function onlyKeys(dictionary: PdfDictionary, keys: readonly string[]): boolean {
  return [...dictionary.entries.keys()].every((key) => keys.includes(key))
}

function sameBut(before: PdfDictionary, after: PdfDictionary, changing: readonly string[]): boolean {
  const rest = (dictionary: PdfDictionary): string =>
    [...dictionary.entries]
      .filter(([key]) => !changing.includes(key))
      .map(([key, value]) => `${key} ${writeValue(value)}`)
      .sort()
      .join('\n')
  return rest(before) === rest(after)
}

function pick(dictionary: PdfDictionary, keys: readonly string[]): PdfValue {
  return { kind: 'array', items: keys.flatMap((key) => dictionary.entries.get(key) ?? []) }
}

/** What a redefined object was, in a word, for the refusal. */
function describe(pdf: PdfFile, number: number): string {
  const dictionary = pdf.dictionary(pdf.object(number))
  const type = dictionary && pdf.get(dictionary, 'Type')
  const words: Record<string, string> = { Page: 'page', Pages: 'page-tree', Font: 'font', FontDescriptor: 'font', Catalog: 'catalog', XObject: 'drawing', Annot: 'annotation' }
  return (isKind(type ?? undefined, 'name') && words[(type as { name: string }).name]) || 'object'
}
