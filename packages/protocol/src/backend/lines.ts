import * as v from 'valibot'
import { defineEndpoint } from '../endpoint.js'
import { calendarDay, decimalAmount, identifier, shortText } from '../values.js'
import { loanView } from './loans.js'
import { loanTerms } from './loanTerms.js'

const { principal, purpose, startDate, firstDueDate, termMonths, repaymentMethod } = loanTerms.entries

const lineView = v.object({
  id: identifier,
  contractId: identifier,
  state: v.picklist(['open', 'suspended']),
  suspendedFor: v.nullable(v.string()),
  currency: v.string(),
  limit: decimalAmount,
  annualRatePercent: v.string(),
  availableFrom: calendarDay,
  availableUntil: calendarDay,
  revolving: v.boolean(),
  longestTermMonths: v.number(),
  outstandingPrincipal: decimalAmount,
  promised: decimalAmount,
  undrawn: decimalAmount,
  available: decimalAmount,
  overdueAmount: decimalAmount,
  daysOverdue: v.number(),
  classification: loanView.entries.classification,
  drawdowns: v.array(loanView),
})

export const viewLine = defineEndpoint({
  id: 'backend.lines.view',
  method: 'GET',
  path: '/lines/:lineId',
  principal: 'backend',
  summary: 'A credit line: what may be drawn today, what is overdue, and its drawdowns. Days overdue and class are those of the worst drawdown.',
  request: v.strictObject({}),
  response: lineView,
  problems: ['not-found'],
})

export const drawCredit = defineEndpoint({
  id: 'backend.lines.draw',
  method: 'POST',
  path: '/lines/:lineId/drawdowns',
  principal: 'backend',
  summary: 'Draws on a line within limit, period and longest term of its contract. The drawdown is a loan with a schedule of its own, and is paid out, repaid and classified as one.',
  request: v.strictObject({ principal, purpose, startDate, firstDueDate, termMonths, repaymentMethod, reference: shortText(64) }),
  response: loanView,
  problems: ['not-found', 'state-conflict', 'drawdown-refused', 'hook-refused'],
})

export const cancelDrawdown = defineEndpoint({
  id: 'backend.loans.cancel',
  method: 'POST',
  path: '/loans/:loanId/cancel',
  principal: 'backend',
  summary: 'Gives up a drawdown that was not paid out; its line has the amount again.',
  request: v.strictObject({ reason: shortText(200) }),
  response: loanView,
  problems: ['not-found', 'state-conflict'],
})

export const suspendLine = defineEndpoint({
  id: 'backend.lines.suspend',
  method: 'POST',
  path: '/lines/:lineId/suspend',
  principal: 'backend',
  summary: 'Stops further drawdowns, with the reason that the borrower is told. What is drawn or agreed already goes on.',
  request: v.strictObject({ reason: shortText(200) }),
  response: lineView,
  problems: ['not-found', 'state-conflict'],
})

export const resumeLine = defineEndpoint({
  id: 'backend.lines.resume',
  method: 'POST',
  path: '/lines/:lineId/resume',
  principal: 'backend',
  summary: 'Lets the borrower draw again.',
  request: v.strictObject({}),
  response: lineView,
  problems: ['not-found', 'state-conflict'],
})
