import type { Endpoint, RequestOf, ResponseOf } from '@loansign/protocol'
import type { Route } from '@loansign/protocol/routes'
import { base64url } from './encoding.js'
import { createProof } from './createProof.js'

/** An answer of the API that is not a success, or no answer at all (`offline`). */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>
  readonly retryable: boolean

  constructor(code: string, { status = 0, details = {}, retryable = false }: { readonly status?: number; readonly details?: Readonly<Record<string, unknown>>; readonly retryable?: boolean } = {}) {
    super(code)
    this.name = 'ApiProblem'
    this.code = code
    this.status = status
    this.details = details
    this.retryable = retryable
  }
}

/** Why the element waits, and the moment of its next try (milliseconds since 1970). */
export interface Waiting {
  /** No network; or the server has this very request in hand, or went down with it in hand. */
  readonly why: 'offline' | 'in-use'
  readonly nextTry: number
}

export interface ApiClientOptions {
  /** Base address of the API: `https://esign.cu.example/v1`. */
  readonly server: string
  readonly proofKey: CryptoKeyPair
  readonly fetch?: typeof globalThis.fetch
  /** Told when an answer has to be waited for, and null when it came. */
  readonly onWaiting?: (waiting: Waiting | null) => void
  /** A fresh token when the old one has run out. */
  readonly refreshSession?: () => Promise<string>
}

export interface CallOptions<Row extends Endpoint> {
  readonly body?: RequestOf<Row>
  readonly parameters?: Readonly<Record<string, string>>
}

/** Seconds between tries without a network; the last one for as long as it takes. */
const waits = [1, 2, 4, 8]
const timeoutMs = { json: 30_000, bytes: 180_000 }
/** A server takes a request that never answered for dead after a minute; until then the same key is in use. */
const inUseMs = 75_000

/** The element left the page while something was under way. */
export class Stopped extends Error {
  constructor() {
    super('stopped')
    this.name = 'Stopped'
  }
}

/** Speaks the endpoint table: proofs, idempotency keys, retries over a broken network, one clock. */
export class ApiClient {
  token: string | null = null
  /** Server time minus ours, milliseconds. */
  #skew = 0
  #stopped = false
  #wake: (() => void) | undefined
  readonly #options: ApiClientOptions

  constructor(options: ApiClientOptions) {
    this.#options = options
  }

  /** Server time. */
  now(): number {
    return Date.now() + this.#skew
  }

  /** @throws ApiProblem */
  async call<Row extends Endpoint>(endpoint: Route<Row>, { body, parameters = {} }: CallOptions<Row> = {}): Promise<ResponseOf<Row>> {
    const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''))
    const url = new URL(`${this.#options.server}${path}`, location.href)
    // One act, one key, however often the network makes us say it.
    const key = base64url(crypto.getRandomValues(new Uint8Array(16)))
    const text = endpoint.method === 'POST' ? JSON.stringify(body ?? {}) : undefined
    let corrected = false
    let inUseSince: number | null = null
    for (let attempt = 0; ; attempt++) {
      if (this.#stopped) throw new Stopped()
      try {
        const response = await this.#send({ method: endpoint.method, url, key, body: text, timeout: endpoint.bytes ? timeoutMs.bytes : timeoutMs.json })
        if (!response.headers.get('content-type')?.startsWith(endpoint.bytes ? 'application/pdf' : 'application/json')) throw new ApiProblem('server-unknown', { status: response.status })
        const answer = (endpoint.bytes ? new Uint8Array(await read(response.arrayBuffer())) : await read(response.json())) as ResponseOf<Row>
        this.#options.onWaiting?.(null)
        return answer
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        const seconds = waits[Math.min(attempt, waits.length - 1)]!
        if (error.code === 'proof-clock-skew' && !corrected) corrected = true
        else if (error.code === 'unauthenticated' && this.#options.refreshSession && !corrected) {
          this.token = await this.#options.refreshSession()
          corrected = true
        } else if (error.code === 'offline') await this.#wait('offline', seconds)
        else if (error.code === 'idempotency-key-in-use' && Date.now() - (inUseSince ??= Date.now()) < inUseMs) await this.#wait('in-use', seconds)
        else {
          this.#options.onWaiting?.(null)
          throw error
        }
      }
    }
  }

  #wait(why: Waiting['why'], seconds: number): Promise<void> {
    this.#options.onWaiting?.({ why, nextTry: Date.now() + seconds * 1000 })
    return this.#pause(seconds * 1000)
  }

  /** Tries again at once whatever waits for the network. */
  retryNow(): void {
    this.#wake?.()
  }

  /** Nothing is sent any more. */
  stop(): void {
    this.#stopped = true
    this.#wake?.()
  }

  /** Waits, or until the network is said to be back. Several calls may wait at once: all wake together. */
  #pause(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const before = this.#wake
      const wake = (): void => {
        clearTimeout(timer)
        globalThis.removeEventListener?.('online', wake)
        if (this.#wake === wake) this.#wake = undefined
        before?.()
        done()
      }
      const timer = setTimeout(wake, milliseconds)
      globalThis.addEventListener?.('online', wake)
      this.#wake = wake
    })
  }

  async #send({ method, url, key, body, timeout }: { readonly method: string; readonly url: URL; readonly key: string; readonly body: string | undefined; readonly timeout: number }): Promise<Response> {
    const proof = await createProof({ key: this.#options.proofKey, method, url: url.origin + url.pathname, token: this.token, now: this.now() })
    const headers: Record<string, string> = { dpop: proof }
    if (this.token !== null) headers.authorization = `DPoP ${this.token}`
    if (body !== undefined) Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': key })
    let response: Response
    try {
      response = await (this.#options.fetch ?? globalThis.fetch)(url, { method, headers, ...(body === undefined ? {} : { body }), credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(timeout) })
    } catch {
      throw new ApiProblem('offline', { retryable: true })
    }
    if (response.ok) return response
    const problem = (await response.json().catch(() => ({}))) as { code?: string; details?: Record<string, unknown>; retryable?: boolean; serverTime?: string }
    if (problem.serverTime !== undefined) this.#skew = Date.parse(problem.serverTime) - Date.now()
    // What comes in front of a server is down now and then; a page of its own for what is not there means that this is no LoanSign.
    throw new ApiProblem(problem.code ?? (response.status < 500 ? 'server-unknown' : 'unavailable'), { status: response.status, details: problem.details ?? {}, retryable: problem.retryable ?? response.status >= 500 })
  }

  /** Learns the server's clock from an answer that tells it. */
  learnTime(serverTime: string): void {
    this.#skew = Date.parse(serverTime) - Date.now()
  }
}

/** A body that breaks off is a broken network, not an answer. */
async function read<Body>(body: Promise<Body>): Promise<Body> {
  try {
    return await body
  } catch {
    throw new ApiProblem('offline', { retryable: true })
  }
}
