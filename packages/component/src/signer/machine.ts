import type { SessionView } from '@loansign/protocol/session'

/** What can be on screen. Only the server moves a ceremony on; this says which of its states is drawn how. */
export type Screen =
  | 'welcome' | 'loading' | 'resume' | 'identity' | 'consents' | 'cost-table' | 'reading' | 'willingness' | 'signature' | 'signing' | 'receipt'
  | 'locked' | 'refused' | 'failed' | 'declining' | 'declined' | 'expired' | 'voided'

/** What the element itself knows besides the server's view. */
export interface LocalState {
  readonly hasSession: boolean
  readonly documentsOpen: boolean
  readonly refused: boolean
  readonly failed: boolean
  readonly declining: boolean
  /** The person was welcomed back, or began here. */
  readonly greeted: boolean
  /** A live attempt with its key in memory, whose code was confirmed. */
  readonly willing: boolean
  readonly hasAppearance: boolean
}

/** The screen that belongs to a view. Pure: the same states give the same screen, whatever happened before. */
export function screenOf(view: SessionView | null, local: LocalState, now: number): Screen {
  if (local.refused) return 'refused'
  if (local.failed) return 'failed'
  if (!local.hasSession) return 'welcome'
  if (!view) return 'loading'
  if (view.outcome === 'signed') return 'receipt'
  if (view.outcome) return view.outcome
  if (!local.documentsOpen) return 'loading'
  if (local.declining) return 'declining'
  const lockedUntil = view.identity.lockedUntil ?? view.willingness.lockedUntil
  if (lockedUntil !== null && Date.parse(lockedUntil) > now) return 'locked'
  if (!local.greeted && view.steps.some(({ done }) => done)) return 'resume'
  const next = view.steps.find(({ done }) => !done)?.step ?? 'signing'
  if (next === 'willingness' || next === 'signing') {
    // A key lives in memory only: after a reload the code is asked for anew, for a new key.
    if (!local.willing) return 'willingness'
    return local.hasAppearance ? 'signing' : 'signature'
  }
  return next
}

const numbers: Partial<Record<Screen, number>> = { identity: 1, consents: 2, 'cost-table': 3, reading: 4, willingness: 5, signature: 5, signing: 5, receipt: 6 }

/** 1 to 6, for the bars above; 0 before the ceremony and after an end without a signature. States count as the step they stand in. */
export function stepNumber(screen: Screen, view: SessionView | null): number {
  if (!['locked', 'resume', 'refused', 'declining'].includes(screen)) return numbers[screen] ?? 0
  if (view === null) return 0
  return numbers[view.steps.find(({ done }) => !done)?.step ?? 'signing'] ?? 0
}
