import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, parseDate } from '../calendar/localDate.js'
import { buildSchedule } from '../schedule/buildSchedule.js'
import { allocatePayment, type AllocationOrder } from './allocatePayment.js'
import { overdueAt, overdueBalances } from './overdue.js'
import { openAmount, openPart, paymentParts, type PaymentPart, type ServicedInstalment } from './servicedInstalment.js'

const dates = { startDate: parseDate('2026-12-20'), firstDueDate: parseDate('2027-01-20') }
const instalments: ServicedInstalment[] = buildSchedule({ principal: 1_200n, annualRatePercent: '12', termMonths: 3, method: 'equal-principal', ...dates }).map((instalment) => ({ ...instalment, paidPrincipal: 0n, paidInterest: 0n }))
const late: ServicedInstalment[] = [
  { ...instalments[0]!, fees: 50n, penalty: 9n, compound: 1n },
  { ...instalments[1]!, penalty: 3n },
  instalments[2]!,
]

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

describe('allocatePayment', () => {
  const paid = (order: AllocationOrder, amount: bigint): bigint[][] => allocatePayment(late, amount, order).instalments.map((instalment, index) => paymentParts.map((part) => openPart(late[index]!, part) - openPart(instalment, part)))

  it('pays interest before principal, the oldest instalment first', () => {
    const { instalments: after, excess } = allocatePayment(instalments, 420n)
    expect(after.map(({ paidInterest, paidPrincipal }) => [paidInterest, paidPrincipal])).toEqual([[12n, 400n], [8n, 0n], [0n, 0n]])
    expect(excess).toBe(0n)
    expect(allocatePayment(instalments, 5_000n).excess).toBe(5_000n - 1_200n - 24n)
  })

  it('takes the order of the contract', () => {
    // Columns: fees, interest, penalty, compound, principal.
    expect(paid({ parts: ['fees', 'interest', 'penalty', 'compound', 'principal'], by: 'instalment' }, 100n)).toEqual([[50n, 12n, 9n, 1n, 28n], [0n, 0n, 0n, 0n, 0n], [0n, 0n, 0n, 0n, 0n]])
    expect(paid({ parts: ['fees', 'interest', 'penalty', 'compound', 'principal'], by: 'part' }, 80n)).toEqual([[50n, 12n, 6n, 0n, 0n], [0n, 8n, 0n, 0n, 0n], [0n, 4n, 0n, 0n, 0n]])
    expect(paid({ parts: ['principal', 'interest', 'penalty', 'compound', 'fees'], by: 'part' }, 1_000n).map((row) => row[4])).toEqual([400n, 400n, 200n])
  })

  it('loses and makes no money, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...paymentParts], { minLength: 5 }), fc.constantFrom('instalment', 'part') as fc.Arbitrary<AllocationOrder['by']>, fc.bigInt(0n, 3_000n), (parts: PaymentPart[], by, amount) => {
        const { instalments: after, excess } = allocatePayment(late, amount, { parts, by })
        const open = (list: readonly ServicedInstalment[]): bigint => list.reduce((sum, instalment) => sum + openAmount(instalment), 0n)
        expect(open(late) - open(after) + excess).toBe(amount)
        expect(after.every((instalment) => paymentParts.every((part) => openPart(instalment, part) >= 0n))).toBe(true)
        if (excess > 0n) expect(open(after)).toBe(0n)
      }),
    )
  })

  it('refuses an order that forgets a part, and amounts below zero', () => {
    expect(() => allocatePayment(late, 1n, { parts: ['fees', 'interest', 'principal', 'principal', 'compound'], by: 'part' })).toThrow(expect.objectContaining({ code: 'terms-invalid' }))
    expect(() => allocatePayment(late, -1n)).toThrow(expect.objectContaining({ code: 'amount-invalid' }))
  })
})
