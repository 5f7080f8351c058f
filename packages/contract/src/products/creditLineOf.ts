import type { RepaymentMethod } from '@loansign/loan'
import type { ContractOrder } from '../data/contractOrder.js'
import type { ProductDefinition } from './readProduct.js'

/** What a contract of a line says of it, as it is printed. Amounts are decimal text in major units, days `2026-12-20`. */
export interface CreditLineOrder {
  readonly currency: string
  readonly limit: string
  readonly annualRatePercent: string
  /** First and last day on which money may be drawn. */
  readonly availableFrom: string
  readonly availableUntil: string
  /** Whether what is repaid may be drawn again. */
  readonly revolving: boolean
  readonly longestTermMonths: number
  /** Agreed with the contract, each with its plan annexed to it. */
  readonly drawdowns: readonly DrawdownOrder[]
}

export interface DrawdownOrder {
  readonly principal: string
  readonly purpose: string
  readonly startDate: string
  readonly firstDueDate: string
  readonly termMonths: number
  readonly repaymentMethod: RepaymentMethod
}

/** The line that an order opens; null where its product makes one loan. The order is one that `check` let by. */
export function creditLineOf({ opens }: ProductDefinition, { loan, terms }: Pick<ContractOrder, 'loan' | 'terms'>): CreditLineOrder | null {
  if (opens !== 'credit-line') return null
  const { availableUntil, revolving, drawdowns } = terms as { readonly availableUntil: string; readonly revolving: 'revolving' | 'once'; readonly drawdowns: readonly DrawdownOrder[] }
  return {
    currency: loan.currency,
    limit: loan.principal,
    annualRatePercent: loan.annualRatePercent,
    availableFrom: loan.startDate,
    availableUntil,
    revolving: revolving === 'revolving',
    longestTermMonths: loan.termMonths,
    drawdowns,
  }
}
