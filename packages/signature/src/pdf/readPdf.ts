import { SignatureError } from '../errors.js'
import type { InflateBudget } from './decodeStream.js'
import { limits } from './limits.js'
import { objectReader } from './objects.js'
import { Lexer } from './syntax/lexer.js'
import { textOf } from './syntax/textOf.js'
import { dictionaryOf, type PdfDictionary, type PdfStream, type PdfValue } from './syntax/values.js'
import { malformed } from './malformed.js'
import { integerOf, type XrefEntry } from './xref/entry.js'
import { readXrefChain, type XrefSection } from './xref/xref.js'

/** A file as its last cross-reference section sees it. Objects are parsed when they are asked for. */
export interface PdfFile {
  readonly bytes: Uint8Array
  /** Newest first. */
  readonly sections: readonly XrefSection[]
  /** The newest trailer. */
  readonly trailer: PdfDictionary
  /** What startxref says: the /Prev of whoever appends. */
  readonly startxref: number
  /** One more than the highest object number of any revision (/Size). */
  readonly size: number
  /** First octet behind the last %%EOF and its end of line. */
  readonly end: number
  /** What the newest section that names this object says of it. */
  entry(number: number): XrefEntry | undefined
  /** An indirect object; null when it is free or unknown. */
  object(number: number): PdfValue
  /** Follows references until a direct value is there. */
  resolve(value: PdfValue | undefined): PdfValue
  /** The value of a key, resolved; null when it is not there. */
  get(dictionary: PdfDictionary, key: string): PdfValue
  /** The value resolved, when it is a dictionary (or a stream, then its dictionary), else null. */
  dictionary(value: PdfValue | undefined): PdfDictionary | null
  /** The data of a stream, filters undone. */
  decode(stream: PdfStream): Uint8Array
  /** Where an object stands, from its number to endobj; null inside an object stream. */
  objectRange(number: number): readonly [start: number, end: number] | null
  /** The file as it was when it ended at `length`, the end of a revision. Both share one allowance of inflated bytes. */
  revision(length: number): PdfFile
}

/**
 * Opens a PDF strictly by its cross-reference sections. What needs repair is refused: different viewers would repair differently.
 * @throws SignatureError `pdf-malformed`, `pdf-encrypted`, `pdf-limit`; so do the file's own functions, when an object is asked for that is not sound
 */
export function readPdf(bytes: Uint8Array): PdfFile {
  if (!new Lexer(bytes).looksAt('%PDF-')) throw malformed('%PDF-', 0)
  const budget: InflateBudget = { remaining: limits.inflatedBytes }
  const { startxref, position, end } = findStartxref(bytes)
  // Cross-reference streams must be readable without any other object (section 7.5.8.2): this reader knows of none.
  const { decode, readStreamAt } = objectReader({ bytes, entry: () => undefined, budget })
  const sections = readXrefChain({ bytes, decode, readStreamAt }, startxref)
  // A second startxref that names an older section would hide what stands between. Of a linearized file the end follows the second section.
  const behind = new Lexer(bytes, Math.max(sections[0]!.end, sections[1]?.end ?? 0))
  behind.skipBlanks()
  if (behind.position !== position) throw malformed('startxref', position)
  if (sections.some(({ trailer }) => trailer.entries.has('Encrypt'))) throw new SignatureError('pdf-encrypted')
  return fileOf({ bytes, sections, end, budget })
}

function fileOf({ bytes, sections, end, budget }: Pick<PdfFile, 'bytes' | 'sections' | 'end'> & { readonly budget: InflateBudget }): PdfFile {
  // Section by section rather than merged: a file of many revisions is looked at as of each of them. Each number is looked up once.
  const known = new Map<number, XrefEntry>()
  const entry = (number: number): XrefEntry | undefined => {
    let found = known.get(number)
    for (const { entries } of sections) found ??= entries.get(number)
    if (found) known.set(number, found)
    return found
  }
  const { object, resolve, decode, objectRange } = objectReader({ bytes, entry, budget })
  const { trailer, offset } = sections[0]!
  return {
    bytes,
    sections,
    trailer,
    startxref: offset,
    size: Math.max(...sections.map((section) => integerOf(section.trailer, 'Size') ?? 0)),
    end,
    entry,
    object: (number) => object(number),
    resolve,
    get: (dictionary, key) => resolve(dictionary.entries.get(key)),
    dictionary: (value) => dictionaryOf(resolve(value)),
    decode,
    objectRange,
    revision: (length) => fileOf({ bytes: bytes.subarray(0, length), sections: sections.filter((section) => section.end <= length), end: length, budget }),
  }
}

/** The last `startxref N %%EOF` and where it ends, where all viewers look for it. What follows is for the caller to judge. */
function findStartxref(bytes: Uint8Array): { startxref: number; position: number; end: number } {
  for (let position = bytes.length; position-- > Math.max(0, bytes.length - 1024); ) {
    const match = bytes[position] === 0x73 && /^startxref[\r\n \t]+(\d{1,10})[\r\n \t]+%%EOF(\r\n|\r|\n)?/.exec(textOf(bytes, position, bytes.length))
    if (match) return { startxref: Number(match[1]), position, end: position + match[0].length }
  }
  throw malformed('startxref')
}
