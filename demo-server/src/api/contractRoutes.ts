import { extractAttachment, readPdf } from '@loansign/signature'
import type { Contract } from '@loansign/server'
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
    const frozen = await Promise.all(contract.documents.map(async (document) => ({ documentId: document.id, pdf: await signing.contracts.document(id, document.id, { revision: 'frozen' }) })))
    const data = frozen.map(({ documentId, pdf }) => frozenData(documentId, pdf))
    return {
      contract,
      evidence: await signing.contracts.evidence(id),
      brokenLink: await signing.contracts.auditEvidence(id),
      readings: await Promise.all(contract.signers.map((signer) => signing.contracts.reading(id, signer.id))),
      clauses: data.flatMap(({ clauses }) => clauses),
      keyFacts: data[0]!.keyFacts,
      frozenSize: frozen[0]!.pdf.length,
      loan: contract.loanId === null ? null : await signing.loans.get(contract.loanId),
    }
  }))
  router.get('/contracts/:id/seal', answer(async ({ params }) => {
    const id = String(params.id)
    const contract = await signing.contracts.get(id)
    const sealed = contract.documents.filter((document) => document.sealed)
    const places = await Promise.all(sealed.map(async (document) => ({ document, page: (await signing.contracts.previewSeal(id, document.id)).page })))
    return { contract, checks: await signing.contracts.checkSeal(id, { sealedBy: house.sealer }), places }
  }))
  router.get('/contracts/:id/seal.pdf', answer(async ({ params, query }, response) => {
    const contract = await signing.contracts.get(String(params.id))
    const { pdf } = await signing.contracts.previewSeal(contract.id, documentId(contract, query.document))
    response.type('application/pdf').set('cache-control', 'no-store').send(Buffer.from(pdf))
  }))
  router.post('/contracts/:id/countersign', answer(async ({ params }) => signing.contracts.countersign(String(params.id), { sealedBy: house.sealer })))
  router.post('/contracts/:id/void', answer(async ({ params, body }) => signing.contracts.void(String(params.id), { reason: String((body as { reason?: unknown }).reason ?? '') })))
  router.get('/contracts/:id/document', answer(async ({ params, query }, response) => {
    const contract = await signing.contracts.get(String(params.id))
    const wanted = documentId(contract, query.document)
    const pdf = await signing.contracts.document(contract.id, wanted, { revision: query.revision === 'frozen' ? 'frozen' : 'newest' })
    response.type('application/pdf').set('content-disposition', `${query.show === undefined ? 'attachment' : 'inline'}; filename="${wanted === contract.documents[0]!.id ? contract.id : wanted}.pdf"`).send(Buffer.from(pdf))
  }))
  router.get('/contracts/:id/evidence.json', answer(async ({ params }, response) => {
    const id = String(params.id)
    response.type('application/json').set('content-disposition', `attachment; filename="${id}-evidence.json"`).send(`${JSON.stringify(await signing.contracts.evidence(id), null, 2)}\n`)
  }))
  return router
}

/** The document that is asked for; the contract itself when none is named. */
const documentId = ({ documents }: Contract, wanted: unknown): string => (typeof wanted === 'string' ? wanted : documents[0]!.id)

/** Names of the key clauses, and the figures a borrower must not miss, from the data inside a frozen file. */
function frozenData(id: string, bytes: Uint8Array): { readonly clauses: { documentId: string; id: string; title: string; page: number | null }[]; readonly keyFacts: Readonly<Record<string, string>> } {
  const data = JSON.parse(new TextDecoder().decode(extractAttachment({ pdf: readPdf(bytes), name: 'loan.json' }))) as { keyClauses?: { id: string; title: string; page: number | null }[]; keyFacts?: Record<string, string> }
  return { clauses: (data.keyClauses ?? []).map(({ id: clause, title, page }) => ({ documentId: id, id: clause, title, page })), keyFacts: data.keyFacts ?? {} }
}
