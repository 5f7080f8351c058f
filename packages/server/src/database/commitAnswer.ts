import type { Context, Tx } from '../context.js'
import { LoanSigningError } from '../errors.js'

/**
 * Runs the transaction whose result answers a request. For a request with an Idempotency-Key the answer is kept in the same
 * transaction: a repetition after a crash finds either both or nothing. A step that *returns* an error, instead of throwing it, has
 * changed something that must stay (a wrong code was counted); the error is the answer then, and is thrown after the commit.
 * Never used by verbs that answer with a secret.
 */
export async function commitAnswer<Result>(context: Context, step: (tx: Tx) => Promise<Result | LoanSigningError>): Promise<Result> {
  const result = await context.db.transaction().execute(async (tx) => {
    const answer = await step(tx)
    await context.keepAnswer?.(tx, answer)
    return answer
  })
  if (result instanceof LoanSigningError) throw result
  return result
}
