import { problems, problemType, type Problem, type ProblemCode } from '@loansign/protocol'
import type { Context } from '../context.js'
import { isProblem, LoanSigningError } from '../errors.js'

type Clock = Pick<Context, 'now' | 'random' | 'log'>

/** Any error as an RFC 9457 answer. What this package did not mean to say is an incident: logged under an id, told to nobody. */
export function problemResponse(context: Clock, error: unknown): Response {
  // Not the caller's fault, and only the server's own people can mend it.
  if (error instanceof LoanSigningError && error.code === 'body-already-parsed') context.log({ level: 'error', event: error.code, error })
  if (error instanceof LoanSigningError && isProblem(error.code) && error.code !== 'internal') return answer(context, error.code, error.details)
  const incident = Buffer.from(context.random(9)).toString('base64url')
  context.log({ level: 'error', event: 'request-failed', incident, error })
  // Who asked learns that it may be asked again, not what is behind it.
  const isPassing = error instanceof LoanSigningError && (error.code === 'port-failed' || error.code === 'database-not-migrated')
  return answer(context, isPassing ? 'unavailable' : 'internal', { incident })
}

function answer(context: Clock, code: ProblemCode, details: Readonly<Record<string, unknown>>): Response {
  const { status, title, retryable } = problems[code]
  const body: Problem = { type: problemType(code), title, status, code, details, retryable, serverTime: context.now().toISOString() }
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  return new Response(JSON.stringify(body), { status, headers })
}
