import { beforeAll, describe, expect, it } from 'vitest'
import { makeLevelPki, type LevelPki } from '../pades/levelPki.fixture.js'
import { networkRevocationSource } from './networkRevocationSource.js'

let pki: LevelPki
interface Call {
  readonly url: string
  readonly method: string | undefined
  readonly type: string | null
  readonly body: Uint8Array | null
}

function answering(answer: (url: string) => Promise<Response>): { calls: Call[]; fetch: typeof globalThis.fetch } {
  const calls: Call[] = []
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    calls.push({ url: String(input), method: init.method, type: new Headers(init.headers).get('content-type'), body: (init.body as Uint8Array | undefined) ?? null })
    return answer(String(input))
  }
  return { calls, fetch }
}

describe('networkRevocationSource', () => {
  beforeAll(async () => {
    pki = await makeLevelPki()
  })

  it('asks where the certificate says', async () => {
    const { calls, fetch } = answering(async () => new Response(Uint8Array.of(7)))
    const source = networkRevocationSource({ fetch })
    const [borrower, issuing, root] = [pki.borrower.holder.certificate, pki.issuing.certificate, pki.root.certificate]
    expect(await source.fetchOcsp({ certificate: borrower, issuer: issuing })).toEqual(Uint8Array.of(7))
    expect(await source.fetchCrl({ certificate: issuing, issuer: root })).toEqual(Uint8Array.of(7))
    expect(await source.fetchIssuers(borrower)).toEqual([Uint8Array.of(7)])
    expect(calls.map(({ url, method, type }) => [url, method, type])).toEqual([
      ['http://ocsp.level.example/', 'POST', 'application/ocsp-request'],
      ['http://crl.level.example/root.crl', undefined, null],
      ['http://ca.level.example/issuing.crt', undefined, null],
    ])
    expect(calls[0]!.body!.length).toBeGreaterThan(60)
  })

  it('has nothing for a certificate that names no place', async () => {
    const { calls, fetch } = answering(async () => new Response(''))
    const source = networkRevocationSource({ fetch })
    const question = { certificate: pki.root.certificate, issuer: pki.root.certificate }
    expect([await source.fetchOcsp(question), await source.fetchCrl(question), await source.fetchIssuers(question.certificate)]).toEqual([null, null, []])
    expect(calls).toEqual([])
  })

  it.each([
    ['a server that fails', async () => new Response('', { status: 503 })],
    ['no connection', async () => Promise.reject(new TypeError('fetch failed'))],
    ['an answer without end', async () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(50_000)) }))],
  ])('says of %s that another try may help', async (_what, answer) => {
    const source = networkRevocationSource({ fetch: answering(answer).fetch })
    await expect(source.fetchOcsp({ certificate: pki.borrower.holder.certificate, issuer: pki.issuing.certificate })).rejects.toMatchObject({ code: 'revocation-unreachable', retryable: true })
  })
})
