import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installation, type Installation } from '../testing/installation.fixture.js'
import { SignerClient } from '../testing/signerClient.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

describe('a subscription', () => {
  it('gets every event once, in order, and survives a handler that fails', async () => {
    const { contractId, code } = await place.sent()
    const seen: string[] = []
    let failures = 1
    place.signing.subscribe({
      name: 'core-banking',
      events: ['contract.sent', 'contract.opened'],
      handle(event) {
        if (event.contractId !== contractId) return
        if (failures-- > 0) throw new Error('not now')
        seen.push(event.type)
      },
    })
    await new SignerClient(place).open(code)
    await place.signing.runJobsOnce()
    expect(seen).toEqual([])
    place.advance(10_000)
    await place.signing.runJobsOnce()
    await place.signing.runJobsOnce()
    expect(seen).toEqual(['contract.sent', 'contract.opened'])
  })
})
