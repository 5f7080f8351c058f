import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installation, type Installation } from '../testing/installation.fixture.js'
import { SignerClient } from '../testing/signerClient.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

it('keeps what the server counted apart from what the browser said', async () => {
  const { contractId, code } = await place.sent()
  const signerId = (await place.signing.contracts.get(contractId)).signers[0]!.id
  expect(await place.signing.contracts.reading(contractId, signerId)).toMatchObject({ completedAt: null, receipt: null, costTable: null, pages: [], clauses: [] })
  const client = new SignerClient(place)
  await client.begin(code)
  const { receiptSha256 } = await client.readAll()
  const reading = await place.signing.contracts.reading(contractId, signerId)
  expect(reading.receiptSha256).toBe(receiptSha256)
  expect(createHash('sha256').update(reading.receipt!).digest('hex')).toBe(receiptSha256)
  expect(reading.costTable?.shownSeconds).toBe(10)
  expect(reading.pages).toMatchObject([
    { page: 1, enforcedMilliseconds: 3_000, reportedMilliseconds: 1 },
    { page: 2, enforcedMilliseconds: 3_000, reportedMilliseconds: 1 },
  ])
  expect(reading.clauses.every(({ acknowledgedAt }) => acknowledgedAt !== null)).toBe(true)
  await expect(place.signing.contracts.reading('con_other', signerId)).rejects.toMatchObject({ code: 'not-found' })
})
