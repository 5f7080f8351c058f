import { hexDigits, octetClasses } from '../syntax/lexer.js'

/** The same as the lexer's, and 3 for what is left to it: comments, and escapes in names. */
const classes = octetClasses.slice()
for (const character of '%#') classes[character.charCodeAt(0)] = 3

const deepest = 16
const mostKeys = 32
const longestWord = 127

const unsure = -1

/**
 * Passes over a value as `Lexer.readValue` reads it, making nothing, and adds the number of each reference in it to `references`. Of thousands of objects few are
 * ever asked for, yet each must be known to be sound. It knows the usual forms only: where it cannot be certain that the lexer reads the same it gives -1,
 * and whoever asks lets the lexer read, whose answer counts. (`references` may have grown by then.) Of a dictionary the hashes of its own keys are left at the beginning
 * of `keys`, which `roomForKeys` made; behind them those of dictionaries inside it, or looked at before, may stand. (Of one kind always: what may be of two is twice as slow.)
 * @returns the position behind the value, or -1
 */
export function skim(bytes: Uint8Array, position: number, references: number[], keys: Int32Array): number {
  return skimValue(bytes, position, references, keys, 0, 0)
}

/** For the hashes of the keys of all dictionaries that are open at one time. */
export const roomForKeys = (): Int32Array => new Int32Array(deepest * mostKeys)

/** What `skim` knows a key by. Keys alike have one hash. */
export function keyHash(key: string): number {
  let hash = 0
  for (let i = 0; i < key.length; i++) hash = hashOn(hash, key.charCodeAt(i))
  return hash
}

const hashOn = (hash: number, octet: number): number => (Math.imul(hash, 31) + octet) | 0

/** `first` is where the keys of the next dictionary begin in `keys`. */
function skimValue(bytes: Uint8Array, position: number, references: number[], keys: Int32Array, first: number, depth: number): number {
  if (depth >= deepest) return unsure
  const at = behindBlanks(bytes, position)
  const octet = bytes[at]
  if (octet === 0x2f) return behindWord(bytes, at + 1)
  if (octet === 0x28) return behindLiteral(bytes, at + 1)
  if (octet === 0x5b) return skimArray(bytes, at + 1, references, keys, first, depth + 1)
  if (octet !== 0x3c) return skimWord(bytes, at, references)
  return bytes[at + 1] === 0x3c ? skimDictionary(bytes, at + 2, references, keys, first, depth + 1) : behindHexadecimal(bytes, at + 1)
}

function skimArray(bytes: Uint8Array, position: number, references: number[], keys: Int32Array, first: number, depth: number): number {
  let at = behindBlanks(bytes, position)
  while (bytes[at] !== 0x5d) {
    const end = skimValue(bytes, at, references, keys, first, depth)
    if (end < 0) return unsure
    at = behindBlanks(bytes, end)
  }
  return at + 1
}

function skimDictionary(bytes: Uint8Array, position: number, references: number[], keys: Int32Array, first: number, depth: number): number {
  let last = first
  let at = behindBlanks(bytes, position)
  while (bytes[at] === 0x2f) {
    let end = at + 1
    let hash = 0
    for (; end < bytes.length && classes[bytes[end]!] === 0; end++) hash = hashOn(hash, bytes[end]!)
    if (end - at > longestWord || !endsWord(bytes, end) || last - first >= mostKeys) return unsure
    // Whether keys of one hash are alike, the lexer tells.
    for (let i = first; i < last; i++) if (keys[i] === hash) return unsure
    keys[last++] = hash
    const behind = skimValue(bytes, end, references, keys, last, depth)
    if (behind < 0) return unsure
    at = behindBlanks(bytes, behind)
  }
  return bytes[at] === 0x3e && bytes[at + 1] === 0x3e ? at + 2 : unsure
}

/** A number, a reference, true, false or null. */
function skimWord(bytes: Uint8Array, position: number, references: number[]): number {
  let at = position
  let value = 0
  for (; isDigit(bytes[at]); at++) value = value * 10 + bytes[at]! - 0x30
  if (at === position) return behindOther(bytes, position)
  if (bytes[at] === 0x2e) return behindDigits(bytes, position, at + 1)
  if (at - position > 10) return behindDigits(bytes, position, at)
  const end = behindReference(bytes, at)
  if (end > 0) references.push(value)
  return end === 0 ? behindDigits(bytes, position, at) : end
}

