import { guaranteedLoan, mortgageLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installation, type Installation } from '../testing/installation.fixture.js'
import { inSigningOrder } from './inSigningOrder.js'
import type { SubmitApplicationOptions } from './submitApplication.js'

let place: Installation
const engine = typst()
const products = [guaranteedLoan, mortgageLoan].map((product) => product({ engine }))
beforeAll(async () => {
  place = await installation(() => ({ products }))
}, 60_000)
afterAll(async () => {
  await place.close()
  await engine.close()
})

type Parties = SubmitApplicationOptions['parties']

/** A product's sample with other people in its place. */
function sampleOf(name: string, change: (parties: Parties) => Parties): SubmitApplicationOptions {
  const { product, definition } = products.find((candidate) => candidate.product === name)!
  const { loan, parties, terms } = definition.samples['zh-CN']!
  return { product, language: 'zh-CN', loan, parties: change(parties), terms } as SubmitApplicationOptions
}

/** Who is asked, in order; and for every document who signs it. */
async function sent(application: SubmitApplicationOptions): Promise<{ asked: string[]; documents: Record<string, string[]>; first: string; printed: string[] }> {
  const { contractId } = await place.sent(application)
  const { documents, signers } = await place.signing.contracts.get(contractId)
  const { rows } = await place.database.pool.query<{ id: string }>("select id from signers where contract_id = $1 and state = 'invited'", [contractId])
  const nameOf = (id: string): string => signers.find((signer) => signer.id === id)!.name
  const fields = await place.database.pool.query<{ places: { party: number | null; field: string }[] }>('select places from documents where contract_id = $1 order by position', [contractId])
  return {
    asked: signers.map(({ role, name }) => `${role} ${name}`),
    documents: Object.fromEntries(documents.map(({ title, signerIds }) => [title, signerIds.map(nameOf)])),
    first: nameOf(rows[0]!.id),
    printed: fields.rows.flatMap(({ places }) => places.map(({ party, field }) => `${field}: ${party === null ? 'lender' : signers[party]!.name}`)),
  }
}

const guarantorTwo = { role: 'guarantor', name: '苗有福', idNumber: '530000199005120021', phone: '13800000245', address: '云川省青溪县柳河镇集镇街2号' }

describe('people given in any order', () => {
  it('are asked as a guaranteed loan asks them, guarantors in the order given, and the lender last', async () => {
    const application = sampleOf('guaranteed-loan', ([borrower, guarantor]) => [guarantorTwo, guarantor!, borrower!])
    const [, first, borrower] = application.parties
    const { asked, documents, first: invited, printed } = await sent(application)
    expect(asked).toEqual([`borrower ${borrower!.name}`, `guarantor ${guarantorTwo.name}`, `guarantor ${first!.name}`])
    expect(invited).toBe(borrower!.name)
    expect(documents['保证借款合同']).toEqual([borrower!.name])
    expect(documents['保证合同']).toEqual([guarantorTwo.name, first!.name])
    expect(printed.slice(0, 5)).toEqual([`borrower: ${borrower!.name}`, 'lender: lender', `guarantor-1: ${guarantorTwo.name}`, `guarantor-2: ${first!.name}`, 'lender: lender'])
  }, 60_000)

  it('are asked as a mortgage asks them, with the owners first in the application', async () => {
    const usual = await sent(sampleOf('mortgage-loan', (parties) => parties))
    const odd = await sent(sampleOf('mortgage-loan', ([borrower, first, second]) => [first!, borrower!, second!]))
    expect(usual.asked.map((line) => line.split(' ')[0])).toEqual(['borrower', 'mortgagor', 'mortgagor'])
    expect(odd).toEqual(usual)
    // Of two owners the one who was named first is asked first.
    const { asked } = await sent(sampleOf('mortgage-loan', (parties) => [...parties].reverse()))
    expect(asked).toEqual([usual.asked[0], usual.asked[2], usual.asked[1]])
  }, 60_000)
})

describe('people who are not who the product asks', () => {
  const refused = async (application: SubmitApplicationOptions) => {
    const before = (await place.signing.applications.list()).length
    const error = await place.signing.applications.submit(application).then(() => null, (cause: unknown) => cause)
    expect(await place.signing.applications.list()).toHaveLength(before)
    expect(error).toMatchObject({ code: 'contract-data-invalid' })
    return (error as { details: { fields: { pointer: string; expected: { 'zh-CN': string; en: string } }[] } }).details.fields
  }

  it.each<[string, (parties: Parties) => Parties, pointer: string, zh: string, en: string]>([
    ['a role of another product', (parties) => [...parties, { ...guarantorTwo, role: 'mortgagor' }], '/parties/2/role', '借款人', 'borrower, guarantor'],
    ['a role of no product', (parties) => [{ ...guarantorTwo, role: 'witness' }, ...parties], '/parties/0/role', '保证人', 'borrower, guarantor'],
    ['the lender', (parties) => [...parties, { ...guarantorTwo, role: 'lender' }], '/parties/2/role', '贷款人', 'the lender seals'],
    ['nobody of a role', ([borrower]) => [borrower!], '/parties', '保证人：1 至 3 位', 'guarantor: 1 to 3'],
    ['one too many of a role', (parties) => [...parties, { ...guarantorTwo, role: 'borrower' }], '/parties', '借款人：1 位', 'borrower: 1'],
  ])('are refused when they apply, in both languages: %s', async (_, change, pointer, zh, en) => {
    const [field, ...others] = await refused(sampleOf('guaranteed-loan', change))
    expect([field!.pointer, others]).toEqual([pointer, []])
    expect(field!.expected['zh-CN']).toContain(zh)
    expect(field!.expected.en).toContain(en)
  })

  it('over HTTP as in the same process', async () => {
    const body = JSON.stringify(sampleOf('guaranteed-loan', (parties) => [...parties, { ...guarantorTwo, role: 'witness' }]))
    const headers = { authorization: 'Bearer only-for-tests-0123456789', 'content-type': 'application/json', 'idempotency-key': 'signing-order' }
    const response = await place.signing.fetch(new Request('http://localhost/v1/applications', { method: 'POST', headers, body }))
    expect([response.status, await response.json()]).toMatchObject([422, { details: { fields: [{ pointer: '/parties/2/role', expected: { 'zh-CN': expect.stringContaining('保证人') as string } }] } }])
  })
})

it('keeps those of one role as they were given', () => {
  const people = ['b1', 'a1', 'c1', 'b2', 'a2'].map((name) => ({ role: name[0]!, name }))
  expect(inSigningOrder({ signingOrder: ['a', 'b'] }, people).map(({ name }) => name)).toEqual(['a1', 'a2', 'b1', 'b2', 'c1'])
})
