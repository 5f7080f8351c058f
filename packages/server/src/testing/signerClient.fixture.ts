import { createHash, randomBytes } from 'node:crypto'
import { evidenceFacts, keyStatement, type CeremonyFacts } from '@loansign/protocol'
import type { SessionView } from '@loansign/protocol/session'
import {
  buildSignedAttributes, canonicalJson, createCertificateRequest, createSigningKey, evidenceRoot, fromBase64url, prepareSignature, signWithKey, toBase64url, toHex, type PreparedSignature, type SigningKey,
} from '@loansign/signature'

type Json = Record<string, any>
const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex')
const strokes = { kind: 'strokes', width: 17_000, height: 7_000, lineWidth: 200, strokes: [[1000, 1000, 5000, 6000, 9000, 1500]] } as const

/** A borrower without a browser: real proofs, real keys, real attributes, over the HTTP API. */
export class SignerClient {
  readonly #fetch: (request: Request) => Promise<Response>
  readonly #now: () => Date
  #proofKey: CryptoKeyPair | undefined
  token: string | null = null

  constructor(fetch: (request: Request) => Promise<Response>, now: () => Date) {
    this.#fetch = fetch
    this.#now = now
  }

  async #proof(method: string, url: string): Promise<string> {
    this.#proofKey ??= await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', this.#proofKey.publicKey)
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const ath = this.token === null ? {} : { ath: createHash('sha256').update(this.token).digest('base64url') }
    const signed = `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })}.${encode({ htm: method, htu: url, iat: Math.floor(this.#now().getTime() / 1000), jti: randomBytes(12).toString('hex'), ...ath })}`
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.#proofKey.privateKey, Buffer.from(signed))
    return `${signed}.${Buffer.from(signature).toString('base64url')}`
  }

  async request(method: 'GET' | 'POST', path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const url = `http://localhost/v1${path}`
    return this.#fetch(
      new Request(url, {
        method,
        headers: {
          dpop: await this.#proof(method, url), 'content-type': 'application/json',
          ...(this.token === null ? {} : { authorization: `DPoP ${this.token}` }),
          ...(method === 'POST' ? { 'idempotency-key': randomBytes(9).toString('hex') } : {}),
          ...headers,
        },
        ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
      }),
    )
  }

  /** The answer, or the problem as an object with `code`. */
  async post(path: string, body?: unknown): Promise<Json> {
    return (await this.request('POST', path, body)).json() as Promise<Json>
  }

  async view(): Promise<SessionView> {
    return (await this.request('GET', '/session')).json() as Promise<SessionView>
  }

  async open(code: string): Promise<Json> {
    const answer = await this.post('/session/exchange', { code })
    this.token = answer.sessionToken ?? null
    return answer
  }

  async decideAll(): Promise<Json> {
    const { consents } = await this.view()
    return this.post('/session/consents', { decisions: consents.map(({ id, textSha256, required }) => ({ consentId: id, textSha256, decision: required ? 'agreed' : 'refused' })) })
  }

  async readAll(advance: (milliseconds: number) => void): Promise<Json> {
    const { documents, reading } = await this.view()
    const documentId = documents[0]!.id
    for (const { page, minimumSeconds } of reading.pages) {
      await this.post('/session/reading/open', { documentId, page, view: 'page' })
      for (const { clauseId } of reading.clauses) await this.post('/session/reading/clause', { documentId, clauseId, happened: 'shown', view: 'page' })
      advance(minimumSeconds * 1000 + 1000)
      await this.post('/session/reading/close', { documentId, page, clientReported: { visibleMilliseconds: 1 } })
    }
    for (const { clauseId } of reading.clauses) await this.post('/session/reading/clause', { documentId, clauseId, happened: 'acknowledged', view: 'page' })
    return this.post('/session/reading/complete')
  }

  /** Key registered, ready for the code. */
  async startAttempt(): Promise<{ attemptId: string; key: SigningKey; answer: Json }> {
    const view = await this.view()
    const { attemptId, challenge } = await this.post('/session/signing/start')
    const key = await createSigningKey()
    const statement = keyStatement({ attemptId, signerId: view.signer.id, challenge, documentDigests: view.documents.map((document) => document.sha256) })
    const answer = await this.post('/session/signing/key', { attemptId, spki: toBase64url(key.spki), proof: toBase64url(await signWithKey({ key: key.privateKey, data: statement })) })
    return { attemptId, key, answer }
  }

  /** From the confirmed code to what finish takes. */
  async prepare(attemptId: string, key: SigningKey): Promise<{ attemptId: string; signatures: Json[]; prepared: PreparedSignature }> {
    const certified = await this.post('/session/signing/certificate', { attemptId, certificateRequest: toBase64url(await createCertificateRequest({ key, commonName: 'ignored' })) })
    const certificate = fromBase64url(certified.certificate as string)
    const preparation = await this.post('/session/signing/prepare', { attemptId, form: 'drawn', appearance: strokes })
    const view = await this.view()
    const { prepared, documentId } = preparation.preparations[0] as { prepared: PreparedSignature; documentId: string }
    await this.#requireOwnTail(view, preparation, certificate, key)
    const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate })
    const signature = await signWithKey({ key: key.privateKey, data: signedAttributes })
    return { attemptId, prepared, signatures: [{ documentId, signedAttributes: toBase64url(signedAttributes), signature: toBase64url(signature) }] }
  }

  /** What the element does: rebuild the tail from what it knows itself, and want the same bytes. */
  async #requireOwnTail(view: SessionView, preparation: Json, certificate: Uint8Array, key: SigningKey): Promise<void> {
    const facts: CeremonyFacts = {
      contract: { id: view.contract.id, number: view.contract.number, version: view.contract.version },
      documents: view.documents.map(({ id, sha256 }) => ({ id, sha256 })),
      signer: { id: view.signer.id, role: view.signer.role, name: view.signer.name },
      identity: view.identity.result!,
      consents: view.consents.map(({ id, textSha256, decision }) => ({ id, textSha256, decision: decision! })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      costTable: { confirmedAt: view.costTable.confirmedAt!, shownSeconds: view.costTable.shownSeconds! },
      reading: { completedAt: view.reading.completedAt!, receiptSha256: view.reading.receiptSha256! },
      willingness: view.willingness.result!,
      key: { spkiSha256: sha256(key.spki), certificateSha256: sha256(certificate) },
      appearance: { form: 'drawn', sha256: sha256(canonicalJson(strokes)) },
    }
    const root = await evidenceRoot({ facts: evidenceFacts(facts).map((fact, index) => ({ ...fact, salt: preparation.salts[index] as string })) })
    const base = new Uint8Array(await (await this.request('GET', `/session/documents/${view.documents[0]!.id}`)).arrayBuffer())
    const own = await prepareSignature({ base, field: view.documents[0]!.place.field, signerName: view.signer.name, signingTime: new Date(preparation.signingTime as string), evidenceRoot: root, appearance: strokes })
    if (JSON.stringify(own.tail) !== JSON.stringify(preparation.preparations[0].prepared.tail)) throw new Error(`the server's tail is not ours (root ${toHex(root)})`)
  }
}
