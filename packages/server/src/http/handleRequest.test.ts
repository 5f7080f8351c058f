import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHash } from 'node:crypto'
import { backendSecret, installation, type Installation } from '../testing/installation.fixture.js'
import { SignerClient, type RequestOptions } from '../testing/signerClient.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

async function openClient(): Promise<{ client: SignerClient; contractId: string; code: string }> {
  const sent = await place.sent()
  const client = new SignerClient(place)
  await client.open(sent.code)
  return { client, ...sent }
}

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code

describe('a proof of possession', () => {
  it('is refused unless it was made for this request, now, by the key of the token', async () => {
    const { client, code } = await openClient()
    const refused = async (options: RequestOptions) => codeOf(await client.request('GET', '/session', options))
    expect(await refused({ claims: { htm: 'POST' } })).toBe('proof-invalid')
    expect(await refused({ claims: { htu: 'http://localhost/v1/session/documents/doc_12345678' } })).toBe('proof-invalid')
    expect(await refused({ claims: { htu: 'https://evil.example/v1/session' } })).toBe('proof-invalid')
    expect(await refused({ claims: { ath: undefined } })).toBe('proof-invalid')
    expect(await refused({ claims: { jti: 'short' } })).toBe('proof-invalid')
    expect(await refused({ proofHeader: { typ: 'jwt' } })).toBe('proof-invalid')
    expect(await refused({ proofHeader: { alg: 'none' } })).toBe('proof-invalid')
    expect(await refused({ headers: { dpop: 'not.a.proof' } })).toBe('proof-invalid')
    expect(await refused({ headers: { authorization: '' } })).toBe('unauthenticated')
    expect((await client.request('GET', '/session', { claims: { htu: 'http://localhost/v1/session?a=b#c' } })).status).toBe(200)

    const thief = new SignerClient(place)
    thief.token = client.token
    expect(await codeOf(await thief.request('GET', '/session'))).toBe('proof-invalid')
    expect((await new SignerClient(place).open(code)).code).toBe('link-invalid')
  })

  it('serves once', async () => {
    const { client } = await openClient()
    const dpop = await client.proof('GET', 'http://localhost/v1/session')
    expect((await client.request('GET', '/session', { headers: { dpop } })).status).toBe(200)
    expect(await codeOf(await client.request('GET', '/session', { headers: { dpop } }))).toBe('proof-invalid')
  })

  it('made by another clock is told the server’s time', async () => {
    const { client } = await openClient()
    const seconds = Math.floor(place.now().getTime() / 1000)
    for (const iat of [seconds - 310, seconds + 310]) {
      const problem = await (await client.request('GET', '/session', { claims: { iat } })).json()
      expect(problem).toMatchObject({ code: 'proof-clock-skew', retryable: true })
      expect(Math.abs(Date.parse((problem as { serverTime: string }).serverTime) - place.now().getTime())).toBeLessThan(5_000)
    }
    expect((await client.request('GET', '/session', { claims: { iat: seconds - 290 } })).status).toBe(200)
  })

  it('binds a portal’s token at its first use', async () => {
    const { contractId } = await openClient()
    const { signers } = await place.signing.contracts.get(contractId)
    const { sessionToken } = await place.signing.sessions.create({ contractId, signerId: signers[0]!.id, origin: 'http://localhost' })
    const [first, second] = [new SignerClient(place), new SignerClient(place)]
    first.token = second.token = sessionToken
    expect((await first.request('GET', '/session')).status).toBe(200)
    expect(await codeOf(await second.request('GET', '/session'))).toBe('proof-invalid')
    expect((await first.request('GET', '/session')).status).toBe(200)
  })
})

describe('a session', () => {
  it('ends', async () => {
    const { client, code } = await openClient()
    place.advance(121 * 60_000)
    expect(await codeOf(await client.request('GET', '/session'))).toBe('unauthenticated')
    client.token = null
    expect(await client.open(code)).toHaveProperty('sessionToken')
    place.advance(8 * 86_400_000)
    client.token = null
    expect((await client.open(code)).code).toBe('link-expired')
  })

  it('is nobody’s before their turn', async () => {
    const { contractId } = await openClient()
    const { signers } = await place.signing.contracts.get(contractId)
    const create = (origin: string) => place.signing.sessions.create({ contractId, signerId: signers[1]!.id, origin })
    await expect(create('http://localhost')).rejects.toMatchObject({ code: 'not-your-turn' })
    await expect(create('https://evil.example')).rejects.toMatchObject({ code: 'origin-not-allowed' })
  })
})

