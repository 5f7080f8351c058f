import type { SignedReceipt } from '@loansign/protocol/session'
import type { Context } from '../../context.js'
import type { AttemptReference } from '../attempt/attempt.js'
import { completeSigning } from './completeSigning.js'
import { stampSignatures } from './stampSignatures.js'

/**
 * Goes on with a finish whose signatures were accepted: the timestamps that are missing, then the rest.
 * @throws LoanSigningError `timestamp-unavailable`, `certificate-lapsed`, `revision-moved`, `attempt-superseded`
 */
export async function resumeFinish(context: Context, reference: AttemptReference): Promise<SignedReceipt> {
  await stampSignatures(context, reference)
  return completeSigning(context, reference)
}
