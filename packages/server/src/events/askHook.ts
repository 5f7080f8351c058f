import { LoanSigningError } from '../errors.js'
import type { HookAnswer } from './hooks.js'

/** Asks a hook, when there is one. A hook that throws has not allowed anything.
 * @throws LoanSigningError `hook-refused` */
export async function askHook<Facts>(hook: ((facts: Facts) => HookAnswer | Promise<HookAnswer>) | undefined, facts: Facts): Promise<void> {
  if (!hook) return
  const answer = await hook(facts)
  if (!answer.allowed) throw new LoanSigningError('hook-refused', { reason: answer.reason })
}
