import { createHash, randomBytes } from 'node:crypto'
import { evidenceFacts, keyStatement, type CeremonyFacts } from '@loansign/protocol'
import type { SessionView } from '@loansign/protocol/session'
import {
  buildSignedAttributes,
  canonicalJson,
  createCertificateRequest,
  createSigningKey,
  evidenceRoot,
  fromBase64url,
  prepareSignature,
  signWithKey,
  toBase64url,
  type PreparedSignature,
  type SigningKey,
} from '@loansign/signature'
import type { Installation } from './installation.fixture.js'

type Json = Record<string, any>
const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex')
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export const strokes = {
  kind: 'strokes',
  width: 17_000,
  height: 6_000,
  lineWidth: 200,
  strokes: [[1000, 1000, 5000, 5000, 9000, 1500]],
} as const

export interface Person {
  readonly name: string
  readonly idNumberLastFour: string
}
export const borrower: Person = { name: '周禾田', idNumberLastFour: '0017' }
export const guarantor: Person = { name: '苗有福', idNumberLastFour: '0021' }

export interface RequestOptions {
  readonly body?: unknown
  readonly headers?: Record<string, string>
  /** Replaces claims of the proof. */
  readonly claims?: Record<string, unknown>
  /** Replaces parts of the proof's header. */
  readonly proofHeader?: Record<string, unknown>
}

/** What the finish takes, and the preparation it was made from. */
export interface ReadyToFinish {
  readonly attemptId: string
  readonly signatures: { documentId: string; signedAttributes: string; signature: string }[]
}

/** A signer without a browser: real proofs, real keys, real attributes, over the HTTP API. */
export class SignerClient {
  readonly #place: Installation
  readonly #person: Person
  #proofKey: CryptoKeyPair | undefined
  token: string | null = null

  constructor(place: Installation, person: Person = borrower) {
    this.#place = place
    this.#person = person
  }

