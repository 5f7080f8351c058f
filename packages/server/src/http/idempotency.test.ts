import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { IdentityProvider, Screening } from '../ports/index.js'
import { backendSecret, installation, personalLoanApplication, type Installation } from '../testing/installation.fixture.js'
import { SignerClient } from '../testing/signerClient.fixture.js'

let place: Installation
const screen = vi.fn<Screening['screen']>()
const verify = vi.fn<IdentityProvider['verify']>()

beforeAll(async () => {
  place = await installation(({ screening, identity }) => {
    screen.mockImplementation((question) => screening.screen(question))
    verify.mockImplementation((question) => identity.verify(question))
    return { screening: { screen }, identity: { name: identity.name, verify } }
  })
}, 60_000)
afterAll(() => place.close())

const submit = async (key: string, change: object = {}): Promise<{ status: number; body: any }> => {
  const response = await place.signing.fetch(
    new Request('http://localhost/v1/applications', {
      method: 'POST',
      headers: { authorization: `Bearer ${backendSecret}`, 'idempotency-key': key },
      body: JSON.stringify({ ...personalLoanApplication, ...change }),
    }),
  )
  return { status: response.status, body: await response.json() }
}

/** Makes the next screening wait until it is let go. */
function holdScreening(): { entered: Promise<void>; letGo: () => void } {
  let letGo = (): void => undefined
  const entered = new Promise<void>((isEntered) => {
    screen.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          letGo = () => resolve({ decision: 'pass', reasons: [], reference: 'held' })
          isEntered()
        }),
    )
  })
  return { entered, letGo: () => letGo() }
}

const applicationCount = async (): Promise<number> => (await place.signing.applications.list()).length

describe('an Idempotency-Key', () => {
  it('makes a change once and gives the first answer again', async () => {
    const before = await applicationCount()
    const first = await submit('application-0001')
    expect(first.status).toBe(200)
    expect(await submit('application-0001')).toEqual(first)
    expect(await applicationCount()).toBe(before + 1)
    expect((await submit('application-0002')).body.id).not.toBe(first.body.id)
  })

  it('under another body is refused, also while the first is being answered', async () => {
    await submit('application-0003')
    expect(await submit('application-0003', { product: 'guaranteed-loan' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    const { entered, letGo } = holdScreening()
    const slow = submit('application-0004')
    await entered
    expect(await submit('application-0004')).toMatchObject({ status: 409, body: { code: 'idempotency-key-in-use' } })
    expect((await submit('application-0004', { product: 'guaranteed-loan' })).body.code).toBe('idempotency-key-reused')
    letGo()
    expect((await slow).status).toBe(200)
    expect((await submit('application-0004')).body).toEqual((await slow).body)
  })

  it('of a try that changed nothing may be used again', async () => {
    screen.mockRejectedValueOnce(new Error('screening is down'))
    expect((await submit('application-0005')).status).toBe(503)
    expect((await submit('application-0005')).status).toBe(200)
    expect((await submit('application-0006', { product: '' })).body.code).toBe('request-invalid')
    expect((await submit('application-0006')).status).toBe(200)
  })

  it('of a request that died is taken over, and the dead one can no longer change anything', async () => {
    const before = await applicationCount()
    const { entered, letGo } = holdScreening()
    const late = submit('application-0007')
    await entered
    place.advance(61_000)
    const second = await submit('application-0007')
    expect(second.status).toBe(200)
    letGo()
    expect((await late).body.code).toBe('idempotency-key-in-use')
    expect(await applicationCount()).toBe(before + 1)
    expect(await submit('application-0007')).toEqual(second)
  })

  it('keeps a refusal that changed something: a lost answer costs no second try', async () => {
    const client = new SignerClient(place)
    await client.open((await place.sent()).code)
    const wrong = { body: { name: '周禾田', idNumberLastFour: '9999' }, headers: { 'idempotency-key': 'wrong-name-1' } }
    const first = await (await client.request('POST', '/session/identity', wrong)).json()
    expect(first).toMatchObject({ code: 'identity-mismatch', details: { attemptsLeft: 4 } })
    const again = await (await client.request('POST', '/session/identity', wrong)).json()
    expect(again).toMatchObject({ code: 'identity-mismatch', details: { attemptsLeft: 4 } })
    expect(verify).toHaveBeenCalledOnce()
    expect((await client.view()).identity.attemptsLeft).toBe(4)
  })

  it('is needed, and belongs to one caller', async () => {
    expect((await submit('')).body.code).toBe('idempotency-key-missing')
    expect((await submit('x'.repeat(256))).body.code).toBe('idempotency-key-missing')
    const key = { 'idempotency-key': 'everybody-uses-this' }
    for (const code of [(await place.sent()).code, (await place.sent()).code]) {
      const client = new SignerClient(place)
      await client.open(code)
      expect((await client.request('POST', '/session/call', { headers: key })).status).toBe(200)
      const { contract } = await client.view()
      const { events } = await place.signing.contracts.evidence(contract.id)
      expect(events.filter(({ type }) => type === 'call.requested')).toHaveLength(1)
    }
  })

  it('keeps no token, and nothing that a reader of the database could read', async () => {
    const client = new SignerClient(place)
    const { code } = await place.sent()
    const key = { 'idempotency-key': 'exchange-once' }
    const exchange = async () =>
      (await (await client.request('POST', '/session/exchange', { body: { code }, headers: key })).json()) as { sessionToken: string }
    const [first, second] = [await exchange(), await exchange()]
    expect(second.sessionToken).not.toBe(first.sessionToken)
    const { rows } = await place.database.pool.query<{ endpoint: string; answer_sealed: Buffer | null }>('select * from idempotency')
    expect(rows.some(({ endpoint }) => endpoint.startsWith('session.exchange'))).toBe(false)
    expect(rows.some(({ answer_sealed: sealed }) => sealed?.includes('problem') || sealed?.includes('value'))).toBe(false)
    expect(rows.length).toBeGreaterThan(0)
  })
})
