import { describe, expect, it } from 'vitest'
import { parseDate } from '../calendar/localDate.js'
import { classificationFloor } from './classificationFloor.js'
import { checkIdentityNumber } from './identityNumber.js'
import { checkSocialCreditCode } from './socialCreditCode.js'
import { toChineseDate } from './toChineseDate.js'

describe('toChineseDate', () => {
  it.each([
    // The two examples of the annex; the year as dates of bills have it.
    ['2026-01-15', '贰零贰陆年零壹月壹拾伍日'],
    ['2026-10-20', '贰零贰陆年零壹拾月零贰拾日'],
    // By its rule.
    ['2026-02-12', '贰零贰陆年零贰月壹拾贰日'],
    ['2030-11-09', '贰零叁零年壹拾壹月零玖日'],
    ['2027-12-10', '贰零贰柒年壹拾贰月零壹拾日'],
    ['2027-03-30', '贰零贰柒年叁月零叁拾日'],
    ['2027-08-31', '贰零贰柒年捌月叁拾壹日'],
    ['2027-09-21', '贰零贰柒年玖月贰拾壹日'],
  ])('%s', (date, expected) => {
    expect(toChineseDate(parseDate(date))).toBe(expected)
  })
})

describe('classificationFloor', () => {
  it('has a class for every number of days', () => {
    expect([0, 7, 8, 90, 91, 270, 271, 360, 361].map((days) => classificationFloor(days))).toEqual([
      'normal', 'normal', 'special-mention', 'special-mention', 'substandard', 'substandard', 'doubtful', 'doubtful', 'loss',
    ])
    expect([0, 1].map((days) => classificationFloor(days, { technical: false }))).toEqual(['normal', 'special-mention'])
  })

  it.each([-1, 1.5, Number.NaN])('refuses %d days', (days) => {
    expect(() => classificationFloor(days)).toThrow(expect.objectContaining({ code: 'date-invalid' }))
  })
})

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

describe('checkSocialCreditCode', () => {
  // The code that public validators test with; taken to be the example of GB 32100-2015, which could not be read in full.
  const example = '91350100M000100Y43'

  it('takes the example, and no other character in any of its places', () => {
    expect(checkSocialCreditCode(example)).toEqual({ valid: true })
    for (let place = 0; place < 18; place++) {
      for (const character of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
        if (character !== example[place]) expect(checkSocialCreditCode(`${example.slice(0, place)}${character}${example.slice(place + 1)}`).valid).toBe(false)
      }
    }
  })

  it.each([
    ['91530000MA00000001', 'check-character'],
    // Right modulo 31, wrong within.
    ['91530000MA0000000L', 'organisation-code'],
    ['91530000MA0000000I', 'form'],
    ['9153000XMA00000001', 'form'],
    ['91530000MA0000001', 'form'],
  ])('%s: %s', (text, reason) => {
    expect(checkSocialCreditCode(text)).toEqual({ valid: false, reason })
  })
})
