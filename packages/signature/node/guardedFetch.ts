import { lookup as resolveHost, type LookupAddress } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './isPublicAddress.js'

export interface GuardedFetchOptions {
  /** Host names that may lie at addresses that are not public and on any port: an authority in the bank's own network. */
  readonly allowedHosts?: readonly string[]
  /** For a whole request, redirects included; 10 seconds unless given. */
  readonly timeoutMilliseconds?: number
  /** The body is cut off with an error beyond this; 16 MiB unless given. */
  readonly maximumBytes?: number
  /** 3 unless given. */
  readonly maximumRedirects?: number
  /** All addresses of a host name; the system's resolver unless given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

const refused = (why: string): TypeError => new TypeError(`request refused: ${why}`)

/**
 * A `fetch` for URLs out of certificates, which anybody may have written: http and https on their own ports, host names resolved here,
 * addresses that are not public refused, the connection made to the very address that was looked at, every redirect looked at again, time and size capped.
 * Takes method, headers, a body of bytes and a signal; rejects with TypeError, as fetch does.
 */
export function guardedFetch(options: GuardedFetchOptions = {}): typeof globalThis.fetch {
  const { timeoutMilliseconds = 10_000, maximumRedirects = 3 } = options
  return async (input, init = {}) => {
    const timeout = AbortSignal.timeout(timeoutMilliseconds)
    const signal = init.signal ? AbortSignal.any([timeout, init.signal]) : timeout
    let url = new URL(input instanceof Request ? input.url : input)
    let { method = 'GET', body } = init
    for (let hop = 0; ; hop++) {
      const response = await send(url, { method, headers: new Headers(init.headers), body: bytesOf(body), signal }, options)
      const location = response.headers.get('location')
      if (response.status < 300 || response.status > 399 || location === null) return response
      if (hop >= maximumRedirects || init.redirect === 'error') throw refused('too many redirects')
      url = new URL(location, url)
      // RFC 9110 section 15.4: only 307 and 308 keep the method.
      if (response.status !== 307 && response.status !== 308) [method, body] = ['GET', undefined]
    }
  }
}

interface Outgoing {
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array | undefined
  readonly signal: AbortSignal
}

async function send(url: URL, { method, headers, body, signal }: Outgoing, options: GuardedFetchOptions): Promise<Response> {
  const { allowedHosts = [], maximumBytes = 16 * 1024 * 1024 } = options
  const isAllowed = allowedHosts.includes(url.hostname)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused('protocol')
  if (url.username !== '' || url.password !== '') throw refused('credentials in the URL')
  if (url.port !== '' && !isAllowed) throw refused('port')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // An address in the URL is never looked up: it is judged here.
  if (isIP(host) !== 0 && !isAllowed && !isPublicAddress(host)) throw refused('address')
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  const message = await new Promise<IncomingMessage>((done, fail) => {
    const outgoing = request(url, { method, headers: Object.fromEntries(headers), signal, lookup: guardedLookup(isAllowed, options), agent: false }, done)
    outgoing.on('error', (cause) => fail(new TypeError('request failed', { cause })))
    outgoing.end(body)
  })
  const status = message.statusCode ?? 0
  // A Response has no other; its RangeError would be none of fetch's.
  if (status < 200 || status > 599) {
    message.destroy()
    throw new TypeError('request failed')
  }
  return new Response(await readBody(message, maximumBytes), { status, headers: headersOf(message) })
}

/** Node connects to what this gives and resolves nothing a second time. */
function guardedLookup(isAllowed: boolean, { resolve = resolveAll }: GuardedFetchOptions): LookupFunction {
  return (host, lookupOptions, callback) => {
    resolve(host).then(
      (addresses) => {
        const list: LookupAddress[] = addresses.map((address) => ({ address, family: isIP(address) }))
        // One that is not public among several is enough: a name that mixes them has no good reason to.
        const isBad = list.length === 0 || (!isAllowed && addresses.some((address) => !isPublicAddress(address)))
        if (isBad) callback(refused('address'), [])
        else if (lookupOptions.all) callback(null, list)
        else callback(null, list[0]!.address, list[0]!.family)
      },
      (cause: Error) => callback(cause, []),
    )
  }
}

function resolveAll(host: string): Promise<readonly string[]> {
  return new Promise((done, fail) => {
    resolveHost(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses.map(({ address }) => address))))
  })
}

async function readBody(message: IncomingMessage, maximumBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of message as AsyncIterable<Buffer>) {
      length += part.length
      if (length > maximumBytes) throw refused('too large')
      parts.push(part)
    }
  } catch (cause) {
    message.destroy()
    throw cause instanceof TypeError ? cause : new TypeError('request failed', { cause })
  }
  // A Response of these has no body at all.
  return [204, 205, 304].includes(message.statusCode ?? 0) ? null : new Uint8Array(Buffer.concat(parts))
}

function headersOf(message: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return headers
}

function bytesOf(body: BodyInit | null | undefined): Uint8Array | undefined {
  if (body === null || body === undefined) return undefined
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (body instanceof Uint8Array) return body
  throw refused('a body that is no bytes')
}
