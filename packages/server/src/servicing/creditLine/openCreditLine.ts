import type { Context, Tx } from '../../context.js'
import { newIdentifier } from '../../database/identifiers.js'
import type { CreditLineRow } from '../../database/schema.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { storeDrawdown } from './storeDrawdown.js'

/** Opens the line of a contract that came into force, as the contract says, with the drawdowns and plans annexed to it. */
export async function openCreditLine(tx: Tx, context: Context, { contractId, line }: { readonly contractId: string; readonly line: CreditLineRow }): Promise<void> {
  const id = newIdentifier(context, 'lin')
  await tx.insertInto('credit_lines').values({
    id, contract_id: contractId, state: 'open', currency: line.currency, credit_limit: line.limit, annual_rate: line.annualRatePercent,
    available_from: line.availableFrom, available_until: line.availableUntil, revolving: line.revolving, longest_term_months: line.longestTermMonths,
  }).execute()
  await recordEvent(tx, context, { contractId, type: 'contract.effective', actor: 'system', data: { lineId: id } })
  const opened = await tx.selectFrom('credit_lines').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  for (const [index, drawdown] of line.drawdowns.entries()) await storeDrawdown(tx, context, opened, { ...drawdown, number: index + 1, reference: null })
}
