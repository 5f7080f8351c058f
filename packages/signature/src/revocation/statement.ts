import type { AlgorithmProblem } from '../crypto/registry/brokenDigest.js'
import type { RevocationReason } from './reason.js'

/** Why an OCSP response or a revocation list says nothing about a certificate. */
export type RevocationProblemCode =
  | 'unreadable'
  /** No single response, or another issuer's list. */
  | 'other-certificate'
  /** Whoever signed is not the issuer, and no responder the issuer appointed. */
  | 'signer-not-authorized'
  | 'signature-invalid'
  | AlgorithmProblem
  /** The appointed responder's certificate was not valid when it answered, or breaks a rule of RFC 5280. */
  | 'responder-invalid'
  /** The appointed responder's own revocation is open: no ocsp-nocheck, and no list that knows. */
  | 'responder-not-checked'
  | 'responder-revoked'
  | 'critical-extension'
  | 'delta-crl'
  | 'indirect-crl'
  | 'partial-reasons'
  /** The list is about other kinds of certificates, or another distribution point. */
  | 'out-of-scope'
  /** removeFromCRL outside a delta list. */
  | 'remove-from-crl'
  | 'times-disordered'
  /** Made before the certificate was. */
  | 'before-issuance'
  /** Made after the certificate expired, when its issuer need not remember it any more. */
  | 'after-expiry'
  /** Its time lies beyond the moment when it is proven to have existed. */
  | 'from-the-future'
  /** Whoever signed it had expired when it was proven to exist. */
  | 'signer-expired'

/** What a verified OCSP response or revocation list says about one certificate. */
export interface RevocationStatement {
  readonly kind: 'ocsp' | 'crl'
  /** `unknown` is an answer of OCSP: the responder does not know the certificate. */
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly revokedAt: Date | null
  readonly reason: RevocationReason | null
  readonly thisUpdate: Date
  /** When newer information will be there; null when it always is. */
  readonly nextUpdate: Date | null
  /** When the certificate of whoever signed the statement ends. */
  readonly signerNotAfter: Date
}

/** A statement that counts, or the reason why what was given does not. */
export type Judgement = { readonly statement: RevocationStatement; readonly problem: null } | { readonly statement: null; readonly problem: RevocationProblemCode }

export const refused = (problem: RevocationProblemCode): Judgement => ({ statement: null, problem })
