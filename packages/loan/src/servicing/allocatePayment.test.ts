import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocatePayment, type AllocationOrder } from './allocatePayment.js'
import { instalments, late } from './late.fixture.js'
import { openAmount, openPart, paymentParts, type PaymentPart, type ServicedInstalment } from './servicedInstalment.js'

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
