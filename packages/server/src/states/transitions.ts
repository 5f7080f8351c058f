import { LoanSigningError } from '../errors.js'

/** States by name, each with the events it takes and where they lead. */
export type TransitionTable = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * The state an event leads to.
 * @throws LoanSigningError `state-conflict` for a pair the table does not have: nothing is ever ignored
 */
export function transition<Table extends TransitionTable>(table: Table, state: string, event: string): keyof Table & string {
  const next = Object.hasOwn(table, state) ? table[state]![event] : undefined
  if (next === undefined) throw new LoanSigningError('state-conflict', { state, event })
  return next
}
