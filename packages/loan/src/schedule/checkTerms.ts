import { parseRate } from '../amount/rate.js'
import { LoanError } from '../errors.js'
import { compareDates, daysInMonth, type LocalDate } from '../calendar/localDate.js'
import { dayCounts } from '../dayCount/dayCount.js'
import type { Terms } from './terms.js'

/** What may stand in fields that are one of several words: terms also come from outside, where no compiler looked. */
const choices = {
  method: ['level-payment', 'equal-principal', 'interest-only', 'bullet'],
  dayCount: dayCounts,
  rounding: ['half-up', 'half-even', 'up', 'down'],
  'season/interest': ['with-principal', 'every-instalment'],
  'businessDays/shift': ['following', 'modified-following', 'preceding'],
} as const

/** Refuses terms that make no schedule, naming the field. @throws LoanError `principal-invalid`, `rate-invalid`, `term-invalid`, `date-invalid`, `terms-invalid`, `deducted-in-advance` */
export function checkTerms(terms: Terms): void {
  const { principal, termMonths, method, startDate, firstDueDate, monthsPerInstalment = 1, graceInstalments = 0, balloon = 0n, season, furtherDisbursements = [], fees = [] } = terms
  const refuse = (field: string, why: string): never => {
    throw new LoanError('terms-invalid', { field, why })
  }
  for (const [field, value] of Object.entries({ method, dayCount: terms.dayCount, rounding: terms.rounding, 'season/interest': season?.interest, 'businessDays/shift': terms.businessDays?.shift })) {
    const allowed: readonly string[] = choices[field as keyof typeof choices]
    if (value !== undefined && !allowed.includes(value)) refuse(field, `it is one of ${allowed.join(', ')}`)
  }
  checkDate(startDate, 'startDate')
  checkDate(firstDueDate, 'firstDueDate')
  if (principal <= 0n) throw new LoanError('principal-invalid', { field: 'principal' })
  parseRate(terms.annualRatePercent)
  if (!Number.isInteger(termMonths) || termMonths < 1 || termMonths > 600) throw new LoanError('term-invalid', { field: 'termMonths' })
  if (compareDates(firstDueDate, startDate) <= 0) throw new LoanError('date-invalid', { field: 'firstDueDate', why: 'the first due date is not after the start' })
  if (!Number.isInteger(monthsPerInstalment) || monthsPerInstalment < 1 || termMonths % monthsPerInstalment !== 0) refuse('monthsPerInstalment', 'it does not divide the term')
  const instalments = termMonths / monthsPerInstalment
  const amortises = method === 'level-payment' || method === 'equal-principal'
  if (!Number.isInteger(graceInstalments) || graceInstalments < 0 || graceInstalments >= instalments) refuse('graceInstalments', 'it leaves no instalment of principal')
  if (!amortises && (graceInstalments > 0 || balloon !== 0n || season !== undefined)) refuse('method', 'grace, balloon and season belong to instalments of principal')
  if (balloon < 0n || balloon >= principal) refuse('balloon', 'it is not below the principal')
  if (season && (season.months.length === 0 || season.months.some((month) => !Number.isInteger(month) || month < 1 || month > 12))) refuse('season/months', 'months are 1 to 12')
  fees.forEach(({ amount, charged }, index) => {
    if (charged === 'deducted') throw new LoanError('deducted-in-advance', { field: `fees/${index}/charged` })
    if (!['financed', 'at-start', 'each-instalment'].includes(charged)) refuse(`fees/${index}/charged`, 'it is one of financed, at-start, each-instalment')
    if (amount <= 0n) refuse(`fees/${index}/amount`, 'a fee is above zero')
  })
  furtherDisbursements.forEach(({ date, amount }, index) => {
    if (amount <= 0n) throw new LoanError('principal-invalid', { field: `furtherDisbursements/${index}/amount` })
    checkDate(date, `furtherDisbursements/${index}/date`)
    const before = index === 0 ? startDate : furtherDisbursements[index - 1]!.date
    if (compareDates(date, before) <= 0) throw new LoanError('date-invalid', { field: `furtherDisbursements/${index}/date`, why: 'disbursements come one after the other' })
  })
}

function checkDate({ year, month, day }: LocalDate, field: string): void {
  if (![year, month, day].every(Number.isInteger) || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) throw new LoanError('date-invalid', { field })
}
