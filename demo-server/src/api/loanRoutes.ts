import { randomUUID } from 'node:crypto'
import { Router } from 'express'
import type { Demo } from '../installation.js'
import { answer } from './answer.js'
import type { DeskOptions } from './deskApi.js'

/** After the contract: paying out, repayments, what is late. */
export function loanRoutes({ signing }: Demo, { today }: DeskOptions): Router {
  const router = Router()
  router.get('/loans/:id', answer(async ({ params }) => {
    const loan = await signing.loans.get(String(params.id))
    return { today: today(), loan, contract: await signing.contracts.get(loan.contractId) }
  }))
  router.post('/loans/:id/disburse', answer(async ({ params }) => {
    const { id, lineId, startDate } = await signing.loans.get(String(params.id))
    // A drawdown is paid out on the day its plan begins; the desk offers it from that day on.
    return signing.loans.disburse(id, { reference: `core-${randomUUID()}`, on: lineId === null ? today() : startDate })
  }))
  router.post('/loans/:id/repay', answer(async ({ params, body }) => {
    const { amount, on = today(), reference = randomUUID() } = body as { amount: string; on?: string; reference?: string }
    return signing.loans.repay(String(params.id), { amount: String(amount), on: String(on), reference: String(reference) })
  }))
  return router
}
