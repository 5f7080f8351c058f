import type { ProblemCode } from '@loansign/protocol'
import type { Context, Tx } from '../context.js'
import { sha256 } from '../database/documents.js'
import { isProblem, LoanSigningError } from '../errors.js'

export interface IdempotencyOptions {
  /** Who asks; two callers may use the same key. */
  readonly principal: string
  /** Endpoint with the parameters of its path. */
  readonly endpoint: string
  /** The header, or null. */
  readonly key: string | null
  readonly body: string
}

/** What is kept of an answer, encrypted: it may hold names. */
type KeptAnswer = { readonly value: unknown } | { readonly problem: ProblemCode; readonly details: Readonly<Record<string, unknown>> }

/** Beyond this a request that never answered is taken for dead, and its key may be tried again. */
const inFlightMs = 60_000

/**
 * Runs a change once for each key and gives the first answer again, be it a success or a refusal that changed something. `run` gets a
 * context whose keepAnswer writes the answer in the transaction of the effect, so that a crash leaves both or nothing. A try that changed
 * nothing is not kept: it may be repeated, or corrected under a new key.
 * @throws LoanSigningError `idempotency-key-missing`, `idempotency-key-in-use`, `idempotency-key-reused`
 */
export async function onceForKey(
  context: Context,
  options: IdempotencyOptions,
  run: (context: Context) => Promise<unknown>,
): Promise<unknown> {
  const claim = await takeClaim(context, options)
  if ('answer' in claim) return giveAgain(claim.answer)
  const { principal, endpoint, key, claimedAt } = claim
  const mine = { principal, endpoint, key, created_at: claimedAt }
  const keepAnswer = async (tx: Tx, answer: unknown): Promise<void> => {
    const kept = await tx
      .updateTable('idempotency')
      .set({ answer_sealed: context.secrets.seal(keptForm(answer)) })
      .where((eb) => eb.and(mine))
      .where('answer_sealed', 'is', null)
      .executeTakeFirst()
    // Taken for dead by a repetition, which now does the work: this effect must not happen as well.
    if (kept.numUpdatedRows !== 1n) throw new LoanSigningError('idempotency-key-in-use')
  }
  try {
    return await run({ ...context, keepAnswer })
  } finally {
    await context.db
      .deleteFrom('idempotency')
      .where((eb) => eb.and(mine))
      .where('answer_sealed', 'is', null)
      .execute()
  }
}

interface Claim {
  readonly principal: string
  readonly endpoint: string
  readonly key: string
  /** Tells this try from an earlier one of the same key. */
  readonly claimedAt: Date
}

async function takeClaim(
  context: Context,
  { principal, endpoint, key, body }: IdempotencyOptions,
): Promise<Claim | { readonly answer: KeptAnswer }> {
  if (key === null || !/^[\x21-\x7e]{8,255}$/.test(key)) throw new LoanSigningError('idempotency-key-missing')
  const where = { principal, endpoint, key }
  const bodySha256 = sha256(body)
  const claimedAt = context.now()
  const claim = { ...where, claimedAt }
  const first = await context.db
    .insertInto('idempotency')
    .values({ ...where, body_sha256: bodySha256, created_at: claimedAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (first.numInsertedOrUpdatedRows === 1n) return claim
  const row = await context.db
    .selectFrom('idempotency')
    .selectAll()
    .where((eb) => eb.and(where))
    .executeTakeFirst()
  if (row && row.body_sha256 !== bodySha256) throw new LoanSigningError('idempotency-key-reused')
  if (row?.answer_sealed) return { answer: context.secrets.open<KeptAnswer>(row.answer_sealed) }
  const retaken = await context.db
    .updateTable('idempotency')
    .set({ created_at: claimedAt })
    .where((eb) => eb.and(where))
    .where('answer_sealed', 'is', null)
    .where('created_at', '<', new Date(claimedAt.getTime() - inFlightMs))
    .executeTakeFirst()
  if (retaken.numUpdatedRows === 1n) return claim
  throw new LoanSigningError('idempotency-key-in-use')
}

function keptForm(answer: unknown): KeptAnswer {
  return answer instanceof LoanSigningError && isProblem(answer.code) ? { problem: answer.code, details: answer.details } : { value: answer }
}

function giveAgain(answer: KeptAnswer): unknown {
  if ('problem' in answer) throw new LoanSigningError(answer.problem, answer.details)
  return answer.value
}
