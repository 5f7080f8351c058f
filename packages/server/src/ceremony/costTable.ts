import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { actorOf, inCeremony, needState, type SignerRow } from './signerSession.js'

export interface CostTableClock {
  readonly remainingSeconds: number
}

/** The cost table is on screen: the clock runs. */
export function openCostTable(context: Context, signerId: string): Promise<CostTableClock> {
  return inCeremony(context, signerId, async (tx, { signer }) => {
    needState(signer, 'consented')
    const elapsed = elapsedMs(context, signer)
    await tx.updateTable('signers').set({ cost_elapsed_ms: elapsed, cost_opened_at: context.now() }).where('id', '=', signerId).execute()
    return { remainingSeconds: remaining(context, elapsed) }
  })
}

/** It left the screen: the clock stops. */
export function pauseCostTable(context: Context, signerId: string): Promise<CostTableClock> {
  return inCeremony(context, signerId, async (tx, { signer }) => {
    needState(signer, 'consented')
    const elapsed = elapsedMs(context, signer)
    await tx.updateTable('signers').set({ cost_elapsed_ms: elapsed, cost_opened_at: null }).where('id', '=', signerId).execute()
    return { remainingSeconds: remaining(context, elapsed) }
  })
}

/** @throws LoanSigningError `cost-table-too-early` with remainingSeconds */
export function confirmCostTable(context: Context, signerId: string, { endSeen }: { readonly endSeen: boolean }): Promise<{ confirmedAt: string; shownSeconds: number }> {
  return inCeremony(context, signerId, async (tx, { signer, contract }) => {
    needState(signer, 'consented')
    const elapsed = elapsedMs(context, signer)
    if (signer.cost_confirmed_at) return { confirmedAt: signer.cost_confirmed_at.toISOString(), shownSeconds: seconds(signer.cost_elapsed_ms) }
    if (remaining(context, elapsed) > 0) throw new LoanSigningError('cost-table-too-early', { remainingSeconds: remaining(context, elapsed) })
    const now = context.now()
    await tx.updateTable('signers')
      .set({ cost_elapsed_ms: elapsed, cost_opened_at: null, cost_confirmed_at: now, state: transition(signerTable, signer.state, 'confirmCostTable') })
      .where('id', '=', signerId).execute()
    const data = { enforced: { shownSeconds: seconds(elapsed), minimumSeconds: context.settings.costTableSeconds }, clientReported: { endSeen } }
    await recordEvent(tx, context, { contractId: contract.id, type: 'costTable.confirmed', actor: actorOf(signerId), data })
    return { confirmedAt: now.toISOString(), shownSeconds: seconds(elapsed) }
  })
}

/** Time so far, the running interval included. */
export function elapsedMs(context: Context, signer: Pick<SignerRow, 'cost_elapsed_ms' | 'cost_opened_at'>): number {
  if (!signer.cost_opened_at) return signer.cost_elapsed_ms
  const running = Math.max(0, context.now().getTime() - signer.cost_opened_at.getTime())
  return signer.cost_elapsed_ms + running
}

export function remaining(context: Context, elapsed: number): number {
  return Math.max(0, Math.ceil((context.settings.costTableSeconds * 1000 - elapsed) / 100) / 10)
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
