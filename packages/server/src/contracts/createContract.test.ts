import { farmerCredit, guaranteedLoan, mortgageLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SubmitApplicationOptions } from '../applications/submitApplication.js'
import type { ContractGenerator, GeneratedDocument } from '../ports/index.js'
import { bundledLoan } from '../testing/smallProducts.fixture.js'
import { installation, personalLoanApplication, type Installation } from '../testing/installation.fixture.js'
import { borrower, SignerClient, type Person } from '../testing/signerClient.fixture.js'

let place: Installation
let spoiling = (document: GeneratedDocument): GeneratedDocument => document
const engine = typst()
const products = [farmerCredit, guaranteedLoan, mortgageLoan].map((product) => product({ engine }))
beforeAll(async () => {
  const halfWrong: ContractGenerator = {
    ...bundledLoan,
    product: 'half-wrong',
    async generateDocuments(order) {
      const made = await bundledLoan.generateDocuments(order)
      return made.map((document, index) => (index === made.length - 1 ? spoiling(document) : document))
    },
  }
  place = await installation(({ products: usual }) => ({ products: [...usual.filter(({ product }) => product !== 'guaranteed-loan'), ...products, halfWrong] }))
}, 60_000)
afterAll(async () => {
  await place.close()
  await engine.close()
})

function sampleOf(name: string): SubmitApplicationOptions {
  const { product, definition } = products.find((candidate) => candidate.product === name)!
  const { loan, parties, terms } = definition.samples['zh-CN']!
  return { product, language: 'zh-CN', loan, parties, terms } as SubmitApplicationOptions
}

const counts = async (): Promise<unknown[]> =>
  (await place.database.pool.query('select (select count(*) from contracts) contracts, (select count(*) from documents) documents, (select count(*) from signers) signers, (select count(*) from revisions) revisions')).rows

describe('several people of one role', () => {
  const people: readonly [role: string, Person, phone: string, idNumber: string][] = [
    ['co-borrower', { name: '沈秋穗', idNumberLastFour: '0024' }, '13800000924', '530000198909220024'],
    ['borrower', borrower, '13800000187', '530000198703150017'],
    ['co-borrower', { name: '周守田', idNumberLastFour: '0014' }, '13800000581', '530000195811060014'],
  ]

  it('sign each in their own place and nobody in another’s', async () => {
    const parties = people.map(([role, { name }, phone, idNumber]) => ({ role, name, phone, idNumber })) as unknown as SubmitApplicationOptions['parties']
    const { contractId, code } = await place.sent({ ...personalLoanApplication, product: 'bundled-loan', parties })
    let link = code
    const fields: string[] = []
    for (const [, person] of [people[1]!, people[0]!, people[2]!]) {
      const client = new SignerClient(place, person)
      const ready = await client.readyToFinish(link)
      fields.push((await client.view()).documents[0]!.place.field)
      expect(await client.finish(ready)).toMatchObject({ signerId: expect.stringMatching(/^sgn_/) as string })
      link = await place.lastLink()
    }
    // The product asks the borrower first, whoever was named first.
    expect(fields).toEqual(['borrower', 'co-borrower-1', 'co-borrower-2'])
    const { documents } = await place.signing.contracts.countersign(contractId, { sealedBy: '邵清和' })
    const report = await verifyPdf(await place.signing.contracts.document(contractId, documents[0]!.id), { trustAnchors: [...place.signing.trustAnchors], at: place.now() })
    expect(report.indication).toBe('TOTAL-PASSED')
    const signedBy = Object.fromEntries(report.signatures.map(({ field, signer }) => [field, signer!.commonName]))
    expect(signedBy).toEqual({ 'co-borrower-1': '沈秋穗', borrower: '周禾田', 'co-borrower-2': '周守田', lender: '青溪县农村信用合作联社' })
  }, 60_000)
})

describe('a product with terms', () => {
  it('has them in the contract, in the application and in the schedule of its loan', async () => {
    const application = sampleOf('farmer-credit')
    const { contractId, code } = await place.sent(application)
    expect(await place.signing.contracts.get(contractId)).toMatchObject({ product: 'farmer-credit', terms: application.terms, signers: [{ role: 'borrower' }, { role: 'co-borrower' }] })
    const first = new SignerClient(place)
    await first.finish(await first.readyToFinish(code))
    const second = new SignerClient(place, { name: '沈秋穗', idNumberLastFour: '0024' })
    await second.finish(await second.readyToFinish(await place.lastLink()))
    const { loanId } = await place.signing.contracts.countersign(contractId, { sealedBy: '邵清和' })
    const { schedule } = await place.signing.loans.get(loanId!)
    // Principal after the harvest only, in November and December, and at the end.
    const paying = schedule.filter(({ principal }) => !/^0(\.00)?$/.test(principal)).map(({ dueDate }) => dueDate.slice(5, 7))
    expect(new Set(paying)).toEqual(new Set(['11', '12']))
  }, 120_000)

  it.each(['guaranteed-loan', 'mortgage-loan', 'farmer-credit'])('is created with every document that goes with it: %s', async (name) => {
    const application = sampleOf(name)
    const { id } = await place.signing.applications.submit(application)
    await place.signing.applications.approve(id, { by: '陆正衡' })
    const contract = await place.signing.contracts.create({ applicationId: id, number: `${name}-1` })
    const { definition } = products.find(({ product }) => product === name)!
    const titles = new Set(definition.documents.map(({ title }) => title['zh-CN']))
    expect(new Set(contract.documents.map(({ title }) => title))).toEqual(titles)
    // Everybody signs something, and each consent is one person's.
    for (const { id: signerId } of contract.signers) expect(contract.documents.some(({ signerIds }) => signerIds.includes(signerId))).toBe(true)
    expect(contract.documents.filter(({ title }) => title === '个人信息处理授权书').map(({ signerIds }) => signerIds.length)).toEqual(contract.signers.map(() => 1))
    expect(contract.documents.filter(({ sealed }) => sealed).length).toBe(name === 'farmer-credit' ? 1 : 2)
  }, 60_000)
})

describe('all or none', () => {
  const half: SubmitApplicationOptions = { ...personalLoanApplication, product: 'half-wrong' }
  it.each([
    ['a place of nobody', (document: GeneratedDocument) => ({ ...document, places: document.places.map((one) => ({ ...one, party: one.party === null ? null : 7 })) }), 'place-of-nobody'],
    ['a place of another role', (document: GeneratedDocument) => ({ ...document, places: document.places.map((one) => ({ ...one, role: 'guarantor' })) }), 'place-of-nobody'],
    ['two places of one person', (document: GeneratedDocument) => ({ ...document, places: [...document.places, document.places[0]!] }), 'place-of-nobody'],
    ['nobody who signs', (document: GeneratedDocument) => ({ ...document, places: [] }), 'no-signer'],
  ])('refuses a contract whose last document has %s, and stores nothing of it', async (_, spoil, code) => {
    spoiling = spoil
    const { id } = await place.signing.applications.submit(half)
    await place.signing.applications.approve(id, { by: '陆正衡' })
    const before = await counts()
    await expect(place.signing.contracts.create({ applicationId: id, number: 'half' })).rejects.toMatchObject({ code: 'document-refused', details: { findings: expect.arrayContaining([expect.objectContaining({ code })]) as unknown } })
    expect(await counts()).toEqual(before)
    expect((await place.signing.applications.get(id)).state).toBe('approved')
  }, 60_000)
})
