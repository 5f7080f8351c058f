import { digest, requestTimestamp, SignatureError, toBase64url, verifyTimestampToken } from '@loansign/signature'
import type { Context } from '../../context.js'
import type { StampRow } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'

/**
 * A verified timestamp over a signature value, from the first authority that gives one. A failure is a state, never local time dressed
 * as a token.
 * @throws LoanSigningError `timestamp-unavailable` when none did; details name each authority and what it failed with
 */
export async function requestStamp(context: Context, signatureValue: Uint8Array): Promise<StampRow> {
  const imprint = await digest({ algorithm: 'SHA-256', data: signatureValue })
  const failures: { readonly authority: string; readonly code: string }[] = []
  for (const authority of context.timestampAuthorities) {
    try {
      const token = await requestTimestamp({ authority, digest: imprint, random: context.random })
      const report = await verifyTimestampToken({ token, data: signatureValue, trustAnchors: context.timestampAnchors })
      if (report.valid && report.generationTime) {
        return { token: toBase64url(token), time: report.generationTime.toISOString(), authority: report.authority ?? authority.name }
      }
      failures.push({ authority: authority.name, code: report.problems.join(', ') })
    } catch (error) {
      failures.push({ authority: authority.name, code: error instanceof SignatureError ? error.code : 'failed' })
    }
  }
  throw new LoanSigningError('timestamp-unavailable', { failures })
}
