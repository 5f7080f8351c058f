import { LoanSigningError } from '../errors.js'

/** States by name, each with the events it takes and where they lead. */
export type TransitionTable = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * The state an event leads to.
 * @throws LoanSigningError `state-conflict` for a pair the table does not have: nothing is ever ignored
 */
export function transition<Table extends TransitionTable>(table: Table, state: string, event: string): keyof Table & string {
  const next = Object.hasOwn(table, state) ? table[state]![event] : undefined
  if (next === undefined) throw stateConflict(table, state, event)
  return next
}

function stateConflict(table: TransitionTable, state: string, event: string): LoanSigningError {
  const allowedIn = Object.keys(table).filter((name) => Object.hasOwn(table[name]!, event))
  return new LoanSigningError('state-conflict', { state, event, allowedIn }, { says: `it is ${state}; ${event} is for ${allowedIn.join(', ') || 'no state'}` })
}
