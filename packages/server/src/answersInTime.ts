import { SignatureError } from '@loansign/signature'

/** A revocation source of ours asks at three places, ten seconds each. */
const longestAnswerMs = 60_000

/**
 * A timestamp authority or revocation source with a limit on the time of each answer, whatever it does about that itself: jobs run one after the other,
 * and one that waited for ever would stop messages and seals too. Late is unreachable, and may be tried again.
 */
export function answersInTime<Port extends object>(code: 'timestamp-unreachable' | 'revocation-unreachable', port: Port, waitMs = longestAnswerMs): Port {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function') return member
      return async (...values: unknown[]): Promise<unknown> => {
        let timer: NodeJS.Timeout | undefined
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new SignatureError(code, { why: 'no answer in time' }, { retryable: true })), waitMs)
        })
        try {
          return await Promise.race([Reflect.apply(member, target, values), late])
        } finally {
          clearTimeout(timer)
        }
      }
    },
  })
}
