import { keyStatement } from '@loansign/protocol'
import { sessionRoutes } from '@loansign/protocol/routes'
import type { SessionView, SignedReceipt, SignerAppearance } from '@loansign/protocol/session'
import { buildSignedAttributes, createCertificateRequest, createSigningKey, fromBase64url, signWithKey, toBase64url, type SigningKey } from '@loansign/signature'
import type { ApiClient } from '../transport/apiClient.js'
import { checkCertificate } from './checkCertificate.js'
import { checkPreparation } from './checkPreparation.js'
import type { OpenedDocument } from './openDocument.js'

export interface AttemptOptions {
  readonly api: ApiClient
  readonly view: SessionView
  readonly documents: readonly OpenedDocument[]
}

/** A tail that the element has rebuilt and found equal, ready to be signed. */
export interface CheckedPreparation {
  readonly documentId: string
  /** The whole file as it will be, with an empty signature: what is drawn for confirmation. */
  readonly joined: Uint8Array
  /** Our own digest over its ByteRange. */
  readonly digest: Uint8Array
  readonly page: number
}

/**
 * One try to sign, bound step by step: key, code, certificate, tail, signature. The private key lives in this object alone and dies with it.
 */
export class SigningAttempt {
  readonly id: string
  readonly #options: AttemptOptions
  #key: SigningKey | null
  #certificate: Uint8Array | null = null

  private constructor(id: string, key: SigningKey, options: AttemptOptions) {
    this.id = id
    this.#key = key
    this.#options = options
  }

  /** Makes the key and registers it with proof of possession, before any code is sent. @throws ApiProblem */
  static async start(options: AttemptOptions): Promise<SigningAttempt> {
    const { api, view } = options
    const { attemptId, challenge } = await api.call(sessionRoutes.startSigning)
    const key = await createSigningKey()
    const statement = keyStatement({ attemptId, signerId: view.signer.id, challenge, documentDigests: view.documents.map(({ sha256 }) => sha256) })
    const proof = await signWithKey({ key: key.privateKey, data: statement })
    await api.call(sessionRoutes.registerKey, { body: { attemptId, spki: toBase64url(key.spki), proof: toBase64url(proof) } })
    return new SigningAttempt(attemptId, key, options)
  }

  sendCode(): Promise<{ phoneMasked: string; expiresAt: string; resendAt: string; serverTime: string }> {
    return this.#options.api.call(sessionRoutes.sendCode, { body: { attemptId: this.id } })
  }

  confirmCode(code: string): Promise<{ method: string; messageSha256: string; confirmedAt: string }> {
    return this.#options.api.call(sessionRoutes.confirmCode, { body: { attemptId: this.id, code } })
  }

  /**
   * Has the key certified, the tail prepared, and checks both against what the element knows itself.
   * @throws Refusal, ApiProblem
   */
  async prepare({ form, appearance, view }: { readonly form: 'drawn' | 'typed'; readonly appearance: SignerAppearance; readonly view: SessionView }): Promise<CheckedPreparation[]> {
    const { api, documents } = this.#options
    const key = this.#liveKey()
    if (!this.#certificate) {
      const request = await createCertificateRequest({ key, commonName: view.signer.name })
      const answer = await api.call(sessionRoutes.certifyKey, { body: { attemptId: this.id, certificateRequest: toBase64url(request) } })
      const certificate = fromBase64url(answer.certificate)
      checkCertificate({ certificate, spki: key.spki, name: view.signer.name, issuer: view.certificateIssuer, now: new Date(api.now()) })
      this.#certificate = certificate
    }
    const answer = await api.call(sessionRoutes.prepareSigning, { body: { attemptId: this.id, form, appearance } })
    return checkPreparation({ answer, view, documents, form, appearance, spki: key.spki, certificate: this.#certificate, now: api.now() })
  }

  /** Signs what was checked and hands it in. @throws ApiProblem */
  async finish(checked: readonly CheckedPreparation[]): Promise<SignedReceipt> {
    const key = this.#liveKey()
    const signatures = await Promise.all(
      checked.map(async ({ documentId, digest }) => {
        const signedAttributes = await buildSignedAttributes({ messageDigest: digest, certificate: this.#certificate! })
        const signature = await signWithKey({ key: key.privateKey, data: signedAttributes })
        return { documentId, signedAttributes: toBase64url(signedAttributes), signature: toBase64url(signature) }
      }),
    )
    return this.#options.api.call(sessionRoutes.finishSigning, { body: { attemptId: this.id, signatures } })
  }

  destroy(): void {
    this.#key = null
    this.#certificate = null
  }

  #liveKey(): SigningKey {
    if (!this.#key) throw new TypeError('the key of this attempt is destroyed')
    return this.#key
  }
}
