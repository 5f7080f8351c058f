import type { DigestAlgorithm } from '../crypto/registry/algorithms.js'
import type { AlgorithmProblem } from '../crypto/registry/brokenDigest.js'
import { digest } from '../crypto/hashing/digest.js'
import { bytesEqual } from '../der/bytes.js'
import { digestOf, verifySignedData, type CmsProblemCode } from '../cms/verifySignedData.js'
import { SignatureError } from '../errors.js'
import type { Certificate } from '../x509/parseCertificate.js'
import { readableCertificates, validatePath, type PathReport } from '../x509/path/validatePath.js'
import { parseTimestampToken } from './parseTimestampToken.js'

/** Why a timestamp token cannot be relied upon. Public API. */
export type TimestampProblemCode = CmsProblemCode | `imprint-${AlgorithmProblem}` | 'timestamp-malformed' | 'imprint-mismatch' | 'path-not-trusted'

/** The verdict on a timestamp token. `generationTime` is what the token states, also when it does not hold; null when it cannot be read. */
export interface TimestampReport {
  /** Imprint, signature and path hold: the time can be relied upon. */
  readonly valid: boolean
  readonly generationTime: Date | null
  /** The authority's common name, hostile text. */
  readonly authority: string | null
  readonly problems: readonly TimestampProblemCode[]
  /** The token names its certificate by SHA-1 alone, as RFC 3161 did before RFC 5816: noted, and no reason to reject it. */
  readonly warnings: readonly 'signing-certificate-v1'[]
  readonly path: PathReport | null
}

/** A token (DER), what it is to be over, and whom to trust (certificates in DER). */
export interface VerifyTimestampTokenOptions {
  readonly token: Uint8Array
  /** What the token must be over: for a signature timestamp, the signature value; or its digest by the algorithm the token names. */
  readonly data: Uint8Array | ((algorithm: DigestAlgorithm) => Promise<Uint8Array>)
  readonly trustAnchors: readonly (Uint8Array | Certificate)[]
  readonly intermediates?: readonly (Uint8Array | Certificate)[]
  readonly crypto?: typeof globalThis.crypto
}

/** Verifies a timestamp token: imprint, signature, and the authority's own path at the time it states. Never throws for what the token says. */
export async function verifyTimestampToken(options: VerifyTimestampTokenOptions): Promise<TimestampReport> {
  const { data, trustAnchors, intermediates = [], crypto = globalThis.crypto } = options
  let token
  try {
    token = parseTimestampToken(options.token)
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    const problem = error.details.problem as AlgorithmProblem | undefined
    return { valid: false, generationTime: null, authority: null, problems: [problem ? `imprint-${problem}` : 'timestamp-malformed'], warnings: [], path: null }
  }
  const { signedData, generationTime } = token
  const certificates = readableCertificates(signedData.certificates)
  const cms = await verifySignedData({ signedData, certificates, messageDigest: digestOf(signedData.content!, crypto), detached: false, crypto })
  const problems: TimestampProblemCode[] = cms.problems.filter((code) => code !== 'signing-certificate-v1')
  const warnings = cms.problems.filter((code) => code === 'signing-certificate-v1')
  const imprint = await (data instanceof Uint8Array ? digest({ algorithm: token.digestAlgorithm, data, crypto }) : data(token.digestAlgorithm))
  if (!bytesEqual(imprint, token.digest)) problems.push('imprint-mismatch')
  const path = cms.certificate
    ? await validatePath({
        certificate: cms.certificate,
        intermediates: [...certificates, ...intermediates],
        trustAnchors,
        at: generationTime,
        purpose: 'timestamping',
        crypto,
      })
    : null
  if (!path?.trusted) problems.push('path-not-trusted')
  const authority = cms.certificate?.subject.commonName ?? null
  return { valid: problems.length === 0 && cms.digestMatches && cms.signatureHolds, generationTime, authority, problems, warnings, path }
}
