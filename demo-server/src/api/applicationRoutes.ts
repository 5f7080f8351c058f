import { Router } from 'express'
import type { Demo } from '../installation.js'
import { createNumbered } from '../samples/createNumbered.js'
import { fillDesk } from '../samples/fillDesk.js'
import { answer } from './answer.js'
import type { DeskOptions } from './deskApi.js'
import { monthLater } from './monthLater.js'

const trimmed = (text = ''): string => text.trim()
/** How long the house asks guarantors to stand for a loan once it is due (保证期间). */
const guaranteeMonths = 36
/** How long a line of this house may be drawn. */
const lineMonths = 24

/** From the application to the message that carries the link. */
export function applicationRoutes(demo: Demo, { house, language, today }: DeskOptions): Router {
  const { signing } = demo
  const router = Router()
  router.post('/applications', answer(async ({ body }) => {
    const form = body as Record<string, string>
    const { principal = '', termMonths = '', purpose = '' } = form
    const startDate = today()
    const person = <Role extends string>(role: Role, prefix: string) => ({ role, name: trimmed(form[`${prefix}name`]), phone: trimmed(form[`${prefix}phone`]), idNumber: trimmed(form[`${prefix}idNumber`]), address: trimmed(form[`${prefix}address`]) })
    const isGuaranteed = form.guaranteed === 'on'
    const isLine = form.kind === 'line'
    return signing.applications.submit({
      product: isLine ? 'credit-line' : isGuaranteed ? 'guaranteed-loan' : 'personal-loan',
      language,
      loan: {
        kind: house.loanKind, currency: house.currency, principal: Number(principal).toFixed(2), purpose, annualRatePercent: house.annualRatePercent,
        termMonths: Number(termMonths), repaymentMethod: 'level-payment', startDate, firstDueDate: monthLater(startDate),
      },
      parties: [person('borrower', ''), ...(isGuaranteed ? [person('guarantor', 'guarantor-')] : [])],
      ...(isLine ? { terms: { availableUntil: monthLater(startDate, lineMonths), revolving: 'revolving', drawdowns: [] } } : {}),
      ...(isGuaranteed ? { terms: { guarantee: { mode: form.mode, periodMonths: guaranteeMonths } } } : {}),
    })
  }))
  router.get('/applications/:id', answer(async ({ params }) => signing.applications.get(String(params.id))))
  router.post('/applications/:id/approve', answer(async ({ params }) => signing.applications.approve(String(params.id), { by: house.approver })))
  router.post('/applications/:id/reject', answer(async ({ params }) => signing.applications.reject(String(params.id), { by: house.approver })))
  router.post('/applications/:id/send', answer(async ({ params }) => {
    const contract = await createNumbered(signing, { applicationId: String(params.id), language, year: today().slice(0, 4) })
    return signing.contracts.send(contract.id)
  }))
  // Answers at once; the desk shows how it goes on.
  router.post('/samples', answer(async () => {
    void fillDesk(demo, { house, language, today: today() }).catch((error: unknown) => console.error('samples', error))
    return { started: true }
  }))
  return router
}
