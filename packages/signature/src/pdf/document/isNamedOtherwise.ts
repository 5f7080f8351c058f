import type { PdfFile } from '../readPdf.js'
import { behindHead, behindKeyword, keyHash, skim } from '../survey/skim.js'
import { Lexer } from '../syntax/lexer.js'
import { textOf } from '../syntax/textOf.js'
import { isKind, type PdfValue } from '../syntax/values.js'

const start = '\n<</T('
const kids = /* @__PURE__ */ keyHash('Kids')

/**
 * Whether a field in the form's own list is certainly another than `sought`, and above none of that name: its object is sound, begins with another name, as those
 * of @loansign/contract do, and has no kids. It is passed over, not read: of a contract with a straddle seal across hundreds of pages, signing needs one field. `keys` is room for keys (`roomForKeys`).
 */
export function isNamedOtherwise({ bytes, entry }: PdfFile, item: PdfValue, sought: string, keys: Int32Array): boolean {
  const found = isKind(item, 'reference') ? entry(item.number) : undefined
  if (!isKind(item, 'reference') || found?.type !== 'offset' || found.generation !== item.generation) return false
  const begin = behindHead(bytes, found.offset, item.number, item.generation)
  if (begin < 0 || !new Lexer(bytes, begin).looksAt(start)) return false
  const nameAt = begin + start.length
  let at = nameAt
  while (meansItself(bytes[at])) at++
  if (bytes[at] !== 0x29 || (at - nameAt === sought.length && textOf(bytes, nameAt, at) === sought)) return false
  const end = skim(bytes, begin, [], keys)
  return end >= 0 && behindKeyword(bytes, end, 'endobj') >= 0 && !keys.includes(kids)
}

/** Within a literal string: printable, neither parenthesis nor the escape. */
function meansItself(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 0x20 && octet < 0x7f && octet !== 0x28 && octet !== 0x29 && octet !== 0x5c
}
