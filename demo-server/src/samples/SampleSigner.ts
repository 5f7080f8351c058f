import { randomUUID } from 'node:crypto'
import { keyStatement } from '@loansign/protocol'
import type { SessionView } from '@loansign/protocol/session'
import { buildSignedAttributes, createCertificateRequest, createSigningKey, fromBase64url, signWithKey, toBase64url, type PreparedSignature } from '@loansign/signature'
import type { Demo } from '../installation.js'
import { proofOf } from './proofOf.js'
import type { SampleCase } from './sampleCases.js'

type Json = Record<string, unknown>

const strokes = { kind: 'strokes', width: 17_000, height: 6_000, lineWidth: 220, strokes: [[2500, 1200, 2700, 3800, 2000, 5000], [2500, 1200, 5200, 1100, 5300, 4800], [7000, 1500, 9500, 1400], [8200, 800, 8300, 5000], [10800, 1200, 14200, 1300, 14000, 4600, 11000, 4500]] } as const

/**
 * A fictional borrower without a browser, over the same HTTP API as the element: real proofs, a real key, the server's reading times waited for.
 * It looks at nothing; only the element shows a person what is signed.
 */
export class SampleSigner {
  readonly #demo: Demo
  readonly #sample: SampleCase
  #key: CryptoKeyPair | undefined
  #token: string | null = null

  constructor(demo: Demo, sample: SampleCase) {
    this.#demo = demo
    this.#sample = sample
  }

  /** From the link in the message to the consents. */
  async open(): Promise<void> {
    const code = await this.#message(/#c=([\w-]+)/)
    const { sessionToken } = await this.#post('/session/exchange', { code })
    this.#token = String(sessionToken)
    await this.#post('/session/identity', { name: this.#sample.name, idNumberLastFour: this.#sample.idNumber.slice(-4) })
    const { consents } = await this.#view()
    await this.#post('/session/consents', { decisions: consents.map(({ id, textSha256, required }) => ({ consentId: id, textSha256, decision: required ? 'agreed' : 'refused' })) })
    const { remainingSeconds } = await this.#post('/session/cost-table/open')
    await pause(Number(remainingSeconds))
    await this.#post('/session/cost-table/confirm', { clientReported: { endSeen: true } })
  }

  /** Page after page, document after document, as long as the server wants; `until` names the first page of the contract that is not read. */
  async read({ until = Infinity }: { readonly until?: number } = {}): Promise<void> {
    const { reading } = await this.#view()
    for (const { documentId, page } of reading.pages) {
      const { remainingSeconds } = await this.#post('/session/reading/open', { documentId, page, view: 'page' })
      if (page >= until) return
      // People linger where it is hard; what the browser would report is what was waited for.
      const seconds = Number(remainingSeconds) + [0, 2, 1, 4, 3, 1][page % 6]!
      await pause(seconds)
      await this.#post('/session/reading/close', { documentId, page, clientReported: { visibleMilliseconds: Math.round(seconds * 1000) } })
    }
    for (const { documentId, clauseId } of reading.clauses) {
      await this.#post('/session/reading/clause', { documentId, clauseId, view: 'page', happened: 'shown' })
      await pause(1)
      await this.#post('/session/reading/clause', { documentId, clauseId, view: 'page', happened: 'acknowledged' })
    }
    await this.#post('/session/reading/complete')
  }

  async sign(): Promise<void> {
    const view = await this.#view()
    const { attemptId, challenge } = (await this.#post('/session/signing/start')) as { attemptId: string; challenge: string }
    const key = await createSigningKey()
    const statement = keyStatement({ attemptId, signerId: view.signer.id, challenge, documentDigests: view.documents.map(({ sha256 }) => sha256) })
    await this.#post('/session/signing/key', { attemptId, spki: toBase64url(key.spki), proof: toBase64url(await signWithKey({ key: key.privateKey, data: statement })) })
    await this.#post('/session/signing/code', { attemptId })
    const code = (await this.#message(/(?:验证码|Code) (\d{3} \d{3})/)).replace(' ', '')
    await this.#post('/session/signing/willingness', { attemptId, code })
    const certificateRequest = toBase64url(await createCertificateRequest({ key, commonName: this.#sample.name }))
    const certificate = fromBase64url(String((await this.#post('/session/signing/certificate', { attemptId, certificateRequest })).certificate))
    const { preparations } = (await this.#post('/session/signing/prepare', { attemptId, form: 'drawn', appearance: strokes })) as unknown as { preparations: { documentId: string; prepared: PreparedSignature }[] }
    const signatures = []
    for (const { documentId, prepared } of preparations) {
      const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate })
      signatures.push({ documentId, signedAttributes: toBase64url(signedAttributes), signature: toBase64url(await signWithKey({ key: key.privateKey, data: signedAttributes })) })
    }
    await this.#post('/session/signing/finish', { attemptId, signatures })
  }

  /** What the newest message to this person says. */
  async #message(pattern: RegExp): Promise<string> {
    for (let tries = 0; tries < 40; tries++) {
      const mine = (await this.#demo.messenger.read()).filter(({ to }) => to === this.#sample.phone)
      const found = mine.map(({ text }) => pattern.exec(text)).find((match) => match !== null)
      if (found) return found[1]!
      await pause(0.25)
    }
    throw new Error('the sample borrower got no message')
  }

  async #view(): Promise<SessionView> {
    return (await this.#request('GET', '/session')) as unknown as SessionView
  }

  #post(path: string, body: unknown = {}): Promise<Json> {
    return this.#request('POST', path, body)
  }

  async #request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Json> {
    const url = `${this.#demo.origin}/v1${path}`
    this.#key ??= await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const response = await this.#demo.signing.fetch(new Request(url, {
      method,
      headers: {
        dpop: await proofOf(this.#key, { method, url, token: this.#token }),
        ...(this.#token === null ? {} : { authorization: `DPoP ${this.#token}` }),
        ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
      },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    }))
    const answer = (await response.json()) as Json
    if (!response.ok) throw new Error(`the sample borrower was refused: ${path} ${String(answer.code)}`)
    return answer
  }
}

const pause = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000 + 50))