describe('other origins', () => {
  it('are let in when they are named, and told nothing otherwise', async () => {
    const preflight = (origin: string, path = '/session/identity') =>
      place.signing.fetch(new Request(`http://localhost/v1${path}`, { method: 'OPTIONS', headers: { origin } }))
    const allowed = await preflight('http://localhost')
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://localhost')
    expect(allowed.headers.get('access-control-allow-methods')).toBe('POST')
    expect(allowed.headers.get('access-control-allow-headers')).toContain('dpop')
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull()
    expect((await preflight('http://localhost', '/nowhere')).status).toBe(404)
    const foreign = await preflight('https://evil.example')
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null])

    const { client } = await openClient()
    const refused = await client.request('GET', '/session', { headers: { origin: 'https://evil.example' } })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const answered = await client.request('GET', '/session', { headers: { origin: 'http://localhost' } })
    expect(answered.headers.get('access-control-allow-origin')).toBe('http://localhost')
    expect(answered.headers.get('vary')).toBe('origin')
  })
})

describe('a request', () => {
  it('reaches nothing but the table', async () => {
    const { client } = await openClient()
    expect((await client.request('GET', '/nowhere')).status).toBe(404)
    expect((await place.signing.fetch(new Request('http://localhost/'))).status).toBe(404)
    expect((await place.signing.fetch(new Request('http://localhost/v1'))).status).toBe(404)
    const wrongMethod = await client.request('GET', '/session/exchange')
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST'])
    expect((await client.request('DELETE', '/session')).headers.get('allow')).toBe('GET, HEAD')
  })

  it('by HEAD is answered like GET, without a body', async () => {
    const { client } = await openClient()
    const { documents } = await client.view()
    const path = `/session/documents/${documents[0]!.id}`
    const head = await client.request('HEAD', path)
    const get = await client.request('GET', path)
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(documents[0]!.frozenSize), ''])
    expect(get.headers.get('content-type')).toBe('application/pdf')
    expect(get.headers.get('cache-control')).toBe('no-store')
    expect(
      createHash('sha256')
        .update(new Uint8Array(await get.arrayBuffer()))
        .digest('hex'),
    ).toBe(documents[0]!.sha256)
  })

  it('with a body that is not what the table says is told where, and never what was sent', async () => {
    const { client } = await openClient()
    const problemOf = async (body: unknown) => (await client.request('POST', '/session/identity', { body })).json()
    expect(await problemOf({ name: '', idNumberLastFour: '0017' })).toMatchObject({
      code: 'request-invalid',
      details: { issues: [{ pointer: '/name' }] },
    })
    const unknown = await problemOf({ name: '周禾田', idNumberLastFour: '0017', admin: true })
    expect(unknown).toMatchObject({ status: 400, details: { issues: [{ pointer: '/admin', expected: expect.stringMatching(/^absent; there are \w+/) as string }] } })
    expect(JSON.stringify(unknown)).not.toContain('周禾田')
    expect(await problemOf({ name: '周禾田' })).toMatchObject({ details: { issues: [{ pointer: '/idNumberLastFour', expected: 'present' }] } })
    expect(await problemOf('{"name":')).toMatchObject({ code: 'request-invalid', details: { why: 'not JSON' } })
    expect(await problemOf('x'.repeat(1024 * 1024 + 1))).toMatchObject({ code: 'body-too-large', status: 413 })
    expect((await client.view()).identity.attemptsLeft).toBe(5)
  })

  it('by a bank’s server needs its key', async () => {
    const { contractId } = await openClient()
    const ask = (authorization: string) =>
      place.signing.fetch(new Request(`http://localhost/v1/contracts/${contractId}`, { headers: { authorization } }))
    expect((await ask('')).status).toBe(401)
    expect((await ask(`Bearer ${backendSecret}x`)).status).toBe(401)
    const answer = (await (await ask(`Bearer ${backendSecret}`)).json()) as { signers: object[] }
    expect(answer).toMatchObject({ id: contractId, state: 'inSigning' })
    // What the table does not name stays here.
    expect(Object.keys(answer.signers[0]!).sort()).toEqual(['id', 'name', 'role', 'signedAt', 'state'])
  })
})
