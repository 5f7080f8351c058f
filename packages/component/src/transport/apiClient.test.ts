import { sessionRoutes } from '@loansign/protocol/routes'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiClient, type Waiting } from './apiClient.js'
import { createProofKey } from './createProof.js'

const problem = (code: string, status = 409): Response => new Response(JSON.stringify({ code, retryable: true }), { status, headers: { 'content-type': 'application/problem+json' } })
const exchanged = (): Response => Response.json({ sessionToken: 'token', serverTime: new Date().toISOString() })

/** A server that answers by the seconds since the first request, and what it was sent. */
async function clientOf(answer: (seconds: number) => Response | Error) {
  const sent: { readonly second: number; readonly key: string | null }[] = []
  const waits: (Waiting | null)[] = []
  const begin = Date.now()
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const second = Math.round((Date.now() - begin) / 1000)
    sent.push({ second, key: new Headers(init?.headers).get('idempotency-key') })
    const given = answer(second)
    if (given instanceof Error) throw given
    return given
  }
  const client = new ApiClient({ server: 'https://esign.example/v1', proofKey: await createProofKey(), fetch, onWaiting: (waiting) => waits.push(waiting) })
  return { client, sent, waits }
}

/** Lets the clock run whenever the client waits, until the call is over; proofs are made in real time in between. */
async function runOut<Result>(call: Promise<Result>): Promise<Result> {
  let over = false
  call.then(() => (over = true), () => (over = true))
  for (const end = performance.now() + 20_000; !over && performance.now() < end; ) {
    await new Promise((done) => setImmediate(done))
    if (vi.getTimerCount() > 0) await vi.advanceTimersByTimeAsync(1000)
  }
  return call
}

describe('ApiClient', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    vi.stubGlobal('location', new URL('https://bank.example/'))
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  const exchange = (client: ApiClient) => runOut(client.call(sessionRoutes.exchangeLink, { body: { code: 'c'.repeat(24) } }))

  it('waits out a key that a crashed server left in use, saying so, and sends the same key until it is taken', async () => {
    const { client, sent, waits } = await clientOf((second) => (second < 60 ? problem('idempotency-key-in-use') : exchanged()))
    expect(await exchange(client)).toMatchObject({ sessionToken: 'token' })
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
    expect(sent.at(-1)!.second).toBeGreaterThanOrEqual(60)
    expect(sent.at(-1)!.second).toBeLessThanOrEqual(70)
    expect(waits.at(0)?.why).toBe('in-use')
    expect(waits.at(-1)).toBeNull()
  })

  it('gives up when the key is in use for longer than a server may hold it', async () => {
    const { client, sent, waits } = await clientOf(() => problem('idempotency-key-in-use'))
    await expect(exchange(client)).rejects.toMatchObject({ code: 'idempotency-key-in-use', retryable: true })
    expect(sent.at(-1)!.second).toBeGreaterThanOrEqual(75)
    expect(sent.at(-1)!.second).toBeLessThan(90)
    expect(waits.at(-1)).toBeNull()
  })

  it('counts the time in use from when the server first said so, not from when the network went', async () => {
    const { client, waits } = await clientOf((second) => (second < 100 ? new TypeError('no network') : second < 160 ? problem('idempotency-key-in-use') : exchanged()))
    expect(await exchange(client)).toMatchObject({ sessionToken: 'token' })
    expect([...new Set(waits.map((waiting) => waiting?.why ?? null))]).toEqual(['offline', 'in-use', null])
  })

  it('names an address where something else answers, be it a page for everything or one for nothing', async () => {
    const page = (status: number) => () => new Response('<!doctype html>', { status, headers: { 'content-type': 'text/html' } })
    for (const status of [200, 404, 405]) {
      const { client, sent } = await clientOf(page(status))
      await expect(exchange(client)).rejects.toMatchObject({ code: 'server-unknown', status, retryable: false })
      expect(sent).toHaveLength(1)
    }
    await expect(exchange((await clientOf(page(502))).client)).rejects.toMatchObject({ code: 'unavailable', retryable: true })
  })

  it('throws any other problem at once', async () => {
    const { client, sent } = await clientOf(() => problem('link-expired', 410))
    await expect(exchange(client)).rejects.toMatchObject({ code: 'link-expired', status: 410 })
    expect(sent).toHaveLength(1)
  })
})
