import { compareDates, parseDate, type LocalDate } from '../calendar/localDate.js'
import { LoanError } from '../errors.js'

/** What the digits of an identity number say, or why they are none. Never a substitute for the answer of the register. */
export type IdentityNumberCheck =
  | { readonly valid: true; readonly birthDate: LocalDate }
  | { readonly valid: false; readonly reason: 'form' | 'birth-date' | 'check-digit' }

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkDigits = '10X98765432'

/**
 * Checks a Chinese citizen's identity number of 18 places: GB 11643-1999, check digit by ISO 7064 MOD 11-2, born on a day that exists and is not after `today`.
 * The area code is only looked at for its form: codes are given up and given anew.
 */
export function checkIdentityNumber(text: string, { today }: { readonly today: LocalDate }): IdentityNumberCheck {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return { valid: false, reason: 'form' }
  const birthDate = dateOf(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)
  if (birthDate === null || compareDates(birthDate, today) > 0) return { valid: false, reason: 'birth-date' }
  const sum = weights.reduce((total, weight, place) => total + weight * Number(text[place]), 0)
  return checkDigits[sum % 11] === text[17] ? { valid: true, birthDate } : { valid: false, reason: 'check-digit' }
}

function dateOf(text: string): LocalDate | null {
  try {
    return parseDate(text)
  } catch (error) {
    if (error instanceof LoanError) return null
    throw error
  }
}
