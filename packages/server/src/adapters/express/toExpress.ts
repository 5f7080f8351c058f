import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'

/** Anything with a fetch-style handler, such as what createLoanSigning gives. */
export interface FetchHandler {
  fetch(request: Request): Promise<Response>
}

interface ExpressRequest extends IncomingMessage {
  readonly originalUrl?: string
  readonly body?: unknown
}

type Next = (error: unknown) => void

/**
 * Mounts the API in Express: `app.use('/v1', toExpress(signing))`, before any body parser.
 * When a parser was there first the body is gone; the answer says so (`body-already-parsed`).
 */
export function toExpress(handler: FetchHandler): (request: ExpressRequest, response: ServerResponse, next?: Next) => Promise<void> {
  return async (request, response, next) => {
    try {
      const built = toRequest(request)
      // TRACE and TRACK: no Request can be one (the Fetch standard's forbidden methods), and no address of ours takes them.
      if (!built) return void response.writeHead(501).end()
      // A parser has eaten the stream: let the handler say what happened instead of waiting for bytes that will not come.
      if (built.body && request.readableEnded) await built.text()
      const answer = await handler.fetch(built)
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      response.end(answer.body && request.method !== 'HEAD' ? Buffer.from(await answer.arrayBuffer()) : undefined)
    } catch (error) {
      // A rejection that nobody catches would end the process.
      if (next) next(error)
      else if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    }
  }
}

function toRequest(request: ExpressRequest): Request | null {
  const { method = 'GET' } = request
  if (/^(CONNECT|TRACE|TRACK)$/i.test(method)) return null
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value)
  const init: RequestInit & { duplex?: 'half' } = { method, headers }
  if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') {
    init.body = Readable.toWeb(request) as ReadableStream<Uint8Array>
    init.duplex = 'half'
  }
  return new Request(toUrl(request.originalUrl ?? request.url ?? '/'), init)
}

/**
 * The address below a host that is nobody's: what the client calls the host is its own word, and nothing is taken from it. A target that URLs would write
 * otherwise (dot segments, backslashes, a second slash in front, another scheme) is no address here: a proxy that lets some paths through would have seen another one.
 */
function toUrl(target: string): URL {
  const base = 'http://localhost'
  const url = URL.canParse(`${base}${target}`) ? new URL(`${base}${target}`) : null
  const isPlain = target.startsWith('/') && !target.startsWith('//') && url?.host === 'localhost' && url.pathname === /^[^?#]*/.exec(target)![0]
  return isPlain ? url : new URL(`/${encodeURIComponent(target)}`, base)
}