/** Behind the generation and the R that make a number a reference, 0 when they do not follow. */
function behindReference(bytes: Uint8Array, position: number): number {
  // As nearly all are written.
  if (bytes[position] === 0x20 && bytes[position + 1] === 0x30 && bytes[position + 2] === 0x20 && bytes[position + 3] === 0x52 && endsWord(bytes, position + 4)) return position + 4
  let at = behindBlanks(bytes, position)
  if (!isDigit(bytes[at])) return bytes[at] === 0x25 ? unsure : 0
  while (isDigit(bytes[at])) at++
  at = behindBlanks(bytes, at)
  // One written in another way, or to another generation than the first, is for the lexer; so is what may become one.
  return bytes[at] === 0x52 || classes[bytes[at]!] === 3 ? unsure : 0
}

/** A number that goes on with digits. */
function behindDigits(bytes: Uint8Array, start: number, position: number): number {
  let at = position
  while (isDigit(bytes[at])) at++
  return at - start <= longestWord && endsWord(bytes, at) ? at : unsure
}

function behindOther(bytes: Uint8Array, position: number): number {
  const first = bytes[position]
  let at = first === 0x2b || first === 0x2d ? position + 1 : position
  if (bytes[at] === 0x2e && isDigit(bytes[at + 1])) return behindDigits(bytes, position, at + 1)
  if (at > position && isDigit(bytes[at])) {
    while (isDigit(bytes[at])) at++
    return behindDigits(bytes, position, bytes[at] === 0x2e ? at + 1 : at)
  }
  return behindKeyword(bytes, position, first === 0x74 ? 'true' : first === 0x66 ? 'false' : 'null')
}

/** A run of regular characters of a usual length. */
function behindWord(bytes: Uint8Array, position: number): number {
  let at = position
  while (at < bytes.length && classes[bytes[at]!] === 0) at++
  return at - position <= longestWord && endsWord(bytes, at) ? at : unsure
}

function behindLiteral(bytes: Uint8Array, position: number): number {
  let open = 1
  for (let at = position; at < bytes.length; at++) {
    const octet = bytes[at]
    // Whatever is escaped, it is neither the end nor a parenthesis that counts.
    if (octet === 0x5c) at++
    else if (octet === 0x28) open++
    else if (octet === 0x29 && --open === 0) return at + 1
  }
  return unsure
}

function behindHexadecimal(bytes: Uint8Array, position: number): number {
  let at = position
  while (at < bytes.length && hexDigits[bytes[at]!]! < 17) at++
  return bytes[at] === 0x3e ? at + 1 : unsure
}

/** Behind `N G obj`, -1 unless that certainly stands there. */
export function behindHead(bytes: Uint8Array, position: number, number: number, generation: number): number {
  let at = position
  for (const expected of [number, generation]) {
    const start = behindBlanks(bytes, at)
    let value = 0
    for (at = start; isDigit(bytes[at]); at++) value = value * 10 + bytes[at]! - 0x30
    if (value !== expected || at === start || at - start > 10 || classes[bytes[at]!] !== 1) return unsure
  }
  return behindKeyword(bytes, at, 'obj')
}

/** Behind white space and a word, -1 unless that certainly stands there. */
export function behindKeyword(bytes: Uint8Array, position: number, word: string): number {
  const at = behindBlanks(bytes, position)
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return unsure
  return endsWord(bytes, at + word.length) ? at + word.length : unsure
}

/** Behind white space. The end is looked for here and below because a single read behind it makes every later one slow. */
export function behindBlanks(bytes: Uint8Array, position: number): number {
  let at = position
  while (at < bytes.length && classes[bytes[at]!] === 1) at++
  return at
}

/** Whether a word is over at a position for certain: at white space or a delimiter. */
function endsWord(bytes: Uint8Array, position: number): boolean {
  const kind = position < bytes.length ? classes[bytes[position]!] : 0
  return kind === 1 || kind === 2
}

export function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 0x30 && octet <= 0x39
}
