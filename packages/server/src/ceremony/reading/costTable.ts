import type { Context } from '../../context.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { signerTable } from '../../states/signer.js'
import { transition } from '../../states/transitions.js'
import { actorOf, inCeremony, needState, type SignerRow } from '../signerSession.js'

export interface CostTableClock {
  readonly remainingSeconds: number
  readonly serverTime: string
}

/** The cost table is on screen: the clock runs. Once it is confirmed its time stands still for good. */
export function openCostTable(context: Context, signerId: string): Promise<CostTableClock> {
  return setClock(context, signerId, { running: true })
}

/** It left the screen: the clock stops. */
export function pauseCostTable(context: Context, signerId: string): Promise<CostTableClock> {
  return setClock(context, signerId, { running: false })
}

function setClock(context: Context, signerId: string, { running }: { readonly running: boolean }): Promise<CostTableClock> {
  return inCeremony(context, signerId, async (tx, { signer }) => {
    needState(signer, 'consented')
    const now = context.now()
    const elapsed = elapsedMs(context, signer)
    if (!signer.cost_confirmed_at) {
      await tx
        .updateTable('signers')
        .set({ cost_elapsed_ms: elapsed, cost_opened_at: running ? now : null })
        .where('id', '=', signerId)
        .execute()
    }
    return { remainingSeconds: remainingOf(context, elapsed), serverTime: now.toISOString() }
  })
}

export interface CostTableConfirmation {
  readonly confirmedAt: string
  readonly shownSeconds: number
}

/**
 * The signer confirms the cost table, after its minimum time by the server's clock.
 * @throws LoanSigningError `cost-table-too-early` with remainingSeconds
 */
export function confirmCostTable(
  context: Context,
  signerId: string,
  { endSeen }: { readonly endSeen: boolean },
): Promise<CostTableConfirmation> {
  return inCeremony(context, signerId, async (tx, { signer, contract }) => {
    needState(signer, 'consented')
    if (signer.cost_confirmed_at) return confirmationOf(signer.cost_confirmed_at, signer.cost_elapsed_ms)
    const elapsed = elapsedMs(context, signer)
    const remainingSeconds = remainingOf(context, elapsed)
    if (remainingSeconds > 0) throw new LoanSigningError('cost-table-too-early', { remainingSeconds })
    const now = context.now()
    const confirmation = confirmationOf(now, elapsed)
    await tx
      .updateTable('signers')
      .set({
        cost_elapsed_ms: elapsed,
        cost_opened_at: null,
        cost_confirmed_at: now,
        state: transition(signerTable, signer.state, 'confirmCostTable'),
      })
      .where('id', '=', signerId)
      .execute()
    await recordEvent(tx, context, {
      contractId: contract.id,
      type: 'costTable.confirmed',
      actor: actorOf(signerId),
      data: {
        enforced: { shownSeconds: confirmation.shownSeconds, minimumSeconds: context.settings.costTableSeconds },
        clientReported: { endSeen },
      },
    })
    return confirmation
  })
}

const confirmationOf = (at: Date, elapsed: number): CostTableConfirmation => ({
  confirmedAt: at.toISOString(),
  shownSeconds: Math.floor(elapsed / 1000),
})

/** Longer than any column or any honest evidence needs; a phone forgotten on the table is not a reader. */
const longestMs = 24 * 3_600_000

/** Milliseconds on screen so far, the running interval included. */
export function elapsedMs(context: Context, signer: Pick<SignerRow, 'cost_elapsed_ms' | 'cost_opened_at'>): number {
  const running = signer.cost_opened_at ? Math.max(0, context.now().getTime() - signer.cost_opened_at.getTime()) : 0
  return Math.min(longestMs, signer.cost_elapsed_ms + running)
}

/** Seconds until the minimum is reached, rounded up to tenths. */
export function remainingOf(context: Context, elapsed: number): number {
  return Math.max(0, Math.ceil((context.settings.costTableSeconds * 1000 - elapsed) / 100) / 10)
}
