import { allocatePayment, openAmount, parseDate, parseMoney, toDecimal } from '@loansign/loan'
import type { Context } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { newIdentifier } from '../database/identifiers.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { requestInvalid } from '../requireShape.js'
import { servicingTable } from '../states/servicing.js'
import { transition } from '../states/transitions.js'
import { readInstalments, readLoan, type Loan } from './readLoan.js'

export interface RecordRepaymentOptions {
  /** Major units, two decimals. */
  readonly amount: string
  readonly on: string
  /** The lender's own reference; the same one again is not counted twice. */
  readonly reference: string
}

/** Records a repayment: interest before principal, the oldest instalment first. More than is owed is refused: somebody has to decide what it is.
 * @throws LoanSigningError `not-found`, `state-conflict`, `request-invalid` */
export async function recordRepayment(context: Context, loanId: string, { amount, on, reference }: RecordRepaymentOptions): Promise<Loan> {
  parseDate(on)
  return commitAnswer(context, async (tx) => {
    const loan = await tx.selectFrom('loans').selectAll().where('id', '=', loanId).forUpdate().executeTakeFirst()
    if (!loan) throw new LoanSigningError('not-found', {}, { says: 'no loan has this identifier' })
    const known = await tx.selectFrom('repayments').select('amount').where('loan_id', '=', loanId).where('reference', '=', reference).executeTakeFirst()
    if (known) {
      // The same reference with another amount is another payment under a wrong name.
      if (parseMoney(known.amount) !== parseMoney(amount)) throw requestInvalid([{ pointer: '/reference', expected: 'a reference that was not used for another amount' }])
      return readLoan({ ...context, db: tx }, loanId)
    }
    const paid = parseMoney(amount)
    const { instalments, excess } = allocatePayment(await readInstalments(tx, loanId), paid)
    if (paid === 0n || excess > 0n) throw requestInvalid([{ pointer: '/amount', expected: paid === 0n ? 'an amount above zero' : `at most ${toDecimal(paid - excess)}, which is all that is owed` }], { excess: toDecimal(excess) })
    const settled = instalments.every((instalment) => openAmount(instalment) === 0n)
    const state = transition(servicingTable, loan.state, settled ? 'settle' : 'repay')
    for (const instalment of instalments) {
      await tx.updateTable('instalments').set({ paid_principal: toDecimal(instalment.paidPrincipal), paid_interest: toDecimal(instalment.paidInterest) })
        .where('loan_id', '=', loanId).where('number', '=', instalment.number).execute()
    }
    await tx.insertInto('repayments').values({ id: newIdentifier(context, 'rep'), loan_id: loanId, amount, on_date: on, reference }).execute()
    await tx.updateTable('loans').set({ state }).where('id', '=', loanId).execute()
    await recordEvent(tx, context, { contractId: loan.contract_id, type: 'repayment.received', actor: 'staff', data: { loanId, amount, on } })
    if (settled) await recordEvent(tx, context, { contractId: loan.contract_id, type: 'loan.settled', actor: 'system', data: { loanId, on } })
    return readLoan({ ...context, db: tx }, loanId)
  })
}
