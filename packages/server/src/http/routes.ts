import type { Endpoint } from '@loansign/protocol'
import { backendEndpoints } from '@loansign/protocol/backend'
import { sessionEndpoints } from '@loansign/protocol/session'
import { LoanSigningError } from '../errors.js'
import { backendHandlers } from './backendHandlers.js'
import type { Handler } from './handler.js'
import { sessionHandlers } from './sessionHandlers.js'

export interface Route {
  readonly endpoint: Endpoint
  readonly handler: Handler<Endpoint>
  /** Matches the path below the base path; its groups are the parameters. */
  readonly pattern: RegExp
}

/** Every row of the endpoint table with its handler. There are no other addresses. */
export const routes: readonly Route[] = [...rows(sessionEndpoints, sessionHandlers), ...rows(backendEndpoints, backendHandlers)]

function rows(endpoints: Readonly<Record<string, Endpoint>>, handlers: Readonly<Record<string, unknown>>): Route[] {
  return Object.entries(endpoints).map(([name, endpoint]) => ({
    endpoint,
    handler: handlers[name] as Handler<Endpoint>,
    pattern: new RegExp(`^${endpoint.path.replace(/:([A-Za-z]+)/g, '(?<$1>[A-Za-z0-9_]{4,64})')}$`),
  }))
}

export interface FoundRoute {
  readonly route: Route
  readonly parameters: Readonly<Record<string, string>>
}

/**
 * The row for a method at a path; HEAD is answered by the row for GET.
 * @throws LoanSigningError `not-found`, `method-not-allowed` with the methods that are
 */
export function findRoute(path: string, method: string): FoundRoute {
  const matching = routes.flatMap((route) => {
    const match = route.pattern.exec(path)
    return match ? [{ route, parameters: { ...match.groups } }] : []
  })
  if (matching.length === 0) throw new LoanSigningError('not-found')
  const wanted = method === 'HEAD' ? 'GET' : method
  const found = matching.find(({ route }) => route.endpoint.method === wanted)
  if (!found) throw new LoanSigningError('method-not-allowed', { allowed: methodsAt(path) })
  return found
}

/** The methods an address takes, for the Allow header. */
export function methodsAt(path: string): string[] {
  const methods = routes.filter(({ pattern }) => pattern.test(path)).map(({ endpoint }) => endpoint.method)
  return methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
}
