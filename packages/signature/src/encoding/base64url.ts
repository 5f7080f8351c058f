import { SignatureError } from '../errors.js'
import { nodeBuffer } from './nodeBuffer.js'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const node = /* @__PURE__ */ nodeBuffer()

/** Bytes as base64url without padding (RFC 4648 section 5). Written out, because tails of some ten kilobytes pass here and btoa needs them as a string of octets first. */
export function toBase64url(bytes: Uint8Array): string {
  if (node) return node.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url')
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
 * @throws SignatureError `der-malformed` when a character is foreign, or bits behind the last octet are not zero (RFC 4648 section 3.5)
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = node?.from(text, 'base64url') ?? decode(text)
  // Decoders are lenient, each in its own way: foreign characters are skipped, or those of base64 taken. One text stands for some bytes, and no other.
  const whole = text.length % 4 !== 1 && bytes.length === Math.floor((text.length * 3) / 4) && !text.includes('+') && !text.includes('/')
  const rest = bytes.length % 3
  if (!whole || toBase64url(bytes.subarray(bytes.length - rest)) !== text.slice(text.length - (text.length % 4))) throw new SignatureError('der-malformed', { why: 'base64url' })
  // Node takes short ones from an array that it shares among its Buffers.
  return bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes)
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new SignatureError('der-malformed', { why: 'base64url' })
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}
