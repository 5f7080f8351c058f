import {
  bytesEqual,
  parseCertificate,
  SignatureError,
  toBase64url,
  toHex,
  validatePath,
  verifyCertificateRequest,
} from '@loansign/signature'
import type { Context } from '../../context.js'
import { sha256 } from '../../database/documents.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import type { IssuedCertificate } from '../../ports/index.js'
import { actorOf } from '../../ceremony/signerSession.js'
import { inAttempt, inAttemptBeforeAnswer, type AttemptReference, type AttemptRow } from './attempt.js'

export interface CertifyKeyOptions extends AttemptReference {
  /** PKCS #10, DER. */
  readonly certificateRequest: Uint8Array
}

export interface EventCertificate {
  /** DER, base64url. */
  readonly certificate: string
  /** Issuing certificates without the root, DER, base64url. */
  readonly chain: string[]
}

interface Order {
  readonly name: string
  readonly spki: Uint8Array
  readonly validFrom: Date
  readonly validUntil: Date
}

/** Authorities begin a little early, so that a clock behind theirs does not find the certificate not yet valid. */
const earlyMs = 60_000

/**
 * Has the event certificate issued, after willingness. The name comes from the lender's own data; subject and extensions of the request
 * are ignored. What comes back from the authority is checked before anybody uses it.
 * @throws LoanSigningError `willingness-missing`, `certificate-request-invalid`, `certificate-unavailable`
 */
export async function certifyKey(
  context: Context,
  { signerId, attemptId, certificateRequest }: CertifyKeyOptions,
): Promise<EventCertificate> {
  const reference = { signerId, attemptId }
  const before = await inAttemptBeforeAnswer(context, reference, async (_, { person }, attempt) => {
    if (attempt.certificate) return { certified: certificateOf(attempt) }
    if (attempt.state !== 'willing' || !attempt.spki) throw new LoanSigningError('willingness-missing')
    return { name: person.name, spki: new Uint8Array(attempt.spki) }
  })
  if ('certified' in before) return before.certified
  await requireKey(certificateRequest, before.spki)
  const now = context.now().getTime()
  const order: Order = {
    ...before,
    validFrom: new Date(now - earlyMs),
    validUntil: new Date(now + context.settings.certificateHours * 3_600_000),
  }
  const issued = await issue(context, certificateRequest, order)
  const serialNumber = toHex(parseCertificate(issued.certificate).serialNumber)
  let isStored = false
  try {
    return await inAttempt(context, reference, async (tx, { contract }, attempt) => {
      // Asked twice at once: the first certificate stays the only one.
      if (attempt.certificate) return certificateOf(attempt)
      if (attempt.state !== 'willing') throw new LoanSigningError('willingness-missing')
      const chain = issued.chain.map((der) => toBase64url(der))
      await tx
        .updateTable('attempts')
        .set({ certificate: issued.certificate, chain: JSON.stringify(chain), serial_number: serialNumber, state: 'certified' })
        .where('id', '=', attemptId)
        .execute()
      const data = { attempt: attemptId, certificateSha256: sha256(issued.certificate), serialNumber }
      await recordEvent(tx, context, { contractId: contract.id, type: 'signing.certified', actor: actorOf(signerId), data })
      isStored = true
      return { certificate: toBase64url(issued.certificate), chain }
    })
  } finally {
    if (!isStored) await revokeUnused(context, serialNumber)
  }
}

/** A certificate that belongs to no attempt must not live on: the attempt was abandoned while the authority worked, or has one already. */
async function revokeUnused(context: Context, serialNumber: string): Promise<void> {
  try {
    await context.certificateAuthority.revoke({ serialNumber, reason: 'superseded' })
  } catch (error) {
    context.log({ level: 'error', event: 'certificate-not-revoked', error })
  }
}

function certificateOf({ certificate, chain }: AttemptRow): EventCertificate {
  return { certificate: toBase64url(new Uint8Array(certificate!)), chain: chain ?? [] }
}

async function requireKey(certificateRequest: Uint8Array, spki: Uint8Array): Promise<void> {
  try {
    const request = await verifyCertificateRequest(certificateRequest)
    if (bytesEqual(request.spki, spki)) return
  } catch (cause) {
    if (!(cause instanceof SignatureError)) throw cause
  }
  throw new LoanSigningError('certificate-request-invalid')
}

async function issue(context: Context, certificateRequest: Uint8Array, order: Order): Promise<IssuedCertificate> {
  const { name, validFrom, validUntil } = order
  try {
    const issued = await context.certificateAuthority.issue({ certificateRequest, subject: { commonName: name }, validFrom, validUntil })
    const wrong = await findWrong(context, issued, order)
    if (wrong) throw new LoanSigningError('certificate-unavailable', { why: wrong })
    return issued
  } catch (cause) {
    throw cause instanceof LoanSigningError && cause.code !== 'port-failed' ? cause : new LoanSigningError('certificate-unavailable', {}, { cause })
  }
}

/** What is wrong with an issued certificate, or null. An authority that certifies another key or another name has failed, whatever it says. */
async function findWrong(
  context: Context,
  { certificate, chain }: IssuedCertificate,
  { name, spki, validUntil }: Order,
): Promise<string | null> {
  const parsed = parseCertificate(certificate)
  if (!bytesEqual(parsed.spki, spki)) return 'key'
  if (parsed.subject.commonName !== name) return 'name'
  if (parsed.issuer.commonName !== context.certificateAuthority.issuerName) return 'issuer'
  if (parsed.notAfter > validUntil) return 'validity'
  const trustAnchors = await context.certificateAuthority.trustAnchors()
  const path = await validatePath({ certificate, intermediates: chain, trustAnchors, at: context.now(), purpose: 'document-signing' })
  return path.trusted ? null : 'path'
}
