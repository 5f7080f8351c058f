import type { Endpoint } from '@loansign/protocol'
import * as v from 'valibot'
import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { authenticate } from './authenticate.js'
import { onceForKey } from './idempotency.js'
import { problemResponse } from './problemResponse.js'
import { parseBody, readBody } from './readBody.js'
import { findRoute, methodsAt } from './routes.js'

/**
 * Answers one request to the API. Whatever can go wrong is an RFC 9457 problem with a code; nothing is thrown.
 * Answers are never cached, cookies neither read nor set, and other origins let in only when `allowedOrigins` names them.
 */
export async function handleRequest(context: Context, request: Request): Promise<Response> {
  const origin = request.headers.get('origin')
  const isAllowed = origin !== null && context.allowedOrigins.includes(origin)
  const response =
    origin !== null && !isAllowed ? refuseOrigin(context, origin) : await answer(context, request)
  if (isAllowed) response.headers.set('access-control-allow-origin', origin)
  response.headers.set('vary', 'origin')
  return response
}

/** A page of one's own at an address that was forgotten looks from outside like anybody else's: the log says which. */
function refuseOrigin(context: Context, origin: string): Response {
  const says = `${JSON.stringify(origin.slice(0, 200))} asked; when it is yours, add it to allowedOrigins of createLoanSigning`
  context.log({ level: 'error', event: 'origin-not-allowed', error: new LoanSigningError('origin-not-allowed', {}, { says }) })
  return problemResponse(context, new LoanSigningError('origin-not-allowed'))
}

async function answer(context: Context, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const path = pathname.startsWith(`${context.basePath}/`) ? pathname.slice(context.basePath.length) : ''
  try {
    if (request.method === 'OPTIONS') return options(path)
    const response = respond(await run(context, request, { path, pathname }))
    return request.method === 'HEAD' ? new Response(null, response) : response
  } catch (error) {
    const response = problemResponse(context, error)
    // RFC 9110 section 15.5.6.
    if (response.status === 405) response.headers.set('allow', methodsAt(path).join(', '))
    return response
  }
}

async function run(
  context: Context,
  request: Request,
  { path, pathname }: { readonly path: string; readonly pathname: string },
): Promise<unknown> {
  const { route, parameters } = findRoute(path, request.method)
  const { endpoint, handler } = route
  const caller = await authenticate(context, endpoint, request, pathname)
  if (endpoint.method === 'GET') return shape(endpoint, await handler({ context, caller, parameters, body: {} as never }))
  const text = await readBody(request)
  const body = parseBody(endpoint, text) as never
  const once = {
    principal: caller.key,
    endpoint: [endpoint.id, ...Object.values(parameters)].join(' '),
    key: request.headers.get('idempotency-key'),
    body: text,
  }
  return shape(endpoint, await onceForKey(context, once, (keeping) => handler({ context: keeping, caller, parameters, body })))
}

/** What the table says an answer holds, and nothing else of what a verb gave. */
function shape({ response }: Endpoint, value: unknown): unknown {
  return response === 'bytes' ? value : v.parse(response, value)
}

/** Tells a browser what it may send (the Fetch standard's preflight). */
function options(path: string): Response {
  const methods = methodsAt(path).join(', ')
  if (methods === '') throw new LoanSigningError('not-found')
  return new Response(null, {
    status: 204,
    headers: {
      allow: methods,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': 'authorization, content-type, dpop, idempotency-key',
      'access-control-max-age': '600',
      'cache-control': 'no-store',
    },
  })
}

function respond(value: unknown): Response {
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  if (value instanceof Uint8Array) {
    return new Response(value as BodyInit, {
      headers: { ...headers, 'content-type': 'application/pdf', 'content-length': String(value.length) },
    })
  }
  return new Response(JSON.stringify(value), { headers: { ...headers, 'content-type': 'application/json' } })
}
