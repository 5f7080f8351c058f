import { SignatureError } from '../errors.js'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const hexDigits = '0123456789abcdef'

/** Bytes as base64url without padding (RFC 4648 section 5). Written out, because tails of some ten kilobytes pass here and btoa needs them as a string of octets first. */
export function toBase64url(bytes: Uint8Array): string {
  const encoded = new Uint8Array(Math.ceil((bytes.length * 4) / 3))
  let at = 0
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let shift = 18; shift >= 0 && at < encoded.length; shift -= 6) encoded[at++] = alphabet.charCodeAt((group >> shift) & 63)
  }
  return new TextDecoder().decode(encoded)
}

/**
 * Bytes from base64url without padding.
 * @throws SignatureError `der-malformed` when a character is foreign
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new SignatureError('der-malformed', { why: 'base64url' })
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const octet of bytes) hex += hexDigits[octet >> 4]! + hexDigits[octet & 15]!
  return hex
}
