import { bytesEqual, parseCertificate, SignatureError, toBase64url, toHex, verifyCertificateRequest } from '@loansign/signature'
import type { Context } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import type { IssuedCertificate } from '../ports/index.js'
import { actorOf } from '../ceremony/signerSession.js'
import { inAttempt } from './attempt.js'

export interface CertifyKeyOptions {
  readonly signerId: string
  readonly attemptId: string
  /** PKCS #10, DER. */
  readonly certificateRequest: Uint8Array
}

/**
 * Has the event certificate issued, after willingness. Subject and extensions of the request are ignored; what comes back from the authority is checked.
 * @throws LoanSigningError `willingness-missing`, `certificate-request-invalid`, `certificate-unavailable`
 */
export async function certifyKey(context: Context, { signerId, attemptId, certificateRequest }: CertifyKeyOptions): Promise<IssuedCertificate> {
  const order = await inAttempt(context, { signerId, attemptId }, async (_, { person }, attempt) => {
    if (attempt.certificate) return { issued: { certificate: attempt.certificate, chain: (attempt.chain ?? []).map((der) => new Uint8Array(Buffer.from(der, 'base64url'))) } }
    if (attempt.state !== 'willing' || !attempt.spki) throw new LoanSigningError('willingness-missing')
    return { name: person.name, spki: attempt.spki }
  })
  if ('issued' in order) return order.issued!
  await requireKey(certificateRequest, order.spki)
  const validFrom = context.now()
  const issued = await issue(context, { certificateRequest, name: order.name, validFrom })
  checkIssued(issued, order)
  await inAttempt(context, { signerId, attemptId }, async (tx, { contract }, attempt) => {
    if (attempt.state !== 'willing') throw new LoanSigningError('attempt-superseded')
    const serialNumber = toHex(parseCertificate(issued.certificate).serialNumber)
    await tx.updateTable('attempts').set({ certificate: issued.certificate, chain: JSON.stringify(issued.chain.map(toBase64url)), serial_number: serialNumber, state: 'certified' })
      .where('id', '=', attemptId).execute()
    await recordEvent(tx, context, { contractId: contract.id, type: 'signing.certified', actor: actorOf(signerId), data: { attempt: attemptId, certificateSha256: sha256(issued.certificate), serialNumber } })
  })
  return issued
}

async function requireKey(certificateRequest: Uint8Array, spki: Uint8Array): Promise<void> {
  try {
    const request = await verifyCertificateRequest(certificateRequest)
    if (bytesEqual(request.spki, new Uint8Array(spki))) return
  } catch (cause) {
    if (!(cause instanceof SignatureError)) throw cause
  }
  throw new LoanSigningError('certificate-request-invalid')
}

async function issue(context: Context, { certificateRequest, name, validFrom }: { certificateRequest: Uint8Array; name: string; validFrom: Date }): Promise<IssuedCertificate> {
  const validUntil = new Date(validFrom.getTime() + context.settings.certificateHours * 3_600_000)
  try {
    return await context.certificateAuthority.issue({ certificateRequest, subject: { commonName: name }, validFrom: new Date(validFrom.getTime() - 60_000), validUntil })
  } catch (cause) {
    throw new LoanSigningError('certificate-unavailable', {}, { cause })
  }
}

/** An authority that certifies another key or another name has failed, whatever it says. */
function checkIssued({ certificate }: IssuedCertificate, { name, spki }: { readonly name: string; readonly spki: Uint8Array }): void {
  const parsed = parseCertificate(certificate)
  if (!bytesEqual(parsed.spki, new Uint8Array(spki)) || parsed.subject.commonName !== name) throw new LoanSigningError('certificate-unavailable', { why: 'the authority certified something else' })
}
