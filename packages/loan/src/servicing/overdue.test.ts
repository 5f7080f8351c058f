import { describe, expect, it } from 'vitest'
import { addDays, parseDate } from '../calendar/localDate.js'
import { instalments, late } from './late.fixture.js'
import { overdueAt, overdueBalances } from './overdue.js'

describe('overdue', () => {
  it('is late from the day after the due date', () => {
    expect(overdueAt(instalments, parseDate('2027-01-20'))).toEqual({ days: 0, amount: 0n, instalments: [] })
    expect(overdueAt(instalments, parseDate('2027-01-21'))).toEqual({ days: 1, amount: 412n, instalments: [1] })
  })

  it('balances: late parts up to 90 days, the whole principal beyond', () => {
    expect(overdueBalances(late, parseDate('2027-02-21'))).toEqual({ days: 32, overduePrincipal: 800n, overdueInterest: 12n + 8n + 9n + 1n + 3n, overdueFees: 50n, outstandingPrincipal: 1_200n, overdueLoanBalance: 800n })
    expect(overdueBalances(late, parseDate('2027-04-20')).overdueLoanBalance).toBe(1_200n)
    const first = [instalments[0]!, ...instalments.slice(1).map((instalment) => ({ ...instalment, dueDate: parseDate('2028-01-20') }))]
    expect([90, 91].map((days) => overdueBalances(first, addDays(parseDate('2027-01-20'), days)).overdueLoanBalance)).toEqual([400n, 1_200n])
    const half = [{ ...late[0]!, paidPrincipal: 100n }, ...late.slice(1)]
    expect(overdueBalances(half, parseDate('2027-04-20'))).toMatchObject({ days: 90, overdueLoanBalance: 1_100n })
    expect(overdueBalances(half, parseDate('2027-02-20'))).toMatchObject({ days: 31, overdueLoanBalance: 300n })
  })
})
