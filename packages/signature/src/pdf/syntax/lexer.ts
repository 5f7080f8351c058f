import type { SignatureError } from '../../errors.js'
import { beyond, limits } from '../limits.js'
import { malformed } from '../malformed.js'
import { textOf } from './textOf.js'
import type { PdfArray, PdfDictionary, PdfName, PdfReference, PdfString, PdfValue } from './values.js'

/** 1 white space, 2 delimiter, 0 regular (ISO 32000-2 section 7.2.3). */
export const octetClasses = new Uint8Array(256)
for (const octet of [0, 9, 10, 12, 13, 32]) octetClasses[octet] = 1
for (const character of '()<>[]{}/%') octetClasses[character.charCodeAt(0)] = 2

/** What an octet counts as hexadecimal digit; 16 for white space, 17 for what is neither. */
export const hexDigits: Uint8Array = octetClasses.map((kind) => (kind === 1 ? 16 : 17))
for (const character of '0123456789abcdefABCDEF') hexDigits[character.charCodeAt(0)] = parseInt(character, 16)

const numberForm = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

export interface LexerOptions {
  /** Whether positions are positions in the file; not so inside an object stream. */
  readonly inFile?: boolean
  /** Whether comments are skipped as white space; if not, they are malformed. */
  readonly comments?: boolean
}

/** Reads tokens and objects from bytes. It knows nothing of files, cross-references or streams. */
export class Lexer {
  position: number
  readonly bytes: Uint8Array
  readonly #inFile: boolean
  readonly #comments: boolean
  #depth = 0

  constructor(bytes: Uint8Array, position = 0, { inFile = true, comments = true }: LexerOptions = {}) {
    this.bytes = bytes
    this.position = position
    this.#inFile = inFile
    this.#comments = comments
  }

  fail(why: string): SignatureError {
    return malformed(why, this.position)
  }

  skipWhiteSpace(comments = this.#comments): void {
    const { bytes } = this
    let at = this.position
    for (; at < bytes.length; at++) {
      const octet = bytes[at]!
      if (octet === 0x25 && comments) {
        while (at + 1 < bytes.length && bytes[at + 1] !== 10 && bytes[at + 1] !== 13) at++
      } else if (octetClasses[octet] !== 1) break
    }
    this.position = at
  }

  /** White space alone: a comment, such as %%EOF, is left to be looked at. */
  skipBlanks(): void {
    this.skipWhiteSpace(false)
  }

  /** A run of regular characters; empty at a delimiter or the end. */
  readWord(): string {
    const { bytes, position } = this
    let at = position
    while (octetClasses[bytes[at]!] === 0) at++
    if (at - position > 1024) throw this.fail('token too long')
    this.position = at
    return textOf(bytes, position, at)
  }

