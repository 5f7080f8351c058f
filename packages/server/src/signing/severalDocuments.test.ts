import { verifyPdf, type TimestampAuthority } from '@loansign/signature'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { developmentTimestampAuthority } from '../development/index.js'
import { installation, personalLoanApplication, type Installation } from '../testing/installation.fixture.js'
import { borrower, guarantor, SignerClient, type Person } from '../testing/signerClient.fixture.js'

const coBorrower: Person = { name: '沈秋穗', idNumberLastFour: '0024' }
const application = {
  ...personalLoanApplication,
  product: 'bundled-loan',
  parties: [
    { role: 'borrower', name: borrower.name, idNumber: '530000198703150017', phone: '13800000187' },
    { role: 'co-borrower', name: coBorrower.name, idNumber: '530000198909220024', phone: '13800000924' },
    { role: 'guarantor', name: guarantor.name, idNumber: '530000199005120021', phone: '13800000245' },
  ],
} as const

let place: Installation
/** How many timestamps are given before the authority stops answering. */
let stampsLeft = Infinity
const timestamp = vi.fn<TimestampAuthority['timestamp']>()
beforeAll(async () => {
  place = await installation(async (_, development) => {
    const authority = await developmentTimestampAuthority(development)
    timestamp.mockImplementation(async (request) => {
      if (stampsLeft-- <= 0) throw new Error('no answer')
      return authority.timestamp(request)
    })
    return { timestampAuthorities: [{ name: 'authority', timestamp }] }
  })
}, 60_000)
afterAll(() => place.close())
beforeEach(() => {
  stampsLeft = Infinity
  vi.clearAllMocks()
})

type Documents = Awaited<ReturnType<Installation['signing']['contracts']['get']>>['documents']

async function signaturesIn(contractId: string, { id }: Documents[number]): Promise<{ indication: string; by: Record<string, string | null> }> {
  const { trustAnchors } = place.signing
  const { indication, signatures } = await verifyPdf(await place.signing.contracts.document(contractId, id), { trustAnchors, at: place.now() })
  return { indication, by: Object.fromEntries(signatures.map(({ field, signer }) => [field, signer!.commonName])) }
}

const revisions = async (contractId: string): Promise<number[]> =>
  (await place.database.pool.query<{ revision: number }>('select revision from documents where contract_id = $1 order by position', [contractId])).rows.map(({ revision }) => revision)

