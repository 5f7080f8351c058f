import { extractAttachment, readPdf, verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { allow, refuse, type Hooks } from '../events/hooks.js'
import type { Blobs, Messenger } from '../ports/index.js'
import { installation, personalLoanApplication, smallLoanApplication, type Installation } from '../testing/installation.fixture.js'
import { guarantor, SignerClient } from '../testing/signerClient.fixture.js'

let place: Installation
const beforeCountersign = vi.fn<NonNullable<Hooks['beforeCountersign']>>()
const sendText = vi.fn<Messenger['sendText']>()
const get = vi.fn<Blobs['get']>()
beforeAll(async () => {
  place = await installation(({ messenger, blobs }) => {
    sendText.mockImplementation((message) => messenger.sendText(message))
    get.mockImplementation((sha256) => blobs.get(sha256))
    return { hooks: { beforeCountersign }, messenger: { sendText }, blobs: { get, put: (sha256, bytes) => blobs.put(sha256, bytes) } }
  })
}, 60_000)
afterAll(() => place.close())
beforeEach(() => void beforeCountersign.mockReset().mockReturnValue(allow()))

async function reportOn(contractId: string) {
  const { documents } = await place.signing.contracts.get(contractId)
  const pdf = await place.signing.contracts.document(contractId, documents[0]!.id)
  return verifyPdf(pdf, { trustAnchors: place.signing.trustAnchors, at: place.now() })
}

async function signed(application = smallLoanApplication): Promise<string> {
  const { contractId, code } = await place.sent(application)
  const client = new SignerClient(place)
  expect(await client.finish(await client.readyToFinish(code))).toMatchObject({
    contractState: 'fullySigned',
    waitingFor: [{ role: 'lender' }],
  })
  return contractId
}

const sealed = (contractId: string, sealedBy = '邵清和') => place.signing.contracts.countersign(contractId, { sealedBy })

describe('countersign', () => {
  it('puts the seal behind the signatures, days later, and the contract is in force', async () => {
    const contractId = await signed(personalLoanApplication)
    place.advance(3 * 86_400_000)
    const contract = await sealed(contractId)
    expect(contract).toMatchObject({ state: 'effective', sealedBy: '邵清和', loanId: expect.stringMatching(/^loa_/) })
    const report = await reportOn(contractId)
    expect(report.indication).toBe('TOTAL-PASSED')
    expect(report.signatures.map(({ signer, level }) => [signer?.commonName, level])).toEqual([
      ['周禾田', 'B-T'],
      ['青溪县农村信用合作联社', 'B-T'],
    ])
    // The straddle seal is switched on with the lender's signature, page by page, and the borrower's signature allows for it.
    const { documents } = contract
    expect(report.signatures[0]!.changesSince.filter(({ kind }) => kind === 'straddle-seal')).toHaveLength(documents[0]!.pages)
    const { events } = await place.signing.contracts.evidence(contractId)
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['contract.countersigned', 'contract.effective'])
    // Which release of the templates it was made from: the same in the evidence as in the data that everybody signed.
    const frozen = await place.signing.contracts.document(contractId, documents[0]!.id, { revision: 'frozen' })
    const { template } = JSON.parse(new TextDecoder().decode(extractAttachment({ pdf: readPdf(frozen), name: 'loan.json' }))) as { template: unknown }
    expect(template).toEqual({ version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((events[0]!.data as { documents: unknown[] }).documents).toEqual(documents.map(({ id, sha256 }) => ({ id, sha256, template })))
    expect(await place.signing.contracts.auditEvidence(contractId)).toBeNull()
    await expect(sealed(contractId)).rejects.toMatchObject({ code: 'state-conflict' })
  }, 120_000)

  it('at the same time from two desks seals once', async () => {
    const contractId = await signed()
    const results = await Promise.allSettled([sealed(contractId), sealed(contractId), sealed(contractId)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await reportOn(contractId)).signatures).toHaveLength(2)
  })

  it('needs every signature, a second person and the lender’s consent', async () => {
    const { contractId: unsigned } = await place.sent()
    await expect(sealed(unsigned)).rejects.toMatchObject({ code: 'state-conflict' })
    const contractId = await signed()
    await expect(sealed(contractId, '陆正衡')).rejects.toMatchObject({ code: 'same-person' })
    beforeCountersign.mockResolvedValueOnce(refuse('fraud check pending'))
    await expect(sealed(contractId)).rejects.toMatchObject({ code: 'hook-refused', details: { reason: 'fraud check pending' } })
    expect((await place.signing.contracts.get(contractId)).state).toBe('fullySigned')
    expect(await sealed(contractId)).toMatchObject({ state: 'effective' })
  })

  it('adds nothing to a stored file that is not the one that was signed', async () => {
    const contractId = await signed()
    get.mockImplementationOnce(async () => new Uint8Array(1000))
    await expect(sealed(contractId)).rejects.toMatchObject({ code: 'internal' })
    expect((await reportOn(contractId)).signatures).toHaveLength(1)
    expect(await sealed(contractId)).toMatchObject({ state: 'effective' })
  })
})

describe('two signers', () => {
  it('sign one behind the other; the second gets the link when the first has signed, also from a messenger that failed', async () => {
    const { contractId, code } = await place.sent()
    const first = new SignerClient(place)
    const ready = await first.readyToFinish(code)
    sendText.mockRejectedValueOnce(new Error('no signal'))
    const receipt = await first.finish(ready)
    expect(receipt).toMatchObject({ contractState: 'inSigning', waitingFor: [{ role: 'guarantor', name: '苗有福' }, { role: 'lender' }] })
    await expect(sealed(contractId)).rejects.toMatchObject({ code: 'state-conflict' })

    place.advance(60_000)
    await place.signing.runJobsOnce()
    expect(sendText.mock.lastCall![0].to).toBe('13800000245')
    const second = new SignerClient(place, guarantor)
    const readyToo = await second.readyToFinish(await place.lastLink())
    const view = await second.view()
    expect(view.documents[0]).toMatchObject({ revisionSha256: receipt.documents[0].sha256, place: { field: 'guarantor' } })
    expect(await second.finish(readyToo)).toMatchObject({ contractState: 'fullySigned', waitingFor: [{ role: 'lender' }] })

    // The first keeps what they signed; what came later is shown once the contract is in force.
    const download = async () => {
      const response = await first.request('GET', `/session/documents/${receipt.documents[0].documentId}/signed`)
      return (await verifyPdf(new Uint8Array(await response.arrayBuffer()), { trustAnchors: place.signing.trustAnchors, at: place.now() }))
        .signatures.length
    }
    expect(await download()).toBe(1)
    await sealed(contractId)
    expect(await download()).toBe(3)
    const report = await reportOn(contractId)
    expect(report.indication).toBe('TOTAL-PASSED')
    expect(report.signatures.map(({ signer }) => signer?.commonName)).toEqual(['周禾田', '苗有福', '青溪县农村信用合作联社'])
  })
})
