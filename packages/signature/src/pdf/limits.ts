import { SignatureError } from '../errors.js'

/** What one file may cost, its earlier revisions included. Each has a name in the error's details. */
export const limits = {
  inflatedBytes: 256 * 1024 * 1024,
  inflateRatio: 200,
  /** Below this an inflated stream is small whatever its ratio. */
  inflateRatioFloorBytes: 1024 * 1024,
  /** Rows of all cross-reference sections together, and the highest object number. */
  objects: 1_000_000,
  /** Of arrays and dictionaries within each other, of trees, and of objects that need another one to be read. */
  depth: 64,
  revisions: 200,
  /** Signed fields: each signature is a revision of its own. */
  signatures: 200,
} as const

export function beyond(limit: keyof typeof limits): SignatureError {
  return new SignatureError('pdf-limit', { limit, maximum: limits[limit] })
}
