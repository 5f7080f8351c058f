import type { Endpoint } from '@loansign/protocol'
import { backendEndpoints } from '@loansign/protocol/backend'
import { sessionEndpoints } from '@loansign/protocol/session'
import * as v from 'valibot'
import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { authenticate } from './authenticate.js'
import { backendHandlers, sessionHandlers, type Handler } from './handlers.js'
import { onceForKey } from './idempotency.js'
import { problemResponse } from './problemResponse.js'

interface Route {
  readonly endpoint: Endpoint
  readonly handler: Handler<Endpoint>
  readonly pattern: RegExp
}

const routes: readonly Route[] = [...rows(sessionEndpoints, sessionHandlers), ...rows(backendEndpoints, backendHandlers)]

/** Signatures over several documents and drawn strokes fit; documents never travel this way. */
const largestBody = 1024 * 1024

/** Answers one request. Everything that can go wrong is a problem with a code. */
export async function handleRequest(context: Context, request: Request): Promise<Response> {
  const origin = request.headers.get('origin')
  const cors = origin !== null && context.allowedOrigins.includes(origin) ? corsHeaders(origin) : {}
  const response = await answer(context, request, origin, cors)
  Object.entries(cors).forEach(([name, value]) => response.headers.set(name, value))
  return response
}

async function answer(context: Context, request: Request, origin: string | null, cors: Record<string, string>): Promise<Response> {
  try {
    if (origin !== null && Object.keys(cors).length === 0) throw new LoanSigningError('origin-not-allowed')
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 })
    const path = new URL(request.url).pathname
    if (!path.startsWith(`${context.basePath}/`)) throw new LoanSigningError('not-found')
    const { route, parameters } = findRoute(path.slice(context.basePath.length), request.method)
    const caller = await authenticate(context, route.endpoint, request)
    const text = route.endpoint.method === 'POST' ? await readBody(request) : '{}'
    const body = parseBody(route.endpoint, text)
    const run = () => route.handler({ context, caller, parameters, body: body as never })
    if (route.endpoint.method === 'GET') return respond(await run())
    const store = !['session.exchange', 'backend.sessions.create'].includes(route.endpoint.id)
    const scope = `${route.endpoint.id} ${Object.values(parameters).join(' ')}`
    return respond(await onceForKey(context, { principal: caller.key, endpoint: scope, key: request.headers.get('idempotency-key'), body: text, store }, run))
  } catch (error) {
    return problemResponse(context, error)
  }
}

function findRoute(path: string, method: string): { route: Route; parameters: Record<string, string> } {
  const matching = routes.flatMap((route) => {
    const match = route.pattern.exec(path)
    return match ? [{ route, parameters: (match.groups ?? {}) as Record<string, string> }] : []
  })
  if (matching.length === 0) throw new LoanSigningError('not-found')
  const found = matching.find(({ route }) => route.endpoint.method === method || (method === 'HEAD' && route.endpoint.method === 'GET'))
  if (!found) throw new LoanSigningError('method-not-allowed')
  return found
}

async function readBody(request: Request): Promise<string> {
  if (request.bodyUsed) throw new LoanSigningError('body-already-parsed')
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > largestBody) throw new LoanSigningError('body-too-large')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += (chunk as Uint8Array).length
    if (size > largestBody) throw new LoanSigningError('body-too-large')
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseBody(endpoint: Endpoint, text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text === '' ? '{}' : text)
  } catch (cause) {
    throw new LoanSigningError('request-invalid', { why: 'not JSON' }, { cause })
  }
  const result = v.safeParse(endpoint.request, value, { abortPipeEarly: true })
  if (!result.success) {
    // Where and what was expected, never what was sent.
    const issues = result.issues.slice(0, 20).map((issue) => ({ pointer: `/${(issue.path ?? []).map(({ key }) => String(key)).join('/')}`, expected: issue.expected ?? issue.type }))
    throw new LoanSigningError('request-invalid', { issues })
  }
  return result.output
}

function respond(value: unknown): Response {
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  if (value instanceof Uint8Array) return new Response(value as BodyInit, { headers: { ...headers, 'content-type': 'application/pdf' } })
  return new Response(JSON.stringify(value), { headers: { ...headers, 'content-type': 'application/json' } })
}

function corsHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type, dpop, idempotency-key',
    'access-control-max-age': '600',
    vary: 'origin',
  }
}

function rows(endpoints: Readonly<Record<string, Endpoint>>, handlers: Readonly<Record<string, unknown>>): Route[] {
  return Object.entries(endpoints).map(([name, endpoint]) => ({
    endpoint,
    handler: handlers[name] as Handler<Endpoint>,
    pattern: new RegExp(`^${endpoint.path.replace(/:([A-Za-z]+)/g, '(?<$1>[A-Za-z0-9_]{4,64})')}$`),
  }))
}
