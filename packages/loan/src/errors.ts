const messages = {
  'amount-invalid': 'The amount is not a decimal number with at most two decimals',
  'date-invalid': 'The date does not exist, or stands in the wrong order',
  'rate-invalid': 'The rate is not a decimal number of per cent from 0 to 1000 with at most eight decimals',
  'term-invalid': 'The term is not a whole number of months from 1 to 600',
  'principal-invalid': 'The principal must be above zero',
  'terms-invalid': 'The terms of the loan do not make a schedule',
  'deducted-in-advance': 'Interest and fees must not be taken out of the principal (Civil Code, article 670)',
  'cash-flow-invalid': 'There is no rate at which these payments are worth the amount paid out',
  'calendar-year-missing': 'The calendar has no data for this year',
  'event-invalid': 'The event does not fit the loan as it stands',
  'prepayment-invalid': 'This prepayment cannot be made now',
  'rate-change-not-approved': 'A change of rate takes effect only after a person approved it',
  'addendum-required': 'A higher rate needs an addendum that the borrower signed',
} as const

export type LoanErrorCode = keyof typeof messages

/** The one error class of this package. `details.field` names the field that is wrong, as a path from what was passed in: `fees/0/charged`. */
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