  async proof(method: string, url: string, { claims = {}, proofHeader = {} }: RequestOptions = {}): Promise<string> {
    this.#proofKey ??= await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', this.#proofKey.publicKey)
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y }, ...proofHeader }
    const payload = {
      htm: method,
      htu: url,
      iat: Math.floor(this.#place.now().getTime() / 1000),
      jti: randomBytes(12).toString('hex'),
      ...(this.token === null ? {} : { ath: createHash('sha256').update(this.token).digest('base64url') }),
      ...claims,
    }
    const signed = `${encode(header)}.${encode(payload)}`
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.#proofKey.privateKey, Buffer.from(signed))
    return `${signed}.${Buffer.from(signature).toString('base64url')}`
  }

  async request(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
    const url = `http://localhost/v1${path}`
    const headers = {
      dpop: await this.proof(method, url, options),
      ...(this.token === null ? {} : { authorization: `DPoP ${this.token}` }),
      ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': randomBytes(9).toString('hex') } : {}),
      ...options.headers,
    }
    const { body = {} } = options
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.#place.signing.fetch(new Request(url, { method, headers, ...(method === 'POST' ? { body: text } : {}) }))
  }

  /** The answer, or the problem as an object with `code`. */
  async post(path: string, body?: unknown): Promise<Json> {
    return (await this.request('POST', path, { body })).json() as Promise<Json>
  }

  async view(): Promise<SessionView> {
    return (await this.request('GET', '/session')).json() as Promise<SessionView>
  }

  async open(code: string): Promise<Json> {
    const answer = await this.post('/session/exchange', { code })
    this.token = answer.sessionToken ?? null
    return answer
  }

  identify(): Promise<Json> {
    return this.post('/session/identity', this.#person)
  }

  async decideAll(): Promise<Json> {
    const { consents } = await this.view()
    const decisions = consents.map(({ id, textSha256, required }) => ({
      consentId: id,
      textSha256,
      decision: required ? 'agreed' : 'refused',
    }))
    return this.post('/session/consents', { decisions })
  }

  async confirmCostTable(): Promise<Json> {
    await this.post('/session/cost-table/open')
    this.#place.advance(10_000)
    return this.post('/session/cost-table/confirm', { clientReported: { endSeen: true } })
  }

  /** From the link up to the first page. */
  async begin(code: string): Promise<void> {
    await this.open(code)
    await this.identify()
    await this.decideAll()
    await this.confirmCostTable()
  }

  openPage(documentId: string, page: number): Promise<Json> {
    return this.post('/session/reading/open', { documentId, page, view: 'page' })
  }

  closePage(documentId: string, page: number): Promise<Json> {
    return this.post('/session/reading/close', { documentId, page, clientReported: { visibleMilliseconds: 1 } })
  }

  async readAll(): Promise<Json> {
    const { reading } = await this.view()
    const note = (clause: { documentId: string; clauseId: string }, happened: string) =>
      this.post('/session/reading/clause', { ...clause, happened, view: 'page' })
    const clauses = reading.clauses.map(({ documentId, clauseId }) => ({ documentId, clauseId }))
    for (const { documentId, page, minimumSeconds } of reading.pages) {
      await this.openPage(documentId, page)
      this.#place.advance(minimumSeconds * 1000 + 1000)
      await this.closePage(documentId, page)
    }
    for (const clause of clauses) await note(clause, 'shown')
    this.#place.advance(1000)
    for (const clause of clauses) await note(clause, 'acknowledged')
    return this.post('/session/reading/complete')
  }

  /** Starts an attempt and registers a key, a new one unless given. */
  async startAttempt(key?: SigningKey): Promise<{ attemptId: string; key: SigningKey; answer: Json }> {
    const view = await this.view()
    const { attemptId, challenge } = await this.post('/session/signing/start')
    const used = key ?? (await createSigningKey())
    const documentDigests = view.documents.map((document) => document.sha256)
    const statement = keyStatement({ attemptId, signerId: view.signer.id, challenge, documentDigests })
    const proof = toBase64url(await signWithKey({ key: used.privateKey, data: statement }))
    const answer = await this.post('/session/signing/key', { attemptId, spki: toBase64url(used.spki), proof })
    return { attemptId, key: used, answer }
  }

  async confirmCode(attemptId: string): Promise<Json> {
    await this.post('/session/signing/code', { attemptId })
    return this.post('/session/signing/willingness', { attemptId, code: await this.#place.lastCode() })
  }

  async certify(attemptId: string, key: SigningKey): Promise<Json> {
    const certificateRequest = toBase64url(await createCertificateRequest({ key, commonName: 'ignored' }))
    return this.post('/session/signing/certificate', { attemptId, certificateRequest })
  }

  /** From the confirmed code to what finish takes. */
  async prepare(attemptId: string, key: SigningKey): Promise<ReadyToFinish> {
    const { certificate: encoded } = await this.certify(attemptId, key)
    const certificate = fromBase64url(encoded)
    const preparation = await this.post('/session/signing/prepare', { attemptId, form: 'drawn', appearance: strokes })
    await this.#requireOwnTail(await this.view(), preparation, certificate, key)
    const signatures: ReadyToFinish['signatures'] = []
    for (const { documentId, prepared } of preparation.preparations as { documentId: string; prepared: PreparedSignature }[]) {
      const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate })
      const signature = await signWithKey({ key: key.privateKey, data: signedAttributes })
      signatures.push({ documentId, signedAttributes: toBase64url(signedAttributes), signature: toBase64url(signature) })
    }
    return { attemptId, signatures }
  }

  /** The whole way from a link to what finish takes. */
  async readyToFinish(code: string): Promise<ReadyToFinish> {
    await this.begin(code)
    await this.readAll()
    const { attemptId, key } = await this.startAttempt()
    await this.confirmCode(attemptId)
    return this.prepare(attemptId, key)
  }

  finish(ready: ReadyToFinish): Promise<Json> {
    return this.post('/session/signing/finish', ready)
  }

  /** What the element does: rebuild the tail from what it knows itself, and want the same bytes. */
  async #requireOwnTail(view: SessionView, preparation: Json, certificate: Uint8Array, key: SigningKey): Promise<void> {
    const facts: CeremonyFacts = {
      contract: { id: view.contract.id, number: view.contract.number, version: view.contract.version },
      documents: view.documents.map(({ id, sha256 }) => ({ id, sha256 })),
      signer: { id: view.signer.id, role: view.signer.role, name: view.signer.name },
      identity: view.identity.result!,
      consents: view.consents
        .map(({ id, textSha256, decision }) => ({ id, textSha256, decision: decision! }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      costTable: { confirmedAt: view.costTable.confirmedAt!, shownSeconds: view.costTable.shownSeconds! },
      reading: { completedAt: view.reading.completedAt!, receiptSha256: view.reading.receiptSha256! },
      willingness: view.willingness.result!,
      key: { spkiSha256: sha256(key.spki), certificateSha256: sha256(certificate) },
      appearance: { form: 'drawn', sha256: sha256(canonicalJson(strokes)) },
    }
    const salted = evidenceFacts(facts).map((fact, index) => ({ ...fact, salt: preparation.salts[index] as string }))
    const root = await evidenceRoot({ facts: salted })
    const signingTime = new Date(preparation.signingTime as string)
    if (preparation.preparations.length !== view.documents.length) throw new Error('every document, and no other')
    for (const [index, { id, place }] of view.documents.entries()) {
      const download = await this.request('GET', `/session/documents/${id}`)
      const base = new Uint8Array(await download.arrayBuffer())
      const own = await prepareSignature({ base, field: place.field, signerName: view.signer.name, signingTime, evidenceRoot: root, appearance: strokes })
      const { documentId, prepared } = preparation.preparations[index]
      if (documentId !== id || own.tail !== prepared.tail) throw new Error('the tail of the server is not ours')
    }
  }
}
