import { SignatureError, type SignatureErrorCode } from '../errors.js'
import { requestTimestamp, type RequestTimestampOptions, type TimestampAuthority } from './requestTimestamp.js'

/** The authorities, one after the other until one answers, and what to ask them. */
export interface RequestTimestampFromAnyOptions extends Omit<RequestTimestampOptions, 'authority'> {
  /** In the order in which they are asked. */
  readonly authorities: readonly TimestampAuthority[]
  /** For each of them; 10 000 unless given. */
  readonly timeoutMilliseconds?: number
  /** A last word on a token, for example by verifyTimestampToken; what it does not accept counts as a failure of that authority. */
  readonly accept?: (token: Uint8Array) => Promise<boolean>
}

/** An authority that gave no token. */
export interface TimestampAttempt {
  readonly authority: string
  /** `failed` for what the authority threw that is no SignatureError, `not-accepted` for a token that was answered and refused. */
  readonly code: SignatureErrorCode | 'failed' | 'not-accepted'
  readonly retryable: boolean
}

/** Either a token, or nothing yet: `retryable` says whether it is worth asking again later. Never a time of one's own in place of a token. */
export type TimestampOutcome =
  | { readonly state: 'stamped'; readonly token: Uint8Array; readonly authority: string; readonly failures: readonly TimestampAttempt[] }
  | { readonly state: 'not-stamped'; readonly retryable: boolean; readonly failures: readonly TimestampAttempt[] }

/**
 * Asks authorities in their order until one gives a token that answers the very question (requestTimestamp). That none does is an outcome, not an exception.
 * @throws TypeError when there is no authority to ask, or the digest is not 32 octets long
 */
export async function requestTimestampFromAny(options: RequestTimestampFromAnyOptions): Promise<TimestampOutcome> {
  const { authorities, timeoutMilliseconds = 10_000, accept = () => Promise.resolve(true), ...question } = options
  if (authorities.length === 0) throw new TypeError('there is no timestamp authority to ask')
  const failures: TimestampAttempt[] = []
  for (const authority of authorities) {
    try {
      const token = await requestTimestamp({ ...question, authority: within(authority, timeoutMilliseconds) })
      if (await accept(token)) return { state: 'stamped', token, authority: authority.name, failures }
      failures.push({ authority: authority.name, code: 'not-accepted', retryable: false })
    } catch (error) {
      if (error instanceof TypeError && options.digest.length !== 32) throw error
      failures.push(describe(authority, error))
    }
  }
  return { state: 'not-stamped', retryable: failures.some(({ retryable }) => retryable), failures }
}

function describe({ name }: TimestampAuthority, error: unknown): TimestampAttempt {
  if (error instanceof SignatureError) return { authority: name, code: error.code, retryable: error.retryable }
  return { authority: name, code: 'failed', retryable: true }
}

/** The same authority with a limit on its time, whatever it does about it itself. */
function within(authority: TimestampAuthority, timeoutMilliseconds: number): TimestampAuthority {
  return {
    name: authority.name,
    async timestamp(request) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new SignatureError('timestamp-unreachable', { authority: authority.name, why: 'no answer in time' }, { retryable: true })), timeoutMilliseconds)
      })
      try {
        return await Promise.race([authority.timestamp(request), late])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
