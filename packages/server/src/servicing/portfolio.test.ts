import { afterAll, beforeAll, expect, it } from 'vitest'
import { installation, smallLoanApplication, type Installation } from '../testing/installation.fixture.js'
import { SignerClient } from '../testing/signerClient.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

it('says how late, in which class, and how it was at the ends of the months before', async () => {
  expect(await place.signing.loans.portfolio()).toMatchObject({ overdue: [], dueToday: { loans: 0 }, classes: { normal: 0 } })
  // Twelve instalments, the first due on 2027-01-20.
  const { contractId, code } = await place.sent(smallLoanApplication)
  const client = new SignerClient(place)
  await client.finish(await client.readyToFinish(code))
  const { loanId } = await place.signing.contracts.countersign(contractId, { sealedBy: '邵清和' })
  const { schedule } = await place.signing.loans.disburse(loanId!, { reference: 'core-1', on: '2026-12-20' })
  const owed = (number: number): string => {
    const { principal, interest } = schedule[number - 1]!
    return String(BigInt(principal.replace('.', '')) + BigInt(interest.replace('.', ''))).replace(/(\d\d)$/, '.$1')
  }
  await place.signing.loans.repay(loanId!, { amount: owed(1), on: '2027-01-20', reference: 'pay-1' })
  const until = (date: string): void => place.advance(Date.parse(`${date}T12:00:00Z`) - place.now().getTime())

  until('2027-02-20')
  expect((await place.signing.loans.portfolio()).dueToday).toEqual({ amount: owed(2), paid: '0.00', loans: 1, loansPaid: 0 })
  until('2027-04-05')
  const portfolio = await place.signing.loans.portfolio()
  expect(portfolio.overdue).toMatchObject([{ loanId, contractId, days: 44, classification: 'special-mention', instalments: [2, 3] }])
  expect(portfolio.ranges.map(({ loans }) => loans)).toEqual([0, 1, 0, 0])
  expect(portfolio.ranges[1]!.amount).toBe(portfolio.overdue[0]!.amount)
  expect(portfolio.classes).toEqual({ normal: 0, 'special-mention': 1, substandard: 0, doubtful: 0, loss: 0 })
  expect(portfolio.history).toHaveLength(13)
  expect(portfolio.history.slice(-5)).toEqual([
    { on: '2026-12-31', sharePercent: 0 },
    { on: '2027-01-31', sharePercent: 0 },
    { on: '2027-02-28', sharePercent: 100 },
    { on: '2027-03-31', sharePercent: 100 },
    { on: '2027-04-05', sharePercent: 100 },
  ])
  expect(portfolio.history[0]).toEqual({ on: '2026-04-30', sharePercent: null })

  // Paid in full it is late no more, and the months before stay what they were.
  await place.signing.loans.repay(loanId!, { amount: portfolio.overdue[0]!.amount, on: '2027-04-05', reference: 'pay-2' })
  const after = await place.signing.loans.portfolio()
  expect(after.overdue).toEqual([])
  expect(after.history.slice(-2).map(({ sharePercent }) => sharePercent)).toEqual([100, 0])
  expect((await place.signing.loans.get(loanId!)).repayments.map(({ on }) => on)).toEqual(['2027-01-20', '2027-04-05'])
})
