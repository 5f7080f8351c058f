import { SignatureError } from '../errors.js'

/** What one file may cost. Each has a name in the error's details. */
export const limits = {
  inflatedBytes: 256 * 1024 * 1024,
  inflateRatio: 200,
  /** Below this an inflated stream is small whatever its ratio. */
  inflateRatioFloorBytes: 1024 * 1024,
  objects: 1_000_000,
  revisions: 200,
} as const

export function beyond(limit: keyof typeof limits): SignatureError {
  return new SignatureError('pdf-limit', { limit, maximum: limits[limit] })
}