  /** Passes over a word when it is this one. */
  #tryWord(word: string): boolean {
    const end = this.position + word.length
    if (!this.looksAt(word) || octetClasses[this.bytes[end]!] === 0) return false
    this.position = end
    return true
  }

  /** Passes over a word of digits and gives its value; -1 for another, or one of more than `most`. */
  #tryDigits(most: number): number {
    const { bytes, position } = this
    let value = 0
    let at = position
    for (let digit = bytes[at]! - 0x30; digit >= 0 && digit <= 9; digit = bytes[++at]! - 0x30) value = value * 10 + digit
    if (at === position || at - position > most || octetClasses[bytes[at]!] === 0) return -1
    this.position = at
    return value
  }

  /** Skips white space and reads a word that must be the one given. */
  expectWord(word: string): void {
    this.skipWhiteSpace()
    if (!this.#tryWord(word)) throw this.fail(`expected ${word}`)
  }

  /** Skips white space and reads a non-negative integer. */
  readUnsigned(): number {
    this.skipWhiteSpace()
    const value = this.#tryDigits(15)
    if (value < 0) throw this.fail('expected an unsigned integer')
    return value
  }

  /** Whether these characters stand at the position. */
  looksAt(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.bytes[this.position + i] !== text.charCodeAt(i)) return false
    return true
  }

  readValue(): PdfValue {
    if (++this.#depth > limits.depth) throw beyond('depth')
    const value = this.#read()
    this.#depth--
    return value
  }

  #read(): PdfValue {
    this.skipWhiteSpace()
    const octet = this.bytes[this.position]
    if (octet === 0x2f) return this.#readName()
    if (octet === 0x28) return this.#readLiteralString()
    if (octet === 0x5b) return this.#readArray()
    if (octet === 0x3c) return this.bytes[this.position + 1] === 0x3c ? this.#readDictionary() : this.#readHexString()
    return this.#tryReference() ?? this.#readKeywordOrNumber()
  }

  #readName(): PdfName {
    this.position++
    const word = this.readWord()
    if (!word.includes('#')) return { kind: 'name', name: word }
    const name = word.replace(/#(..)?/g, (_, digits: string | undefined) => {
      if (digits === undefined || !/^[0-9A-Fa-f]{2}$/.test(digits) || digits === '00') throw this.fail('escape in a name')
      return String.fromCharCode(parseInt(digits, 16))
    })
    return { kind: 'name', name }
  }

  #readKeywordOrNumber(): PdfValue {
    const word = this.readWord()
    if (word === 'true') return true
    if (word === 'false') return false
    if (word === 'null') return null
    if (!numberForm.test(word)) throw this.fail('unexpected token')
    return { kind: 'number', value: Number(word), source: word }
  }

  /** `12 0 R` begins like two numbers: look ahead, and go back when it is none. */
  #tryReference(): PdfReference | null {
    const back = this.position
    const number = this.#tryDigits(10)
    this.skipWhiteSpace()
    const generation = number < 0 ? -1 : this.#tryDigits(5)
    this.skipWhiteSpace()
    if (generation >= 0 && this.#tryWord('R')) return { kind: 'reference', number, generation }
    this.position = back
    return null
  }

  #readArray(): PdfArray {
    this.position++
    const items: PdfValue[] = []
    for (;;) {
      this.skipWhiteSpace()
      if (this.bytes[this.position] === 0x5d) {
        this.position++
        return { kind: 'array', items }
      }
      items.push(this.readValue())
    }
  }

  #readDictionary(): PdfDictionary {
    this.position += 2
    const entries = new Map<string, PdfValue>()
    for (;;) {
      this.skipWhiteSpace()
      if (this.bytes[this.position] === 0x3e && this.bytes[this.position + 1] === 0x3e) {
        this.position += 2
        return { kind: 'dictionary', entries }
      }
      if (this.bytes[this.position] !== 0x2f) throw this.fail('key of a dictionary')
      const { name } = this.#readName()
      // Viewers disagree which of two equal keys counts, so neither may.
      if (entries.has(name)) throw this.fail('duplicate key')
      entries.set(name, this.readValue())
    }
  }

  #readHexString(): PdfString {
    const start = this.position
    const source = this.bytes
    const end = source.indexOf(0x3e, start)
    if (end < 0) throw this.fail('end of file in a string')
    const bytes = new Uint8Array((end - start) >> 1)
    let digits = 0
    // A signature's /Contents is padded with tens of thousands of zeros, which are there already.
    let padding = end
    while (source[padding - 1] === 0x30) padding--
    for (let at = start + 1; at < padding; at++) {
      const digit = hexDigits[source[at]!]!
      if (digit > 16) throw this.fail('hexadecimal digit')
      if (digit > 15) continue
      // Section 7.3.4.3: a last digit alone is followed by 0.
      bytes[digits >> 1]! |= digits & 1 ? digit : digit << 4
      digits++
    }
    digits += end - padding
    this.position = end + 1
    return this.#string(bytes.subarray(0, (digits + 1) >> 1), start)
  }

  #readLiteralString(): PdfString {
    const start = this.position++
    const bytes: number[] = []
    for (let open = 1; ; ) {
      const octet = this.bytes[this.position++]
      if (octet === undefined) throw this.fail('end of file in a string')
      if (octet === 0x5c) {
        this.#readEscape(bytes)
        continue
      }
      if (octet === 0x28) open++
      else if (octet === 0x29 && --open === 0) break
      // Section 7.3.4.2: any end of line inside a string is a line feed.
      if (octet === 13) {
        if (this.bytes[this.position] === 10) this.position++
        bytes.push(10)
      } else bytes.push(octet)
    }
    return this.#string(new Uint8Array(bytes), start)
  }

  #readEscape(bytes: number[]): void {
    const octet = this.bytes[this.position++]
    if (octet === undefined) throw this.fail('end of file in a string')
    const simple = { n: 10, r: 13, t: 9, b: 8, f: 12 }[String.fromCharCode(octet)]
    if (simple !== undefined) bytes.push(simple)
    else if (octet === 13) {
      if (this.bytes[this.position] === 10) this.position++
    } else if (octet >= 0x30 && octet <= 0x37) {
      let value = octet - 0x30
      for (let i = 0; i < 2; i++) {
        const next = this.bytes[this.position]
        if (next === undefined || next < 0x30 || next > 0x37) break
        value = value * 8 + next - 0x30
        this.position++
      }
      bytes.push(value & 255)
    } else if (octet !== 10) bytes.push(octet)
  }

  #string(bytes: Uint8Array, start: number): PdfString {
    const end = this.position
    // A signature's /Contents is long; its source is never needed as text.
    const source = end - start > 4096 ? '' : textOf(this.bytes, start, end)
    return { kind: 'string', bytes, source, range: this.#inFile ? [start, end] : null }
  }
}
