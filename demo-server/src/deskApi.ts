import { randomUUID } from 'node:crypto'
import { toPem } from '@loansign/signature'
import express, { Router, type Request, type Response } from 'express'
import type { House } from './houses.js'
import type { Demo } from './installation.js'

export interface DeskOptions {
  readonly house: House
  readonly language: 'zh-CN' | 'en'
  /** The calendar day, `2026-11-20`. */
  readonly today: () => string
}

/** What the demo's own pages ask for. A real portal and a real desk put their login in front of these verbs. */
export function deskApi({ signing, messenger }: Demo, { house, language, today }: DeskOptions): Router {
  const router = Router()
  router.use(express.json({ limit: '64kb' }))
  const route = (work: (request: Request, response: Response) => Promise<unknown>) => async (request: Request, response: Response) => {
    try {
      const answer = await work(request, response)
      if (!response.headersSent) response.json(answer)
    } catch (error) {
      const { code = 'internal', details = {} } = error as { code?: string; details?: unknown }
      if (code === 'internal') console.error(error)
      response.status(code === 'not-found' ? 404 : 409).json({ code, details })
    }
  }

  router.get('/inbox', route(async () => messenger.read()))
  router.get('/overview', route(async () => ({ applications: await signing.applications.list(), contracts: await signing.contracts.list(), loans: await signing.loans.list() })))
  router.post('/applications', route(async ({ body }) => {
    const { name = '', phone = '', idNumber = '', address = '', principal = '', termMonths = '', purpose = '' } = body as Record<string, string>
    const start = today()
    return signing.applications.submit({
      product: 'personal-loan',
      language,
      loan: {
        kind: language === 'en' ? 'Farm improvement loan' : '农户生产经营贷款', currency: language === 'en' ? 'USD' : 'CNY', principal: Number(principal).toFixed(2), purpose,
        annualRatePercent: language === 'en' ? '6.90' : '4.25', termMonths: Number(termMonths), repaymentMethod: 'level-payment', startDate: start, firstDueDate: monthLater(start),
      },
      parties: [{ role: 'borrower', name: name.trim(), phone: phone.trim(), idNumber: idNumber.trim(), address: address.trim() }],
    })
  }))
  router.post('/applications/:id/approve', route(async ({ params }) => signing.applications.approve(String(params.id), { by: house.approver })))
  router.post('/applications/:id/send', route(async ({ params }) => {
    const contracts = await signing.contracts.list()
    const year = today().slice(0, 4)
    const serial = String(contracts.length + 1187)
    const number = language === 'en' ? `MV-${year}-${serial.padStart(7, '0')}` : `（青溪）农信借字〔${year}〕第${serial.padStart(7, '0')}号`
    const contract = await signing.contracts.create({ applicationId: String(params.id), number })
    return signing.contracts.send(contract.id)
  }))
  router.get('/contracts/:id', route(async ({ params }) => {
    const id = String(params.id)
    return { contract: await signing.contracts.get(id), evidence: await signing.contracts.evidence(id), brokenLink: await signing.contracts.auditEvidence(id) }
  }))
  router.post('/contracts/:id/countersign', route(async ({ params }) => signing.contracts.countersign(String(params.id), { sealedBy: house.sealer })))
  router.get('/contracts/:id/document', route(async ({ params, query }, response) => {
    const contract = await signing.contracts.get(String(params.id))
    const pdf = await signing.contracts.document(contract.id, contract.documents[0]!.id, { revision: query.revision === 'frozen' ? 'frozen' : 'newest' })
    response.type('application/pdf').set('content-disposition', `attachment; filename="${contract.id}.pdf"`).send(Buffer.from(pdf))
  }))
  router.post('/loans/:id/disburse', route(async ({ params }) => signing.loans.disburse(String(params.id), { reference: `core-${randomUUID()}`, on: today() })))
  router.post('/loans/:id/repay', route(async ({ params, body }) => signing.loans.repay(String(params.id), { amount: String((body as { amount: string }).amount), on: today(), reference: randomUUID() })))
  router.get('/trust.pem', route(async (_, response) => response.type('application/x-pem-file').send(signing.trustAnchors.map((der) => toPem(der)).join(''))))
  return router
}

/** The same day of the next month, or its last one. */
function monthLater(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10)
}
