import { aFunction, aNumber, anObject, checkArguments, optional, type Shape } from '../checkArguments.js'
import { concatBytes } from '../der/bytes.js'
import { SignatureError } from '../errors.js'
import { accessLocations } from '../x509/accessLocations.js'
import { createOcspRequest } from './ocsp/createOcspRequest.js'
import type { RevocationSource } from './revocationSource.js'

/** How the network is reached; `timeoutMilliseconds` is for each answer. */
export interface NetworkRevocationSourceOptions {
  /**
   * Follows URLs out of certificates, which anybody may have written. Give it `guardedFetch()` of `@loansign/signature/node`: a plain fetch goes
   * wherever they say, inside your network too.
   */
  readonly fetch: typeof globalThis.fetch
  readonly timeoutMilliseconds?: number
  readonly crypto?: typeof globalThis.crypto
}

const shape: Shape<NetworkRevocationSourceOptions> = { fetch: aFunction, timeoutMilliseconds: optional(aNumber), crypto: optional(anObject) }

/** Octets. A response is small; lists of large authorities are not. */
const largest = { ocsp: 64 * 1024, crl: 16 * 1024 * 1024, issuers: 64 * 1024 } as const
/** A certificate that names more is not trying to help. */
const mostLocations = 3

/**
 * Asks where a certificate says that it can be asked: OCSP by POST (RFC 6960 appendix A.1), lists and issuers by GET (RFC 5280 section 4.2.2.1).
 * Only http and https. Its functions give null, or nothing, for a certificate that names no place, and throw SignatureError `revocation-unreachable` when none of the places answers.
 * @throws TypeError for an argument of another kind, and for an option that there is not
 */
export function networkRevocationSource(options: NetworkRevocationSourceOptions): RevocationSource & Required<Pick<RevocationSource, 'fetchIssuers'>> {
  checkArguments('networkRevocationSource', options, shape)
  const { fetch, timeoutMilliseconds = 10_000, crypto = globalThis.crypto } = options
  async function first(urls: readonly string[], kind: keyof typeof largest, init: RequestInit): Promise<Uint8Array | null> {
    const usable = urls.filter((url) => /^https?:\/\//i.test(url)).slice(0, mostLocations)
    let cause: unknown
    for (const url of usable) {
      try {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMilliseconds) })
        if (!response.ok) throw new TypeError(`status ${response.status}`)
        return await readCapped(response, largest[kind])
      } catch (error) {
        cause = error
      }
    }
    if (usable.length === 0) return null
    throw new SignatureError('revocation-unreachable', { kind, places: usable.length }, { cause, retryable: true })
  }
  return {
    async fetchOcsp(question) {
      const body = await createOcspRequest({ ...question, crypto })
      const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' }
      return first(accessLocations(question.certificate).ocsp, 'ocsp', { method: 'POST', headers, body: body as BufferSource })
    },
    fetchCrl: ({ certificate }) => first(accessLocations(certificate).crls, 'crl', { headers: { accept: 'application/pkix-crl' } }),
    async fetchIssuers(certificate) {
      const der = await first(accessLocations(certificate).issuers, 'issuers', { headers: { accept: 'application/pkix-cert' } })
      return der ? [der] : []
    },
  }
}

async function readCapped(response: Response, most: number): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    length += chunk.value.length
    if (length > most) {
      await reader?.cancel()
      throw new TypeError('answer too large')
    }
    parts.push(chunk.value)
  }
  return concatBytes(parts)
}
