import { SignatureError } from '../errors.js'
import { malformed } from './malformed.js'
import type { DerNode } from './read.js'

/** An OBJECT IDENTIFIER as dotted text. */
export function readOid(node: DerNode): string {
  const { tag, value } = node
  if (tag !== 0x06 || value.length === 0) throw malformed('object identifier')
  let text = ''
  let arc = 0
  for (let i = 0; i < value.length; i++) {
    const octet = value[i]!
    if (arc === 0 && octet === 0x80) throw malformed('object identifier')
    arc = arc * 128 + (octet & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER / 128) throw malformed('object identifier')
    if (octet >= 0x80) continue
    const root = Math.min(2, Math.floor(arc / 40))
    text += text === '' ? `${root}.${arc - 40 * root}` : `.${arc}`
    arc = 0
  }
  if (value.at(-1)! >= 0x80) throw malformed('object identifier')
  return text
}

/** The content octets of an INTEGER, which must be minimal. */
export function readInteger(node: DerNode): Uint8Array {
  const { value } = node
  if (node.tag !== 0x02 || value.length === 0) throw malformed('integer')
  const [first = 0, second = 0] = value
  if (value.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) throw malformed('integer not minimal')
  return value
}

/** A non-negative INTEGER that fits a number. */
export function readSmallInteger(node: DerNode): number {
  const value = readInteger(node)
  if ((value[0] ?? 0) >= 0x80 || value.length > 6) throw malformed('integer out of range')
  return value.reduce((sum, octet) => sum * 256 + octet, 0)
}

/** BOOLEAN: DER knows 0x00 and 0xff only. */
export function readBoolean(node: DerNode): boolean {
  const [octet] = node.value
  if (node.tag !== 0x01 || node.value.length !== 1 || (octet !== 0 && octet !== 0xff)) throw malformed('boolean')
  return octet === 0xff
}

/** The octets of a BIT STRING without unused bits. */
export function readBitString(node: DerNode): Uint8Array {
  if (node.tag !== 0x03 || node.value[0] !== 0) throw malformed('bit string')
  return node.value.subarray(1)
}

/** The numbers of the bits that are set in a named-bit list such as KeyUsage. */
export function readNamedBits(node: DerNode): number[] {
  const unused = node.value[0]
  if (node.tag !== 0x03 || unused === undefined || unused > 7) throw malformed('bit string')
  const bits: number[] = []
  for (let bit = 0; bit < (node.value.length - 1) * 8 - unused; bit++) {
    if (((node.value[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0) bits.push(bit)
  }
  return bits
}

/** UTCTime or GeneralizedTime in the forms RFC 5280 section 4.1.2.5 allows; GeneralizedTime may carry a fraction (RFC 3161). */
export function readTime(node: DerNode): Date {
  // None of the forms is longer.
  const text = String.fromCharCode(...node.value.subarray(0, 32))
  const utc = node.tag === 0x17 ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})()Z$/.exec(text) : null
  const general = node.tag === 0x18 ? /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/.exec(text) : null
  const match = utc ?? general
  if (!match) throw malformed('time')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const fullYear = utc ? (year < 50 ? 2000 + year : 1900 + year) : year
  const time = new Date(Date.UTC(fullYear, month - 1, day, hour, minute, second, Math.floor(Number(match[7] || '0') * 1000)))
  // Date.UTC takes the years below 100 for those of the twentieth century, and an hour beyond 23 for one of another day.
  if (time.getUTCFullYear() !== fullYear || time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || minute > 59 || second > 59) throw malformed('time')
  return time
}

const stringDecoders: Record<number, string> = { 0x0c: 'utf-8', 0x13: 'latin1', 0x14: 'latin1', 0x16: 'latin1', 0x1a: 'latin1', 0x1e: 'utf-16be' }
const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true })

/** Whether readString knows the type. */
export const isString = (node: DerNode): boolean => stringDecoders[node.tag] !== undefined

/** Any of the string types names are made of. What comes out is hostile text. */
export function readString(node: DerNode): string {
  const encoding = stringDecoders[node.tag]
  if (encoding === undefined) throw malformed('string type')
  try {
    return (encoding === 'utf-8' ? utf8 : new TextDecoder(encoding, { fatal: true })).decode(node.value)
  } catch (cause) {
    throw new SignatureError('der-malformed', { why: 'string' }, { cause })
  }
}
