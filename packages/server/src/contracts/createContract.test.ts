import { farmerCredit, guaranteedLoan, mortgageLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SubmitApplicationOptions } from '../applications/submitApplication.js'
import { installation, personalLoanApplication, type Installation } from '../testing/installation.fixture.js'
import { borrower, SignerClient, type Person } from '../testing/signerClient.fixture.js'

let place: Installation
const engine = typst()
const products = [farmerCredit, guaranteedLoan, mortgageLoan].map((product) => product({ engine }))
beforeAll(async () => {
  place = await installation(({ products: usual }) => ({ products: [...usual.filter(({ product }) => product !== 'guaranteed-loan'), ...products] }))
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
    for (const [, person] of people) {
      const client = new SignerClient(place, person)
      const ready = await client.readyToFinish(link)
      fields.push((await client.view()).documents[0]!.place.field)
      expect(await client.finish(ready)).toMatchObject({ signerId: expect.stringMatching(/^sgn_/) as string })
      link = await place.lastLink()
    }
    expect(fields).toEqual(['co-borrower-1', 'borrower', 'co-borrower-2'])
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

  it('is refused whole when something is wrong at last, and nothing is stored', async () => {
    const before = await counts()
    const { id } = await place.signing.applications.submit(sampleOf('mortgage-loan'))
    await place.signing.applications.approve(id, { by: '陆正衡' })
    await expect(place.signing.contracts.create({ applicationId: id, number: '一' })).rejects.toMatchObject({ code: 'document-refused', details: { findings: [{ code: 'separate-agreement' }] } })
    expect(await counts()).toEqual(before)
    expect((await place.signing.applications.get(id)).state).toBe('approved')
  }, 60_000)
})
