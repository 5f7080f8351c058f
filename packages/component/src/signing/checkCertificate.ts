import { bytesEqual, parseCertificate, SignatureError, type Certificate } from '@loansign/signature'
import { Refusal } from './refusal.js'

export interface CheckCertificateOptions {
  /** DER. */
  readonly certificate: Uint8Array
  /** The key made in this browser. */
  readonly spki: Uint8Array
  readonly name: string
  readonly issuer: string
  readonly now: Date
}

const toleranceMs = 10 * 60_000

/** The event certificate must be for our key, our name, now, from the authority the session named. @throws Refusal */
export function checkCertificate({ certificate, spki, name, issuer, now }: CheckCertificateOptions): void {
  let parsed: Certificate
  try {
    parsed = parseCertificate(certificate)
  } catch (error) {
    if (error instanceof SignatureError) throw new Refusal('certificate-key-mismatch')
    throw error
  }
  if (!bytesEqual(parsed.spki, spki)) throw new Refusal('certificate-key-mismatch')
  if (parsed.subject.commonName !== name) throw new Refusal('certificate-name-mismatch')
  if (parsed.issuer.commonName !== issuer) throw new Refusal('certificate-issuer-mismatch')
  if (parsed.notBefore.getTime() - toleranceMs > now.getTime() || parsed.notAfter < now) throw new Refusal('certificate-validity')
}
