import { extractAttachment, readPdf } from '@loansign/signature'
import { Router } from 'express'
import type { Demo } from '../installation.js'
import { answer } from './answer.js'
import type { DeskOptions } from './deskApi.js'

/** One contract: its story, its seal, its files. */
export function contractRoutes({ signing }: Demo, { house }: DeskOptions): Router {
  const router = Router()
  router.get('/contracts/:id', answer(async ({ params }) => {
    const id = String(params.id)
    const contract = await signing.contracts.get(id)
    const pdf = await signing.contracts.document(id, contract.documents[0]!.id, { revision: 'frozen' })
    return {
      contract,
      evidence: await signing.contracts.evidence(id),
      brokenLink: await signing.contracts.auditEvidence(id),
      readings: await Promise.all(contract.signers.map((signer) => signing.contracts.reading(id, signer.id))),
      ...frozenData(pdf),
      frozenSize: pdf.length,
      loan: contract.loanId === null ? null : await signing.loans.get(contract.loanId),
    }
  }))
  router.get('/contracts/:id/seal', answer(async ({ params }) => {
    const id = String(params.id)
    const contract = await signing.contracts.get(id)
    const { page, rect } = await signing.contracts.previewSeal(id, contract.documents[0]!.id)
    return { contract, checks: await signing.contracts.checkSeal(id, { sealedBy: house.sealer }), place: { page, rect } }
  }))
  router.get('/contracts/:id/seal.pdf', answer(async ({ params }, response) => {
    const contract = await signing.contracts.get(String(params.id))
    const { pdf } = await signing.contracts.previewSeal(contract.id, contract.documents[0]!.id)
    response.type('application/pdf').set('cache-control', 'no-store').send(Buffer.from(pdf))
  }))
  router.post('/contracts/:id/countersign', answer(async ({ params }) => signing.contracts.countersign(String(params.id), { sealedBy: house.sealer })))
  router.post('/contracts/:id/void', answer(async ({ params, body }) => signing.contracts.void(String(params.id), { reason: String((body as { reason?: unknown }).reason ?? '') })))
  router.get('/contracts/:id/document', answer(async ({ params, query }, response) => {
    const contract = await signing.contracts.get(String(params.id))
    const pdf = await signing.contracts.document(contract.id, contract.documents[0]!.id, { revision: query.revision === 'frozen' ? 'frozen' : 'newest' })
    response.type('application/pdf').set('content-disposition', `${query.show === undefined ? 'attachment' : 'inline'}; filename="${contract.id}.pdf"`).send(Buffer.from(pdf))
  }))
  router.get('/contracts/:id/evidence.json', answer(async ({ params }, response) => {
    const id = String(params.id)
    response.type('application/json').set('content-disposition', `attachment; filename="${id}-evidence.json"`).send(`${JSON.stringify(await signing.contracts.evidence(id), null, 2)}\n`)
  }))
  return router
}

/** Names of the key clauses, and the figures a borrower must not miss, from the data inside the frozen file. */
function frozenData(bytes: Uint8Array): { readonly clauses: { id: string; title: string; page: number | null }[]; readonly keyFacts: Readonly<Record<string, string>> } {
  const data = JSON.parse(new TextDecoder().decode(extractAttachment({ pdf: readPdf(bytes), name: 'loan.json' }))) as { keyClauses?: { id: string; title: string; page: number | null }[]; keyFacts?: Record<string, string> }
  return { clauses: (data.keyClauses ?? []).map(({ id, title, page }) => ({ id, title, page })), keyFacts: data.keyFacts ?? {} }
}
