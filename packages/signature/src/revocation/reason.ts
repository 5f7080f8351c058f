import { malformed } from '../der/malformed.js'
import type { DerNode } from '../der/read.js'

/** Why a certificate was revoked (CRLReason, RFC 5280 section 5.3.1). */
export type RevocationReason =
  | 'unspecified'
  | 'key-compromise'
  | 'ca-compromise'
  | 'affiliation-changed'
  | 'superseded'
  | 'cessation-of-operation'
  | 'certificate-hold'
  | 'remove-from-crl'
  | 'privilege-withdrawn'
  | 'aa-compromise'

/** By number; 7 was never given. */
const reasons: readonly (RevocationReason | null)[] = [
  'unspecified',
  'key-compromise',
  'ca-compromise',
  'affiliation-changed',
  'superseded',
  'cessation-of-operation',
  'certificate-hold',
  null,
  'remove-from-crl',
  'privilege-withdrawn',
  'aa-compromise',
]

/** @throws SignatureError `der-malformed` */
export function readReason(node: DerNode): RevocationReason {
  const reason = node.tag === 0x0a && node.value.length === 1 ? reasons[node.value[0]!] : null
  if (!reason) throw malformed('revocation reason')
  return reason
}
