import { LoanSigningError } from '../errors.js'
import type { HookAnswer, Hooks } from './hooks.js'

/** Asks a hook, when there is one. A hook that throws, or answers neither allow() nor refuse(reason), has not allowed anything.
 * @throws LoanSigningError `hook-refused`, `hook-failed` */
export async function askHook<Name extends keyof Hooks>(hooks: Hooks, name: Name, facts: Parameters<NonNullable<Hooks[Name]>>[0]): Promise<void> {
  const hook = hooks[name] as ((facts: unknown) => HookAnswer | Promise<HookAnswer>) | undefined
  if (!hook) return
  const answer = await ask(name, () => hook(facts))
  if (answer?.allowed === true) return
  if (answer?.allowed === false) throw new LoanSigningError('hook-refused', { reason: answer.reason })
  throw new LoanSigningError('hook-failed', { hook: name }, { says: `${name} answered neither allow() nor refuse(reason)` })
}

async function ask(name: string, hook: () => HookAnswer | Promise<HookAnswer>): Promise<HookAnswer | null | undefined> {
  try {
    return await hook()
  } catch (cause) {
    throw new LoanSigningError('hook-failed', { hook: name }, { cause, says: `${name} threw` })
  }
}
