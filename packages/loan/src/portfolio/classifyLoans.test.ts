import { describe, expect, it } from 'vitest'
import { addDays, parseDate } from '../calendar/localDate.js'
import { classifyLoans, type PortfolioLoan } from './classifyLoans.js'
import { summarisePortfolio } from './summarisePortfolio.js'

const at = parseDate('2027-06-30')
/** Two instalments of 100 and 10: one that was due so many days ago, one to come. */
const loan = (id: string, daysAgo: number, paid = false): PortfolioLoan => ({
  id,
  instalments: [-daysAgo, 30].map((days, index) => ({ number: index + 1, dueDate: addDays(at, days), principal: 100n, interest: 10n, paidPrincipal: paid && index === 0 ? 100n : 0n, paidInterest: paid && index === 0 ? 10n : 0n })),
})

describe('classifyLoans', () => {
  it('classifies and sums', async () => {
    const loans = [loan('a', 0), loan('b', 400, true), loan('c', 8), loan('d', 91), loan('e', 361), loan('f', 365)]
    const classified = []
    for await (const one of classifyLoans(loans, { at })) classified.push([one.id, one.classification, one.range, one.overdueLoanBalance])
    expect(classified).toEqual([['a', 'normal', null, 0n], ['b', 'normal', null, 0n], ['c', 'special-mention', '1-30', 100n], ['d', 'substandard', '91-180', 200n], ['e', 'loss', '361+', 200n], ['f', 'loss', '361+', 200n]])
    expect(await summarisePortfolio(classifyLoans(loans, { at }))).toMatchObject({
      total: { loans: 6, outstandingPrincipal: 1_100n, overdueLoanBalance: 700n },
      byClass: { normal: { loans: 2 }, loss: { loans: 2, outstandingPrincipal: 400n } },
      byRange: { '361+': { loans: 2 } },
      nonPerforming: { loans: 3, overdueLoanBalance: 600n },
    })
  })

  it('asks for the next loan only when the one before was taken', async () => {
    let asked = 0
    function* source(): Generator<PortfolioLoan> {
      for (;;) yield loan(String(++asked), 1)
    }
    for await (const { id } of classifyLoans(source(), { at })) {
      expect(asked).toBe(Number(id))
      if (asked === 1_000) break
    }
    expect(asked).toBe(1_000)
  })
})
