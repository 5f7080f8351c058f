import type { Hash } from '../../crypto/hashing/hash.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'

/** Where an opened base keeps what nobody may change. */
export const inside = Symbol('opened base')

/**
 * A PDF opened once, to be signed upon as often as one likes. Nothing of it can change: it has its own copy of the bytes, their cross-reference
 * and SHA-256. Objects are still parsed only when they are asked for.
 */
export interface OpenedBase {
  /** Octets of the file. */
  readonly length: number
  readonly [inside]: { readonly pdf: PdfFile; readonly hash: Hash; readonly crypto: typeof globalThis.crypto }
}

/** What the signing verbs take: the bytes of a PDF, which they read and hash at each call, or what `openBase` made of them. */
export type Base = Uint8Array | OpenedBase

/** Whether the base was opened; if not, it is bytes. */
export const isOpened = (base: Base): base is OpenedBase => inside in base

/** The bytes, not to be changed. */
export function bytesOfBase(base: Base): Uint8Array {
  return isOpened(base) ? base[inside].pdf.bytes : base
}

export function fileOfBase(base: Base): PdfFile {
  return isOpened(base) ? base[inside].pdf : readPdf(base)
}
