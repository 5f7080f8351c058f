import { describe, expect, it } from 'vitest'
import { parseDate } from '../calendar/localDate.js'
import { checkIdentityNumber } from './identityNumber.js'

describe('checkIdentityNumber', () => {
  const today = parseDate('2026-11-20')
  const check = (text: string): unknown => checkIdentityNumber(text, { today })

  it('takes the examples of GB 11643-1999, annexes A and B', () => {
    expect(check('11010519491231002X')).toEqual({ valid: true, birthDate: parseDate('1949-12-31') })
    expect(check('440524188001010014')).toEqual({ valid: true, birthDate: parseDate('1880-01-01') })
  })

  it('finds any digit of them that is changed', () => {
    for (const number of ['11010519491231002X', '440524188001010014']) {
      for (let place = 0; place < 17; place++) {
        for (const digit of '0123456789') {
          if (digit !== number[place]) expect(checkIdentityNumber(`${number.slice(0, place)}${digit}${number.slice(place + 1)}`, { today: parseDate('9999-12-31') }).valid).toBe(false)
        }
      }
    }
  })

  it.each([
    // Fictional numbers, which fail their check digits.
    ['530000198703150017', 'check-digit'],
    ['530000198702300017', 'birth-date'],
    ['530000202703150017', 'birth-date'],
    ['53000019870315001', 'form'],
    ['53000019870315001x', 'form'],
    ['530000870315001', 'form'],
    ['５30000198703150017', 'form'],
  ])('%s: %s', (text, reason) => {
    expect(check(text)).toEqual({ valid: false, reason })
  })
})
