import type { Money } from '../amount/money.js'
import { LoanError } from '../errors.js'
import { openPart, paymentParts, payPart, type PaymentPart, type ServicedInstalment } from './servicedInstalment.js'

export interface AllocationOrder {
  /** All five parts, first to last. */
  readonly parts: readonly PaymentPart[]
  /** Whether the oldest instalment is paid in full before the next one, or one part of all instalments before the next part. */
  readonly by: 'instalment' | 'part'
}

/** What the law says when the contract says nothing: costs, then interest of every kind, then principal (Civil Code, article 561); the oldest instalment first (article 560). */
export const statutoryOrder: AllocationOrder = { parts: paymentParts, by: 'instalment' }

export interface Allocation {
  readonly instalments: readonly ServicedInstalment[]
  /** What was paid beyond everything that is owed. */
  readonly excess: Money
}

/**
 * Spreads a payment over instalments that stand in order of their due dates. What is paid and the excess sum to the payment exactly.
 * @throws LoanError `amount-invalid` below zero, `terms-invalid` when the order does not name every part once
 */
export function allocatePayment(instalments: readonly ServicedInstalment[], amount: Money, order: AllocationOrder = statutoryOrder): Allocation {
  if (amount < 0n) throw new LoanError('amount-invalid', { field: 'amount' })
  if (order.parts.length !== paymentParts.length || !paymentParts.every((part) => order.parts.includes(part))) throw new LoanError('terms-invalid', { field: 'order/parts', why: 'every part is named once' })
  const paid = [...instalments]
  let rest = amount
  const pay = (index: number, part: PaymentPart): void => {
    const open = openPart(paid[index]!, part)
    const taken = open < rest ? open : rest
    if (taken <= 0n) return
    paid[index] = payPart(paid[index]!, part, taken)
    rest -= taken
  }
  if (order.by === 'instalment') paid.forEach((_, index) => order.parts.forEach((part) => pay(index, part)))
  else order.parts.forEach((part) => paid.forEach((_, index) => pay(index, part)))
  return { instalments: paid, excess: rest }
}
