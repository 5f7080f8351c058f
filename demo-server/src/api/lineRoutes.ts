import { randomUUID } from 'node:crypto'
import type { DrawCreditOptions } from '@loansign/server'
import { Router } from 'express'
import type { Demo } from '../installation.js'
import { answer } from './answer.js'
import type { DeskOptions } from './deskApi.js'
import { monthLater } from './monthLater.js'

/** A credit line: drawing on it, stopping it, letting it be drawn again. Each drawdown is a loan, and goes on there. */
export function lineRoutes({ signing }: Demo, { today }: DeskOptions): Router {
  const router = Router()
  router.get('/lines/:id', answer(async ({ params }) => {
    const line = await signing.lines.get(String(params.id))
    return { today: today(), line, contract: await signing.contracts.get(line.contractId) }
  }))
  router.post('/lines/:id/draw', answer(async ({ params, body }) => {
    const { principal = '', purpose = '', termMonths, repaymentMethod, startDate = today(), reference = `draw-${randomUUID()}` } = body as Record<string, string | undefined>
    return signing.lines.draw(String(params.id), {
      principal: Number(principal).toFixed(2), purpose: purpose.trim(), startDate, firstDueDate: monthLater(startDate), termMonths: Number(termMonths), repaymentMethod: repaymentMethod as DrawCreditOptions['repaymentMethod'], reference,
    })
  }))
  router.post('/lines/:id/suspend', answer(async ({ params, body }) => signing.lines.suspend(String(params.id), { reason: String((body as { reason?: unknown }).reason ?? '').trim() })))
  router.post('/lines/:id/resume', answer(async ({ params }) => signing.lines.resume(String(params.id))))
  router.post('/loans/:id/cancel', answer(async ({ params, body }) => signing.loans.cancel(String(params.id), { reason: String((body as { reason?: unknown }).reason ?? '').trim() })))
  return router
}
