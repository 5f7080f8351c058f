import { aFunction, aNumber, anAddress, aText, checkArguments, optional, type Shape } from '../checkArguments.js'
import { concatBytes } from '../der/bytes.js'
import { SignatureError } from '../errors.js'
import type { TimestampAuthority } from './requestTimestamp.js'

/** Where the authority answers (RFC 3161 section 3.4), and how long to wait. */
export interface HttpTimestampAuthorityOptions {
  readonly url: string
  /** For reports; the host name unless given. */
  readonly name?: string
  /** The platform’s unless given. */
  readonly fetch?: typeof globalThis.fetch
  readonly timeoutMilliseconds?: number
}

const shape: Shape<HttpTimestampAuthorityOptions> = { url: anAddress, name: optional(aText), fetch: optional(aFunction), timeoutMilliseconds: optional(aNumber) }

/** Octets; a token with a long chain has about 10 kB. */
const largestResponse = 64 * 1024

/**
 * A timestamp authority over HTTP (RFC 3161 section 3.4). Redirects are not followed, and answers are read to 64 kB.
 * Its `timestamp` throws SignatureError `timestamp-unreachable`, `retryable` unless the authority called the request itself wrong.
 * @throws TypeError for an argument of another kind, and for an option that there is not
 */
export function httpTimestampAuthority(options: HttpTimestampAuthorityOptions): TimestampAuthority {
  checkArguments('httpTimestampAuthority', options, shape)
  const { url, name = new URL(url).hostname, fetch = globalThis.fetch, timeoutMilliseconds = 10_000 } = options
  const unreachable = (why: string, retryable: boolean, cause?: unknown): SignatureError =>
    new SignatureError('timestamp-unreachable', { authority: name, why }, { cause, retryable })
  return {
    name,
    async timestamp(request) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
          body: request as BufferSource,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMilliseconds),
        })
        // 408 and 429 are the two of their class that a later try can mend (RFC 9110 section 15.5.9, RFC 6585 section 4).
        if (!response.ok) throw unreachable(`status ${response.status}`, response.status >= 500 || response.status === 408 || response.status === 429)
        const bytes = await readCapped(response)
        if (!bytes) throw unreachable('response too large', false)
        return bytes
      } catch (cause) {
        throw cause instanceof SignatureError ? cause : unreachable('no answer', true, cause)
      }
    },
  }
}

/** The body, or null as soon as it grows beyond what a token can be. */
async function readCapped(response: Response): Promise<Uint8Array | null> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    parts.push(chunk.value)
    length += chunk.value.length
    if (length > largestResponse) {
      await reader?.cancel()
      return null
    }
  }
  return concatBytes(parts)
}
