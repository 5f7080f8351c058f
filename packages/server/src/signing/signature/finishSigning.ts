import type { SignedReceipt } from '@loansign/protocol/session'
import type { Context } from '../../context.js'
import { acceptSignatures, type AcceptSignaturesOptions } from './acceptSignatures.js'
import { resumeFinish } from './resumeFinish.js'

/**
 * Takes the browser's signatures, all or none. Three steps that survive a crash between any two of them: verify and keep the signatures;
 * get a timestamp for each, outside any transaction; embed, store and change the state in one transaction. Called again for the same
 * attempt it goes on where it was, or gives the same receipt.
 * @throws LoanSigningError `signature-invalid`, `revision-moved`, `timestamp-unavailable` (finish again), `certificate-lapsed`
 */
export async function finishSigning(context: Context, options: AcceptSignaturesOptions): Promise<SignedReceipt> {
  const receipt = await acceptSignatures(context, options)
  return receipt ?? resumeFinish(context, options)
}
