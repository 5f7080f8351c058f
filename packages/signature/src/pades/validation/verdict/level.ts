import type { RevocationFinding } from '../../material/checkRevocation.js'
import type { SignatureLevel } from './report.js'

export interface LevelOptions {
  readonly signatureHolds: boolean
  readonly isTimeProven: boolean
  /** Of the signer's path; nothing where it is not trusted. */
  readonly signer: readonly RevocationFinding[]
  /** Of the path of the timestamp that counts; nothing when a document timestamp alone proves the time. */
  readonly timestamp: readonly RevocationFinding[]
}

/** The level a signature reaches by what the file itself holds (EN 319 142-1 section 6; docs/validation-policy.md says what we ask for). */
export function levelOf({ signatureHolds, isTimeProven, signer, timestamp }: LevelOptions): SignatureLevel {
  if (!signatureHolds) return 'none'
  if (!isTimeProven) return 'B-B'
  // Data about the signer made before the signature could not know a revocation before it.
  const isFresh = signer.every(({ freshness }, index) => index > 0 || freshness === 'after')
  const needed = [...signer, ...timestamp]
  const isStored = needed.every(({ sufficient, item, status }) => sufficient && item?.origin === 'document' && (status === 'good' || status === 'revoked-later'))
  if (!isFresh || !isStored || signer.length === 0) return 'B-T'
  return needed.every(({ item }) => item!.provenAt !== null) ? 'B-LTA' : 'B-LT'
}
