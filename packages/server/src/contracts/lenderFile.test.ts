import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lenderFileProduct, type LenderFileProduct } from '@loansign/contract/lender-file'
import { typst } from '@loansign/contract/typst'
import { extractAttachment, readPdf, verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SubmitApplicationOptions } from '../applications/submitApplication.js'
import { backendSecret, installation, type Installation } from '../testing/installation.fixture.js'
import { SignerClient } from '../testing/signerClient.fixture.js'

const folder = fileURLToPath(new URL('../../../../examples/lender-form', import.meta.url))
const engine = typst()
let place: Installation
const copy = mkdtempSync(join(tmpdir(), 'loansign-lender-file-'))
let product: LenderFileProduct
/** What the lender's own system gives for the next order of the product that takes finished files. */
let finished: (form: Uint8Array) => Uint8Array = (form) => form
beforeAll(async () => {
  product = await lenderFileProduct({ folder, engine, archival: 'required' })
  cpSync(folder, copy, { recursive: true })
  const change = (name: string, how: (json: any) => void): void => {
    const json = JSON.parse(readFileSync(join(copy, name), 'utf8'))
    how(json)
    writeFileSync(join(copy, name), JSON.stringify(json))
  }
  change('product.json', (json) => (json.product = 'finished-loan'))
  change('contract.zh-CN.json', (json) => {
    delete json.fields
    json.places.lender = [{ page: 2, rect: [172, 420, 292, 540] }]
  })
  const printed = await lenderFileProduct({ folder: copy, finished: async () => finished(readFileSync(join(folder, 'contract.zh-CN.pdf'))), engine, archival: 'required' })
  place = await installation(() => ({ products: [product, printed] }))
}, 60_000)
afterAll(async () => {
  await place.close()
  await engine.close()
  rmSync(copy, { recursive: true })
})

function application(change: Partial<SubmitApplicationOptions['parties'][number]> = {}): SubmitApplicationOptions {
  const { loan, parties: [borrower] } = product.definition.samples['zh-CN']!
  return { product: product.product, language: 'zh-CN', loan, parties: [{ ...borrower!, ...change }] } as SubmitApplicationOptions
}

/** As a bank's own server asks. */
async function backend(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const headers = { authorization: `Bearer ${backendSecret}`, 'content-type': 'application/json', 'idempotency-key': randomBytes(9).toString('hex') }
  const response = await place.signing.fetch(new Request(`http://localhost/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }))
  return { status: response.status, body: await response.json() }
}

async function approved(wanted: SubmitApplicationOptions): Promise<string> {
  const { body: { id } } = await backend('POST', '/applications', wanted)
  expect((await backend('POST', `/applications/${id}/approve`, { approvedBy: '陆正衡' })).status).toBe(200)
  return id
}

const counts = async (): Promise<unknown[]> => (await place.database.pool.query('select (select count(*) from contracts) contracts, (select count(*) from documents) documents, (select count(*) from revisions) revisions')).rows

describe('a lender’s own form', () => {
  it('goes the whole way over HTTP: from an application to a contract in force whose files are TOTAL-PASSED', async () => {
    const applicationId = await approved(application())
    const created = await backend('POST', '/contracts', { applicationId, number: '农信借字2026第1号' })
    expect(created.status).toBe(200)
    expect(created.body.documents.map(({ title, sealed }: any) => `${title} ${sealed}`)).toEqual(['农户借款合同 true', '综合融资成本明示表 false', '个人信息处理授权书 false'])
    const { id } = created.body
    await backend('POST', `/contracts/${id}/send`, {})
    const client = new SignerClient(place)
    const ready = await client.readyToFinish(await place.lastLink())
    const { reading, documents } = await client.view()
    expect(reading.clauses.filter(({ documentId }) => documentId === documents[0]!.id).map(({ clauseId, acknowledged }) => `${clauseId} ${acknowledged}`)).toEqual(['overdue true', 'misuse true', 'early true'])
    expect(await client.finish(ready)).toMatchObject({ signerId: expect.stringMatching(/^sgn_/) as string })
    const sealed = await backend('POST', `/contracts/${id}/countersign`, { sealedBy: '邵清和' })
    expect(sealed.body).toMatchObject({ state: 'effective', loanId: expect.stringMatching(/^loa_/) as string })
    const { events } = await place.signing.contracts.evidence(id)
    const generated = events.find(({ type }) => type === 'contract.generated')!
    for (const [index, { id: documentId }] of sealed.body.documents.entries()) {
      const bytes = await place.signing.contracts.document(id, documentId)
      const report = await verifyPdf(bytes, { trustAnchors: [...place.signing.trustAnchors], at: place.now() })
      expect({ index, indication: report.indication, by: report.signatures.map(({ field, signer }) => `${field} ${signer!.commonName}`) }).toEqual({ index, indication: 'TOTAL-PASSED', by: ['borrower 周禾田', ...(index === 0 ? ['lender 青溪县农村信用合作联社'] : [])] })
      const data = JSON.parse(new TextDecoder().decode(extractAttachment({ pdf: readPdf(bytes), name: 'loan.json' })))
      expect(data.template).toEqual({ version: 1, sha256: product.definition.sha256 })
      expect((generated.data.documents as any[])[index].template).toEqual(data.template)
    }
  }, 120_000)

  it('is refused with the order’s own pointer in both languages where a value does not fit, and nothing is stored', async () => {
    const applicationId = await approved(application({ address: '云川省青溪县柳河镇桃源村三组'.repeat(6) }))
    const before = await counts()
    const { status, body } = await backend('POST', '/contracts', { applicationId, number: '农信借字2026第2号' })
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'contract-data-invalid' })
    expect(body.details.fields).toEqual([{ pointer: '/parties/0/address', code: 'value-does-not-fit', expected: { 'zh-CN': expect.stringContaining('住址') as string, en: expect.stringContaining('住址') as string } }])
    expect(await counts()).toEqual(before)
    expect((await place.signing.applications.get(applicationId)).state).toBe('approved')
  }, 60_000)
})

describe('a finished file', () => {
  it.each([
    ['still has fields', (form: Uint8Array) => form, { why: 'drawing-differs', findings: expect.arrayContaining([expect.objectContaining({ pointer: '/parties/0/name', code: 'text-not-drawn' })]) as unknown }],
    ['is no PDF', () => new TextEncoder().encode('<html>'), { why: 'lender-file-refused', reasons: [{ code: 'unreadable', why: { 'zh-CN': expect.any(String) as string, en: expect.any(String) as string } }] }],
  ])('that %s is a refused document, with what was found, and nothing is stored', async (_what, give, details) => {
    finished = give
    const applicationId = await approved({ ...application(), product: 'finished-loan' })
    const before = await counts()
    const { status, body } = await backend('POST', '/contracts', { applicationId, number: '农信借字2026第3号' })
    expect({ status, code: body.code, details: body.details }).toEqual({ status: 422, code: 'document-refused', details })
    expect(JSON.stringify(body)).not.toContain('周禾田')
    expect(await counts()).toEqual(before)
  }, 60_000)

  it('that the lender’s system does not give is a port that failed', async () => {
    finished = () => {
      throw new Error('the core system is down')
    }
    const applicationId = await approved({ ...application(), product: 'finished-loan' })
    await expect(place.signing.contracts.create({ applicationId, number: '农信借字2026第4号' })).rejects.toMatchObject({ code: 'port-failed', details: { port: 'products' } })
  }, 60_000)
})
