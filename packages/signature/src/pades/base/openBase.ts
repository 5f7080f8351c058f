import { createHash } from '../../crypto/hashing/hash.js'
import { readPdf } from '../../pdf/readPdf.js'
import { inside, type OpenedBase } from './base.js'

/** How the bytes are taken, and which WebCrypto hashes them. */
export interface OpenBaseOptions {
  /** Hands the bytes over instead of having them copied: afterwards the array is empty. Where it is only a part of its buffer, it is copied all the same. */
  readonly takeOver?: boolean
  readonly crypto?: typeof globalThis.crypto
}

/**
 * Opens a PDF for `prepareSignature`, `embedSignature` and their kind, which then neither read nor hash it again. In Node it is hashed here, and
 * at once; elsewhere by WebCrypto, which cannot go on from a part, at each of their calls.
 * @throws SignatureError `pdf-malformed`, `pdf-encrypted`, `pdf-limit`
 */
export function openBase(bytes: Uint8Array, { takeOver = false, crypto = globalThis.crypto }: OpenBaseOptions = {}): OpenedBase {
  const pdf = readPdf((takeOver ? takenOver(bytes) : null) ?? new Uint8Array(bytes))
  const hash = createHash('SHA-256', crypto)
  hash.update(pdf.bytes)
  return Object.freeze({ length: pdf.bytes.length, [inside]: { pdf, hash, crypto } })
}

/** The bytes in a buffer that nobody else has (ECMAScript 2024, or what browsers had before). */
function takenOver({ buffer, length }: Uint8Array): Uint8Array | null {
  if (!(buffer instanceof ArrayBuffer) || length !== buffer.byteLength) return null
  return new Uint8Array((buffer as { transfer?: () => ArrayBuffer }).transfer?.() ?? structuredClone(buffer, { transfer: [buffer] }))
}
