const messages = {
  'amount-invalid': 'The amount is not a decimal number with at most two decimals',
  'date-invalid': 'The date does not exist',
  'rate-invalid': 'The rate is not a decimal number of per cent from 0 to 1000',
  'term-invalid': 'The term is not a whole number of months from 1 to 600',
  'principal-invalid': 'The principal must be above zero',
  'cash-flow-invalid': 'There is no rate at which these payments are worth the amount paid out',
} as const

export type LoanErrorCode = keyof typeof messages

/** The one error class of this package. */
export class LoanError extends Error {
  readonly code: LoanErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: LoanErrorCode, details: Readonly<Record<string, unknown>> = {}) {
    super(messages[code])
    this.name = 'LoanError'
    this.code = code
    this.details = details
  }
}
