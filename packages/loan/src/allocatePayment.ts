import { openAmount, type ServicedInstalment } from './overdue.js'
import type { Money } from './money.js'

export interface Allocation {
  readonly instalments: readonly ServicedInstalment[]
  /** What was paid beyond everything that is owed. */
  readonly excess: Money
}

/** Spreads a payment over instalments, oldest first, interest before principal (Civil Code, article 561). */
export function allocatePayment(instalments: readonly ServicedInstalment[], amount: Money): Allocation {
  let rest = amount
  const take = (open: Money): Money => {
    const part = open < rest ? open : rest
    rest -= part
    return part
  }
  const paid = instalments.map((instalment) => {
    if (rest === 0n || openAmount(instalment) === 0n) return instalment
    const interest = take(instalment.interest - instalment.paidInterest)
    const principal = take(instalment.principal - instalment.paidPrincipal)
    return { ...instalment, paidInterest: instalment.paidInterest + interest, paidPrincipal: instalment.paidPrincipal + principal }
  })
  return { instalments: paid, excess: rest }
}
