import { describe, expect, it } from 'vitest'
import { parseDate } from '../calendar/localDate.js'
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
