import { verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installation, personalLoanApplication, type Installation } from '../../testing/installation.fixture.js'
import { SignerClient } from '../../testing/signerClient.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

it('looks at everything before the seal, draws it, and changes nothing', async () => {
  const { contractId, code } = await place.sent(personalLoanApplication)
  const before = await place.signing.contracts.get(contractId)
  const documentId = before.documents[0]!.id
  expect(before).toMatchObject({ waitingFor: 'signer', effectiveAt: null, signers: [{ openedAt: null }] })
  // The development inbox is the telephone: delivered, and not opened.
  expect(before.signers[0]!.deliveredAt).not.toBeNull()
  const unsigned = await place.signing.contracts.checkSeal(contractId, { sealedBy: '邵清和' })
  expect(unsigned.signatures).toEqual({ passed: false, signers: [] })
  await expect(place.signing.contracts.previewSeal(contractId, documentId)).rejects.toMatchObject({ code: 'state-conflict' })

  const client = new SignerClient(place)
  await client.finish(await client.readyToFinish(code))
  const contract = await place.signing.contracts.get(contractId)
  expect(contract.waitingFor).toBe('seal')
  const checks = await place.signing.contracts.checkSeal(contractId, { sealedBy: '邵清和' })
  expect(checks).toMatchObject({
    signatures: { passed: true, signers: [{ name: '周禾田', passed: true }] },
    unchanged: { passed: true, frozenSha256: contract.documents.map(({ sha256 }) => sha256) },
    terms: { passed: true, differing: [] },
    twoPersons: { passed: true, approvedBy: '陆正衡', sealedBy: '邵清和' },
    seal: { name: '青溪县农村信用合作联社', straddledPages: contract.documents[0]!.pages },
  })
  expect((await place.signing.contracts.checkSeal(contractId, { sealedBy: '陆正衡' })).twoPersons.passed).toBe(false)

  const preview = await place.signing.contracts.previewSeal(contractId, documentId)
  expect(preview.page).toBe(contract.documents[0]!.pages)
  const { trustAnchors } = place.signing
  // A look at what will be is no seal: whoever validates it finds one signature that holds and one that does not.
  const report = await verifyPdf(preview.pdf, { trustAnchors: [...trustAnchors], at: place.now() })
  expect(report.indication).toBe('TOTAL-FAILED')
  expect(await place.signing.contracts.get(contractId)).toEqual(contract)

  // Terms that were changed after the approval do not pass unseen.
  await place.database.pool.query("update applications set loan = jsonb_set(loan::jsonb, '{principal}', '\"380000.00\"') where id = $1", [contract.applicationId])
  expect((await place.signing.contracts.checkSeal(contractId, { sealedBy: '邵清和' })).terms).toEqual({ passed: false, differing: ['principal'] })
})
