import { describe, expect, it } from 'vitest'
import { httpTimestampAuthority } from './httpTimestampAuthority.js'

const url = 'https://tsa.example/stamp'
const request = Uint8Array.of(1, 2, 3)

describe('httpTimestampAuthority', () => {
  it('posts the request as RFC 3161 section 3.4 says and follows no redirect', async () => {
    const calls: unknown[] = []
    const fetch: typeof globalThis.fetch = async (input, init) => {
      calls.push([input, init?.method, init?.headers, init?.body, init?.redirect])
      return new Response(Uint8Array.of(4, 5))
    }
    const authority = httpTimestampAuthority({ url, fetch })
    expect(await authority.timestamp(request)).toEqual(Uint8Array.of(4, 5))
    expect(authority.name).toBe('tsa.example')
    expect(calls).toEqual([[url, 'POST', { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }, request, 'error']])
  })

  it.each([
    ['a server that fails', async () => new Response('', { status: 503 }), true],
    ['too many requests', async () => new Response('', { status: 429 }), true],
    ['a request it does not take', async () => new Response('', { status: 400 }), false],
    ['no connection', async () => Promise.reject(new TypeError('fetch failed')), true],
    ['an answer without end', async () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10_000)) })), false],
  ])('says of %s whether another try may help', async (_what, fetch, retryable) => {
    await expect(httpTimestampAuthority({ url, fetch }).timestamp(request)).rejects.toMatchObject({ code: 'timestamp-unreachable', retryable, details: { authority: 'tsa.example' } })
  })

  it('waits no longer than told', async () => {
    const fetch: typeof globalThis.fetch = (_input, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal!.reason)))
    await expect(httpTimestampAuthority({ url, fetch, timeoutMilliseconds: 5 }).timestamp(request)).rejects.toMatchObject({ code: 'timestamp-unreachable', retryable: true })
  })
})
