import { legacySha1 } from '../../crypto/hashing/legacySha1.js'
import { signatureProblem } from '../../crypto/signatureProblem.js'
import { bytesEqual } from '../../der/bytes.js'
import { oids } from '../../der/oids.js'
import { readable } from '../../readable.js'
import { extensionTime } from '../../x509/extension.js'
import { checkCertificate } from '../../x509/path/checkCertificate.js'
import { parseCertificate, type Certificate } from '../../x509/parseCertificate.js'
import { namesCertificate, subjectPublicKey } from './certificateId.js'
import type { OcspResponse, OcspSingleResponse } from './parseOcspResponse.js'
import { refused, type Judgement, type RevocationProblemCode } from '../statement.js'

/** A response that was read, and the certificate it is to speak about. */
export interface JudgeOcspOptions {
  readonly response: OcspResponse
  readonly certificate: Certificate
  /** The certificate above it in a path that was validated. */
  readonly issuer: Certificate
  /** The status of an appointed responder without ocsp-nocheck (RFC 6960 section 4.2.2.2.1). */
  readonly responderStatus?: (responder: Certificate) => Promise<'good' | 'revoked' | 'unknown'>
  readonly crypto?: typeof globalThis.crypto
}

/**
 * What an OCSP response says about a certificate (RFC 6960 section 3.2): it must be about it, and signed by its issuer or by a responder
 * that this issuer's very key appointed. Responders trusted by local configuration are not known here. Freshness is for the caller to judge.
 */
export async function judgeOcsp(options: JudgeOcspOptions): Promise<Judgement> {
  const { response, certificate, issuer, crypto = globalThis.crypto } = options
  const single = await findResponse(response, certificate, issuer, crypto)
  if (!single) return refused('other-certificate')
  // None of the known extensions is critical, and a critical one that is not known ends it (section 4.4).
  if ([...response.extensions, ...single.extensions].some(({ critical, oid }) => critical && oid !== oids.ocspNonce)) return refused('critical-extension')
  const signer = await findSigner(options, crypto)
  if (!signer) return refused('signer-not-authorized')
  const problem = (await signatureProblem(response, signer, crypto)) ?? (signer === issuer ? null : await checkResponder(options, signer, crypto)) ?? checkTimes(single, response, certificate)
  if (problem) return refused(problem)
  const { status, revokedAt, reason, thisUpdate, nextUpdate } = single
  // With the key of an authority that has ended anybody appoints a responder that has not.
  const signerNotAfter = signer.notAfter < issuer.notAfter ? signer.notAfter : issuer.notAfter
  return { statement: { kind: 'ocsp', status, revokedAt, reason, thisUpdate, nextUpdate, signerNotAfter }, problem: null }
}

async function findResponse({ responses }: OcspResponse, certificate: Certificate, issuer: Certificate, crypto: typeof globalThis.crypto): Promise<OcspSingleResponse | null> {
  for (const single of responses) if (await namesCertificate(single.certificateId, certificate, issuer, crypto)) return single
  return null
}

/** The issuer itself, or a certificate in the response that the responder's identifier names and this issuer's name stands above. */
async function findSigner({ response, issuer }: JudgeOcspOptions, crypto: typeof globalThis.crypto): Promise<Certificate | null> {
  if (await isNamed(response, issuer, crypto)) return issuer
  for (const der of response.certificates) {
    const candidate = readable(() => parseCertificate(der))
    if (candidate && bytesEqual(candidate.issuer.der, issuer.subject.der) && (await isNamed(response, candidate, crypto))) return candidate
  }
  return null
}

async function isNamed({ responder }: OcspResponse, candidate: Certificate, crypto: typeof globalThis.crypto): Promise<boolean> {
  if ('name' in responder) return bytesEqual(candidate.subject.der, responder.name)
  return bytesEqual(await legacySha1({ data: subjectPublicKey(candidate), crypto }), responder.keyHash)
}

/** Section 4.2.2.2: issued directly by the authority, for this purpose by name, and valid when it answered. */
async function checkResponder({ response, issuer, responderStatus }: JudgeOcspOptions, responder: Certificate, crypto: typeof globalThis.crypto): Promise<RevocationProblemCode | null> {
  if (!responder.extendedKeyUsage?.includes(oids.ocspSigning)) return 'signer-not-authorized'
  const codes = await checkCertificate({ certificate: responder, issuer, below: [], above: [issuer], isLeaf: true, at: response.producedAt, purpose: 'ocsp-signing', crypto })
  if (codes.includes('signature-invalid')) return 'signer-not-authorized'
  if (codes.length > 0) return 'responder-invalid'
  if (responder.extensions.some(({ oid }) => oid === oids.ocspNoCheck)) return null
  const status = (await responderStatus?.(responder)) ?? 'unknown'
  return status === 'good' ? null : status === 'revoked' ? 'responder-revoked' : 'responder-not-checked'
}

function checkTimes({ thisUpdate, nextUpdate, status, extensions }: OcspSingleResponse, { producedAt }: OcspResponse, { notBefore, notAfter }: Certificate): RevocationProblemCode | null {
  if (thisUpdate > producedAt || (nextUpdate && nextUpdate < thisUpdate)) return 'times-disordered'
  if (thisUpdate < notBefore) return 'before-issuance'
  if (status !== 'good' || thisUpdate <= notAfter) return null
  // EN 319 102-1 section 5.2.5.4: only a responder that says how far back it remembers speaks of expired certificates.
  const cutoff = extensionTime(extensions, oids.ocspArchiveCutoff)
  return cutoff && cutoff <= notAfter ? null : 'after-expiry'
}
