import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { resumeFinish } from '../signing/signature/resumeFinish.js'

/** Goes on with signatures that were accepted and then interrupted: by a crash, or by a timestamp that could not be had. */
export async function resumeSignatures(context: Context): Promise<void> {
  const attempts = await context.db
    .selectFrom('attempts')
    .select(['id', 'signer_id'])
    .where('state', '=', 'prepared')
    .where('finish', 'is not', null)
    .execute()
  for (const { id, signer_id: signerId } of attempts) {
    try {
      await resumeFinish(context, { signerId, attemptId: id })
    } catch (error) {
      // Ends that are recorded already; everything else is told and tried again.
      const isEnd = error instanceof LoanSigningError && ['certificate-lapsed', 'attempt-superseded', 'revision-moved'].includes(error.code)
      if (!isEnd) context.log({ level: 'error', event: 'signature-not-resumed', error })
    }
  }
}
