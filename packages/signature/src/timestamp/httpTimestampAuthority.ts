import { SignatureError } from '../errors.js'
import type { TimestampAuthority } from './requestTimestamp.js'

export interface HttpTimestampAuthorityOptions {
  readonly url: string
  readonly name?: string
  readonly fetch?: typeof globalThis.fetch
  readonly timeoutMilliseconds?: number
}

const largestResponse = 64 * 1024

/** A timestamp authority over HTTP (RFC 3161 section 3.4). Redirects are not followed. */
export function httpTimestampAuthority(options: HttpTimestampAuthorityOptions): TimestampAuthority {
  const { url, name = new URL(url).hostname, fetch = globalThis.fetch, timeoutMilliseconds = 10_000 } = options
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
        if (!response.ok) throw new Error(`status ${response.status}`)
        const bytes = new Uint8Array(await response.arrayBuffer())
        if (bytes.length > largestResponse) throw new Error('response too large')
        return bytes
      } catch (cause) {
        throw new SignatureError('timestamp-unreachable', { authority: name }, { cause })
      }
    },
  }
}
