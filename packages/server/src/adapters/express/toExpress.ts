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

/**
 * Mounts the API in Express: `app.use('/v1', toExpress(signing))`, before any body parser.
 * When a parser was there first the body is gone; the answer says so (`body-already-parsed`).
 */
export function toExpress(handler: FetchHandler): (request: ExpressRequest, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = new URL(request.originalUrl ?? request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS'
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value)
    const init: RequestInit & { duplex?: 'half' } = { method: request.method ?? 'GET', headers }
    if (hasBody) {
      init.body = Readable.toWeb(request) as ReadableStream<Uint8Array>
      init.duplex = 'half'
    }
    const built = new Request(url, init)
    // A parser has eaten the stream: let the handler say what happened instead of waiting for bytes that will not come.
    if (hasBody && request.readableEnded) await built.text()
    const answer = await handler.fetch(built)
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(answer.body && request.method !== 'HEAD' ? Buffer.from(await answer.arrayBuffer()) : undefined)
  }
}
