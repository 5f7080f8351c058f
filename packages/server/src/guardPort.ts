import { LoanSigningError } from './errors.js'

/**
 * A port whose failures have a code: whatever a method throws or rejects with becomes `port-failed` with the port's name and the cause.
 * A cause that says `retryable` is believed. Errors of this package pass as they are.
 */
export function guardPort<Port extends object>(name: string, port: Port): Port {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function') return member
      return async (...values: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(member, target, values)
        } catch (cause) {
          throw portFailed(name, String(key), cause)
        }
      }
    },
  })
}

export function portFailed(port: string, method: string, cause: unknown): unknown {
  if (cause instanceof LoanSigningError) return cause
  const { retryable } = (typeof cause === 'object' && cause !== null ? cause : {}) as { readonly retryable?: unknown }
  return new LoanSigningError('port-failed', { port, method }, { cause, says: `${port}.${method}`, ...(typeof retryable === 'boolean' ? { retryable } : {}) })
}
