import type { LocalDate } from '../calendar/localDate.js'
import type { Money } from '../amount/money.js'

/** An instalment with what was paid towards it. What is not given is zero. */
export interface ServicedInstalment {
  readonly number: number
  readonly dueDate: LocalDate
  readonly principal: Money
  readonly interest: Money
  readonly paidPrincipal: Money
  readonly paidInterest: Money
  readonly fees?: Money
  readonly paidFees?: Money
  /** 罚息 on principal that is late. */
  readonly penalty?: Money
  readonly paidPenalty?: Money
  /** 复利 on interest that is late. */
  readonly compound?: Money
  readonly paidCompound?: Money
}

/** What a payment can go to. */
export type PaymentPart = 'fees' | 'interest' | 'penalty' | 'compound' | 'principal'

export const paymentParts: readonly PaymentPart[] = ['fees', 'interest', 'penalty', 'compound', 'principal']

/** What is still to be paid of one part. */
export function openPart(instalment: ServicedInstalment, part: PaymentPart): Money {
  switch (part) {
    case 'fees': return (instalment.fees ?? 0n) - (instalment.paidFees ?? 0n)
    case 'interest': return instalment.interest - instalment.paidInterest
    case 'penalty': return (instalment.penalty ?? 0n) - (instalment.paidPenalty ?? 0n)
    case 'compound': return (instalment.compound ?? 0n) - (instalment.paidCompound ?? 0n)
    case 'principal': return instalment.principal - instalment.paidPrincipal
  }
}

/** The instalment with so much more paid of one part. */
export function payPart(instalment: ServicedInstalment, part: PaymentPart, amount: Money): ServicedInstalment {
  switch (part) {
    case 'fees': return { ...instalment, paidFees: (instalment.paidFees ?? 0n) + amount }
    case 'interest': return { ...instalment, paidInterest: instalment.paidInterest + amount }
    case 'penalty': return { ...instalment, paidPenalty: (instalment.paidPenalty ?? 0n) + amount }
    case 'compound': return { ...instalment, paidCompound: (instalment.paidCompound ?? 0n) + amount }
    case 'principal': return { ...instalment, paidPrincipal: instalment.paidPrincipal + amount }
  }
}

/** What is still to be paid of an instalment. */
export function openAmount(instalment: ServicedInstalment): Money {
  return paymentParts.reduce((sum, part) => sum + openPart(instalment, part), 0n)
}
