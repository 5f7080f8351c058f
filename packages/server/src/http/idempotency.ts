import type { Context } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'

export interface IdempotencyOptions {
  readonly principal: string
  readonly endpoint: string
  readonly key: string | null
  readonly body: string
  /** Whether the answer may be stored; an answer with a token may not. */
  readonly store: boolean
}

/** Beyond this a request that never answered is taken for dead, and its key may be tried again. */
const inFlightMs = 60_000

/**
 * Runs a change once for each key. The first answer is given again; another body under the same key is refused. Failures are not kept: a corrected or repeated try is a new one.
 * @throws LoanSigningError `idempotency-key-missing`, `idempotency-key-in-use`, `idempotency-key-reused`
 */
export async function onceForKey(context: Context, options: IdempotencyOptions, run: () => Promise<unknown>): Promise<unknown> {
  const { principal, endpoint, key, body, store } = options
  if (key === null || !/^[\x21-\x7e]{8,255}$/.test(key)) throw new LoanSigningError('idempotency-key-missing')
  const bodySha256 = sha256(body)
  const where = { principal, endpoint, key }
  const claimed = await context.db.insertInto('idempotency').values({ ...where, body_sha256: bodySha256, created_at: context.now() }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
  if (claimed.numInsertedOrUpdatedRows !== 1n) {
    const row = await context.db.selectFrom('idempotency').selectAll().where('principal', '=', principal).where('endpoint', '=', endpoint).where('key', '=', key).executeTakeFirst()
    if (row && row.body_sha256 !== bodySha256) throw new LoanSigningError('idempotency-key-reused')
    if (row?.body) return JSON.parse(row.body)
    if (row && context.now().getTime() - row.created_at.getTime() < inFlightMs) throw new LoanSigningError('idempotency-key-in-use')
  }
  const forget = () => context.db.deleteFrom('idempotency').where('principal', '=', principal).where('endpoint', '=', endpoint).where('key', '=', key).execute()
  try {
    const answer = await run()
    if (store) await context.db.updateTable('idempotency').set({ status: 200, body: JSON.stringify(answer) }).where('principal', '=', principal).where('endpoint', '=', endpoint).where('key', '=', key).execute()
    else await forget()
    return answer
  } catch (error) {
    await forget()
    throw error
  }
}
