import { formatMoney, penaltyInterest } from '@loansign/loan'
import { ContractError } from '../errors.js'
import type { KeyFacts } from './contractData.js'
import type { ContractOrder } from './contractOrder.js'

/** A clause that matters to the borrower: marked in the contract, shown on its own, explained on request. */
export interface KeyClauseText {
  readonly id: string
  /** The clause in a few plain words. */
  readonly title: string
  /** As printed. */
  readonly text: string
  /** In plain words and this loan's own numbers. */
  readonly explanation: string
  readonly explanationVersion: string
}

/** A key clause in a product's `clauses.<language>.json`: `{name}` and `{/json/pointer}` stand for this loan's own values. */
export interface KeyClauseDraft extends KeyClauseText {
  /** Of the product's documents; the contract itself unless said otherwise. */
  readonly document?: string
  /** Only where the order has these values, by JSON pointer. */
  readonly when?: Readonly<Record<string, unknown>>
}

export interface KeyClausesOptions {
  readonly drafts: readonly KeyClauseDraft[]
  readonly document: string
  readonly order: ContractOrder
  readonly rates: { readonly overdue: string; readonly misuse: string }
  readonly keyFacts: KeyFacts
  readonly drawn: Readonly<Record<string, string>>
  /** For the example of a payment ten days late. */
  readonly latePrincipal: bigint
}

/**
 * The key clauses of a document, in the order they stand in it.
 * @throws ContractError `template-error` for a value nobody gives
 */
export function keyClauses({ drafts, document, order, rates, keyFacts, drawn, latePrincipal }: KeyClausesOptions): KeyClauseText[] {
  const tenDays = penaltyInterest({ amount: latePrincipal, annualRatePercent: rates.overdue, days: 10 })
  const values: Readonly<Record<string, string>> = {
    ...keyFacts,
    ...drawn,
    lender: order.lender.name,
    hotline: order.lender.hotline,
    purpose: order.loan.purpose,
    overdue: `${rates.overdue}%`,
    misuse: `${rates.misuse}%`,
    lateExample: `${formatMoney(latePrincipal)} × ${rates.overdue}% ÷ 360 × 10 = ${formatMoney(tenDays)}`,
  }
  const fill = (id: string, text: string): string =>
    text.replace(/\{([^}]+)\}/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new ContractError('template-error', { file: `clauses.${order.language}.json`, line: 0, field: name, message: `the key clause ${id} names a value nobody gives` })
      return value
    })
  return drafts
    .filter((draft) => (draft.document ?? 'contract') === document && Object.entries(draft.when ?? {}).every(([pointer, value]) => valueAt(order, pointer) === value))
    .map(({ id, title, text, explanation, explanationVersion }) => ({ id, title: fill(id, title), text: fill(id, text), explanation: fill(id, explanation), explanationVersion }))
}

function valueAt(order: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], order)
}
