import type { Selectable } from 'kysely'
import type { Context, Db, Tx } from '../../context.js'
import { commitAnswer } from '../../database/commitAnswer.js'
import type { DrawdownRow, LoanTermsRow, Schema } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import { askHook } from '../../events/askHook.js'
import { requestInvalid } from '../../requireShape.js'
import { creditLineTable } from '../../states/creditLine.js'
import { transition } from '../../states/transitions.js'
import { readLoan, type Loan } from '../readLoan.js'
import { checkDrawdown } from './checkDrawdown.js'
import { storeDrawdown } from './storeDrawdown.js'
import { lineTerms, useOf } from './useOf.js'

export interface DrawCreditOptions {
  /** Major units, two decimals. */
  readonly principal: string
  readonly purpose: string
  /** The day it is paid out; interest runs from it. */
  readonly startDate: string
  readonly firstDueDate: string
  readonly termMonths: number
  readonly repaymentMethod: LoanTermsRow['repaymentMethod']
  /** The lender's own reference; the same one again is not drawn twice. */
  readonly reference: string
}

/**
 * Draws on a line: a loan of its own with the line's rate and a plan of its own, waiting to be paid out. From now on the limit has so much less.
 * @throws LoanSigningError `not-found`, `state-conflict` while suspended, `drawdown-refused`, `request-invalid` for a reference of another drawdown, `hook-refused`
 */
export async function drawCredit(context: Context, lineId: string, options: DrawCreditOptions): Promise<Loan> {
  const line = await findLine(context.db, lineId)
  const { principal, startDate } = options
  // Whoever asks again is told what they got, and the hook is not asked about it twice.
  const isKnown = (await findByReference(context.db, lineId, options)) !== null
  if (!isKnown) await askHook(context.hooks, 'beforeDraw', { contractId: line.contract_id, lineId, principal, startDate })
  return commitAnswer(context, async (tx) => {
    // The contract's row is the lock of everything drawn under it: of two at once the second sees the first.
    await tx.selectFrom('contracts').select('id').where('id', '=', line.contract_id).forUpdate().executeTakeFirstOrThrow()
    const known = await findByReference(tx, lineId, options)
    if (known !== null) return readLoan({ ...context, db: tx }, known)
    const current = await findLine(tx, lineId)
    transition(creditLineTable, current.state, 'draw')
    const { undrawn, drawdowns } = await useOf(tx, current)
    checkDrawdown({ line: lineTerms(current), undrawn, drawdown: options })
    const loanId = await storeDrawdown(tx, context, current, { ...options, number: drawdowns + 1 })
    return readLoan({ ...context, db: tx }, loanId)
  })
}

async function findLine(db: Db | Tx, lineId: string): Promise<Selectable<Schema['credit_lines']>> {
  const line = await db.selectFrom('credit_lines').selectAll().where('id', '=', lineId).executeTakeFirst()
  if (!line) throw new LoanSigningError('not-found', {}, { says: 'no credit line has this identifier' })
  return line
}

const compared = ['principal', 'purpose', 'startDate', 'firstDueDate', 'termMonths', 'repaymentMethod'] as const satisfies readonly (keyof DrawdownRow)[]

/** The drawdown that has this reference already, or null. */
async function findByReference(db: Db | Tx, lineId: string, options: DrawCreditOptions): Promise<string | null> {
  const found = (await db.selectFrom('loans').select(['id', 'drawdown']).where('line_id', '=', lineId).execute()).find(({ drawdown }) => drawdown?.reference === options.reference)
  if (!found) return null
  // The same reference with other terms is another drawdown under a wrong name.
  if (compared.some((name) => found.drawdown![name] !== options[name])) throw requestInvalid([{ pointer: '/reference', expected: 'a reference that no other drawdown has' }])
  return found.id
}