describe('a contract of several documents', () => {
  it('is read, signed and sealed as a whole: everybody sees what they sign, in order, and signs it with one key', async () => {
    const { contractId, code } = await place.sent(application)
    const { documents, signers } = await place.signing.contracts.get(contractId)
    expect(documents.map(({ title, signerIds, sealed }) => [title, signerIds.map((id) => signers.findIndex((signer) => signer.id === id)), sealed])).toEqual([
      ['Loan agreement', [0, 1], true],
      ['Guarantee', [2], true],
      ['Consent', [0], false],
      ['Consent', [1], false],
      ['Consent', [2], false],
    ])
    let link = code
    for (const [position, person] of [borrower, coBorrower, guarantor].entries()) {
      const own = documents.filter(({ signerIds }) => signerIds.includes(signers[position]!.id))
      const client = new SignerClient(place, person)
      const ready = await client.readyToFinish(link)
      const view = await client.view()
      expect(view.documents.map(({ id }) => id)).toEqual(own.map(({ id }) => id))
      expect(new Set(view.reading.pages.map(({ documentId }) => documentId))).toEqual(new Set(own.map(({ id }) => id)))
      const other = documents.find(({ id }) => !own.some((document) => document.id === id))!
      expect((await client.request('GET', `/session/documents/${other.id}`)).status).toBe(404)
      const receipt = await client.finish(ready)
      expect(receipt.documents.map(({ documentId }: { documentId: string }) => documentId)).toEqual(own.map(({ id }) => id))
      expect(JSON.parse(receipt.promise.statement).documents).toEqual(receipt.documents.map(({ sha256 }: { sha256: string }) => sha256))
      expect(receipt.contractState).toBe(position === 2 ? 'fullySigned' : 'inSigning')
      const keys = await place.database.pool.query('select count(*)::int keys from attempts where signer_id = $1 and spki is not null', [signers[position]!.id])
      expect(keys.rows).toEqual([{ keys: 1 }])
      link = await place.lastLink()
    }
    const checks = await place.signing.contracts.checkSeal(contractId, { sealedBy: '邵清和' })
    expect(checks.signatures).toMatchObject({ passed: true, signers: [{ name: '周禾田', passed: true }, { name: '沈秋穗', passed: true }, { name: '苗有福', passed: true }] })
    await expect(place.signing.contracts.previewSeal(contractId, documents[2]!.id)).rejects.toMatchObject({ code: 'not-found' })
    const sealed = await place.signing.contracts.countersign(contractId, { sealedBy: '邵清和' })
    expect(sealed.state).toBe('effective')
    const lender = '青溪县农村信用合作联社'
    expect(await Promise.all(documents.map((document) => signaturesIn(contractId, document)))).toEqual([
      { indication: 'TOTAL-PASSED', by: { borrower: '周禾田', 'co-borrower': '沈秋穗', lender } },
      { indication: 'TOTAL-PASSED', by: { guarantor: '苗有福', lender } },
      { indication: 'TOTAL-PASSED', by: { borrower: '周禾田' } },
      { indication: 'TOTAL-PASSED', by: { 'co-borrower': '沈秋穗' } },
      { indication: 'TOTAL-PASSED', by: { guarantor: '苗有福' } },
    ])
    expect(await place.signing.contracts.auditEvidence(contractId)).toBeNull()
  }, 60_000)

  it('lets the next document be opened only when the one before is read, and the reading end only with all', async () => {
    const { code } = await place.sent(application)
    const client = new SignerClient(place)
    await client.begin(code)
    const [contract, consent] = (await client.view()).documents
    expect(await client.openPage(consent!.id, 1)).toMatchObject({ code: 'page-out-of-order' })
    for (const page of [1, 2]) {
      await client.openPage(contract!.id, page)
      place.advance(20_000)
      await client.closePage(contract!.id, page)
    }
    expect(await client.openPage(consent!.id, 1)).toMatchObject({ read: false })
    expect(await client.post('/session/reading/complete')).toMatchObject({ code: 'reading-incomplete', details: { pagesMissing: [{ documentId: consent!.id, page: 1 }, { documentId: consent!.id, page: 2 }] } })
  })
})

describe('finish', () => {
  it('takes a signature for every document or none', async () => {
    const { contractId, code } = await place.sent(application)
    const client = new SignerClient(place)
    const { attemptId, signatures } = await client.readyToFinish(code)
    const [contract, consent] = signatures as [(typeof signatures)[0], (typeof signatures)[0]]
    const crossed = [{ ...contract, documentId: consent.documentId }, { ...consent, documentId: contract.documentId }]
    for (const wrong of [[contract], [contract, contract], crossed, [contract, { ...consent, signature: contract.signature }], [contract, { ...consent, documentId: 'doc_AAAAAAAAAAAAAAAA' }]]) {
      expect(await client.finish({ attemptId, signatures: wrong })).toMatchObject({ code: 'signature-invalid' })
      expect(await revisions(contractId)).toEqual([0, 0, 0, 0, 0])
    }
    expect(await client.finish({ attemptId, signatures })).toHaveProperty('promise')
    expect(await revisions(contractId)).toEqual([1, 0, 1, 0, 0])
  }, 60_000)

  it('stores nothing while one of the timestamps is owed, keeps those it has, and goes on from there', async () => {
    const { contractId, code } = await place.sent(application)
    const client = new SignerClient(place)
    const ready = await client.readyToFinish(code)
    stampsLeft = 1
    expect(await client.finish(ready)).toMatchObject({ code: 'timestamp-unavailable' })
    expect(await revisions(contractId)).toEqual([0, 0, 0, 0, 0])
    stampsLeft = Infinity
    timestamp.mockClear()
    expect(await client.finish(ready)).toHaveProperty('promise')
    expect(timestamp).toHaveBeenCalledTimes(1)
    expect(await revisions(contractId)).toEqual([1, 0, 1, 0, 0])
  }, 60_000)

  it('leases the documents of this signer and no others', async () => {
    const { contractId, code } = await place.sent(application)
    const client = new SignerClient(place)
    const { attemptId } = await client.readyToFinish(code)
    const { rows } = await place.database.pool.query<{ lease_attempt: string | null }>('select lease_attempt from documents where contract_id = $1 order by position', [contractId])
    expect(rows.map(({ lease_attempt: holder }) => holder)).toEqual([attemptId, null, attemptId, null, null])
  }, 60_000)
})
