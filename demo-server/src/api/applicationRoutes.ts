import { Router } from 'express'
import type { Demo } from '../installation.js'
import { createNumbered } from '../samples/createNumbered.js'
import { fillDesk } from '../samples/fillDesk.js'
import { answer } from './answer.js'
import type { DeskOptions } from './deskApi.js'
import { monthLater } from './monthLater.js'

/** From the application to the message that carries the link. */
export function applicationRoutes(demo: Demo, { house, language, today }: DeskOptions): Router {
  const { signing } = demo
  const router = Router()
  router.post('/applications', answer(async ({ body }) => {
    const { name = '', phone = '', idNumber = '', address = '', principal = '', termMonths = '', purpose = '' } = body as Record<string, string>
    const startDate = today()
    return signing.applications.submit({
      product: 'personal-loan',
      language,
      loan: {
        kind: house.loanKind, currency: house.currency, principal: Number(principal).toFixed(2), purpose, annualRatePercent: house.annualRatePercent,
        termMonths: Number(termMonths), repaymentMethod: 'level-payment', startDate, firstDueDate: monthLater(startDate),
      },
      parties: [{ role: 'borrower', name: name.trim(), phone: phone.trim(), idNumber: idNumber.trim(), address: address.trim() }],
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
