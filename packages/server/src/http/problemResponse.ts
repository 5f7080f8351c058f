import { problems, problemType, type ProblemCode } from '@loansign/protocol'
import { LoanSigningError } from '../errors.js'
import type { Context } from '../context.js'

/** Any error as an RFC 9457 answer. What is not a LoanSigningError is an incident: logged under an id, told to nobody. */
export function problemResponse(context: Pick<Context, 'now' | 'random' | 'log'>, error: unknown): Response {
  if (error instanceof LoanSigningError && error.code !== 'internal') return problem(context, error.code, error.details)
  const incident = Buffer.from(context.random(9)).toString('base64url')
  context.log({ level: 'error', event: 'request-failed', incident, error })
  return problem(context, 'internal', { incident })
}

function problem(context: Pick<Context, 'now'>, code: ProblemCode, details: Readonly<Record<string, unknown>>): Response {
  const { status, title, retryable } = problems[code]
  const body = { type: problemType(code), title, status, code, details, retryable, serverTime: context.now().toISOString() }
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } })
}
