import * as v from 'valibot'
import { defineEndpoint } from '../endpoint.js'
import { calendarDay, decimalAmount, identifier, shortText } from '../values.js'
import { loanTerms } from './loanTerms.js'

/** A loan; also a drawdown, which is one. */
export const loanView = v.object({
  id: identifier,
  contractId: identifier,
  state: v.picklist(['pendingDisbursement', 'active', 'settled', 'cancelled']),
  lineId: v.nullable(identifier),
  drawdown: v.nullable(v.object({ number: v.number(), reference: v.nullable(v.string()), purpose: v.string(), termMonths: v.number(), repaymentMethod: loanTerms.entries.repaymentMethod })),
  startDate: calendarDay,
  principal: decimalAmount,
  outstandingPrincipal: decimalAmount,
  overdueAmount: decimalAmount,
  daysOverdue: v.number(),
  classification: v.picklist(['normal', 'special-mention', 'substandard', 'doubtful', 'loss']),
  schedule: v.array(
    v.object({
      number: v.number(),
      dueDate: calendarDay,
      principal: decimalAmount,
      interest: decimalAmount,
      paid: decimalAmount,
    }),
  ),
})

export const viewLoan = defineEndpoint({
  id: 'backend.loans.view',
  method: 'GET',
  path: '/loans/:loanId',
  principal: 'backend',
  summary: 'A loan with its schedule and what is overdue today.',
  request: v.strictObject({}),
  response: loanView,
  problems: ['not-found'],
})

export const disburseLoan = defineEndpoint({
  id: 'backend.loans.disburse',
  method: 'POST',
  path: '/loans/:loanId/disburse',
  principal: 'backend',
  summary: 'Records that the principal was paid out; only after the contract is effective and the hook agrees. A drawdown is paid out on the day its plan begins.',
  request: v.strictObject({ reference: shortText(64), on: calendarDay }),
  response: loanView,
  problems: ['not-found', 'state-conflict', 'hook-refused'],
})

export const recordRepayment = defineEndpoint({
  id: 'backend.loans.repay',
  method: 'POST',
  path: '/loans/:loanId/repayments',
  principal: 'backend',
  summary: 'Records a repayment; allocated to fees, interest, principal in this order, oldest instalment first.',
  request: v.strictObject({ amount: decimalAmount, on: calendarDay, reference: shortText(64) }),
  response: loanView,
  problems: ['not-found', 'state-conflict'],
})
