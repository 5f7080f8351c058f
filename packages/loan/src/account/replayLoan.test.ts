import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayCalendar } from '../calendar/holidayCalendar.js'
import { addDays, addMonths, compareDates, formatDate, parseDate } from '../calendar/localDate.js'
import { buildSchedule } from '../schedule/buildSchedule.js'
import { levelPayment } from '../schedule/levelAmount.js'
import type { RepaymentMethod, Terms } from '../schedule/terms.js'
import { paymentParts, openPart } from '../servicing/servicedInstalment.js'
import type { ServicingTerms } from './loanAccount.js'
import type { LoanEvent } from './loanEvent.js'
import { quoteSettlement } from './quoteSettlement.js'
import { approveRateChange, deliverRateChange, proposeRateChange, repriceToReference } from './rateChange.js'
import { replayLoan } from './replayLoan.js'

const day = parseDate
const terms: Terms = { principal: 12_000_000n, annualRatePercent: '6', termMonths: 12, method: 'level-payment', startDate: day('2027-01-15'), firstDueDate: day('2027-02-15') }
const servicing: ServicingTerms = { penalty: { raisePercent: 50, compound: true, graceDays: 0, yearDays: 360 } }
const paidOut: LoanEvent = { type: 'disbursement', date: day('2027-01-15'), amount: 12_000_000n }
const repay = (date: string, amount: bigint): LoanEvent => ({ type: 'repayment', date: day(date), amount })
const at = (asOf: string, events: readonly LoanEvent[], over: Partial<Terms> = {}, service = servicing) => replayLoan({ terms: { ...terms, ...over }, servicing: service, events: [paidOut, ...events], asOf: day(asOf) })
const level = levelPayment(12_000_000n, '6', 12)

describe('replayLoan', () => {
  it('follows the schedule when everything is paid on its day', () => {
    const schedule = buildSchedule(terms)
    const events = schedule.map(({ dueDate, principal, interest }): LoanEvent => ({ type: 'repayment', date: dueDate, amount: principal + interest }))
    const account = at('2028-01-15', events)
    expect(account).toMatchObject({ outstandingPrincipal: 0n, credit: 0n, toCome: [], overdue: { days: 0, amount: 0n } })
    expect(account.due.map(({ principal, interest, penalty, compound }) => [principal, interest, penalty, compound])).toEqual(schedule.map(({ principal, interest }) => [principal, interest, 0n, 0n]))
  })

  it('is nothing before it is paid out, and runs from the day it was', () => {
    expect(replayLoan({ terms, servicing, events: [], asOf: day('2027-06-01') })).toMatchObject({ disbursed: 0n, outstandingPrincipal: 0n, due: [] })
    const account = replayLoan({ terms, servicing, events: [{ ...paidOut, date: day('2027-01-25') }], asOf: day('2027-01-26') })
    // From 25 January to 15 February: 21 days of 360.
    expect(account.toCome[0]!.interest).toBe(42_000n)
  })

  it('late principal bears the raised rate, late interest too, by the day', () => {
    // 15 February unpaid; on 7 March twenty days are late: principal × 9 % × 20 / 360 and 60000 × 9 % × 20 / 360.
    const account = at('2027-03-07', [])
    const principal = level - 60_000n
    expect(account.due).toHaveLength(1)
    expect(account.due[0]).toMatchObject({ principal, interest: 60_000n, penalty: (principal * 9n * 20n + 18_000n) / 36_000n, compound: 300n })
    expect(account.overdue.days).toBe(20)
    expect(at('2027-03-07', [], {}, { penalty: { ...servicing.penalty, compound: false } }).due[0]!.compound).toBe(0n)
  })

  it('days of grace cost nothing when kept, and count from the due date when not', () => {
    const grace: ServicingTerms = { penalty: { ...servicing.penalty, graceDays: 3 } }
    expect(at('2027-02-18', [], {}, grace).due[0]!.penalty).toBe(0n)
    expect(at('2027-02-19', [], {}, grace).due[0]!.penalty).toBe(at('2027-02-19', []).due[0]!.penalty)
    expect(at('2027-03-14', [repay('2027-02-18', level)], {}, grace).due[0]).toMatchObject({ penalty: 0n, paidPrincipal: level - 60_000n })
  })

  it('many part payments cost no more penalty than the days they were late', () => {
    const rest = level - 60_000n
    const daily = Array.from({ length: 10 }, (_, index): LoanEvent => ({ type: 'repayment', date: addDays(day('2027-02-16'), index), amount: 1n }))
    const often = at('2027-03-07', daily).due[0]!
    const once = at('2027-03-07', []).due[0]!
    expect(often.penalty! <= once.penalty!).toBe(true)
    expect(once.penalty! - often.penalty! <= 1n).toBe(true)
    expect(rest).toBe(once.principal)
  })

  it('too much waits, and pays the next instalment on its day', () => {
    const early = at('2027-02-14', [repay('2027-02-01', level + 5n)])
    expect(early).toMatchObject({ credit: level + 5n, outstandingPrincipal: 12_000_000n })
    expect(at('2027-02-15', [repay('2027-02-01', level + 5n)])).toMatchObject({ credit: 5n, overdue: { days: 0 }, outstandingPrincipal: 12_000_000n - (level - 60_000n) })
  })

  it('a cost is due at once, goes first, and alone does not make the loan overdue', () => {
    const events: LoanEvent[] = [{ type: 'fee', date: day('2027-02-01'), amount: 700n, name: '送达费' }]
    expect(at('2027-02-10', events)).toMatchObject({ overdue: { days: 0, amount: 700n, instalments: [0] } })
    expect(at('2027-02-10', [...events, repay('2027-02-10', 800n)])).toMatchObject({ overdue: { days: 0, amount: 0n }, credit: 100n })
  })

  it('a part prepaid lowers the instalment or shortens the term; interest runs to the day', () => {
    const base: LoanEvent[] = [repay('2027-02-15', level)]
    const balance = 12_000_000n - (level - 60_000n)
    // Ten days into the period: balance × 6 % × 10 / 360.
    const interest = (balance * 6n * 10n + 18_000n) / 36_000n
    const amount = 3_000_000n + interest
    const lower = at('2027-02-25', [...base, { type: 'prepayment', date: day('2027-02-25'), amount, effect: 'lower-instalment' }])
    expect(lower.earlyRepayments).toEqual([{ date: day('2027-02-25'), principal: 3_000_000n, interest }])
    expect(lower.toCome).toHaveLength(11)
    expect(lower.toCome[0]!.principal + lower.toCome[0]!.interest).toBeLessThan(level - 200_000n)
    const shorter = at('2027-02-25', [...base, { type: 'prepayment', date: day('2027-02-25'), amount, effect: 'shorter-term' }])
    expect(shorter.toCome.length).toBeLessThan(9)
    expect(shorter.toCome.slice(0, -1).every((instalment) => instalment.principal + instalment.interest === level)).toBe(true)
    for (const account of [lower, shorter]) {
      expect(account.toCome.reduce((sum, instalment) => sum + instalment.principal, 0n)).toBe(balance - 3_000_000n)
      // The rest of the period: 20 of its 30 days.
      expect(account.toCome[0]!.interest).toBe(((balance - 3_000_000n) * 6n * 20n + 18_000n) / 36_000n)
    }
  })

  it('a shorter term stays shorter when the rate changes', () => {
    const events: LoanEvent[] = [repay('2027-02-15', level), { type: 'prepayment', date: day('2027-02-25'), amount: 4_000_000n, effect: 'shorter-term' }]
    const before = at('2027-02-25', events)
    const after = at('2027-03-01', [...events, repriceToReference({ date: day('2027-03-01'), referencePercent: '5', marginBasisPoints: 0, reference: 'LPR 1Y' })])
    expect(after.toCome.map(({ number }) => number)).toEqual(before.toCome.map(({ number }) => number))
    expect(after.toCome.at(-1)!.number).toBeLessThan(12)
  })

  it('interest paid with a prepayment is not due again, after a change of rate within the period either', () => {
    const events: LoanEvent[] = [repriceToReference({ date: day('2027-01-25'), referencePercent: '3', marginBasisPoints: 0, reference: 'LPR 1Y' })]
    // Ten days at 6 % and five at 3 % of 12 000 000.
    const account = at('2027-01-30', [...events, { type: 'prepayment', date: day('2027-01-30'), amount: 2_000_000n + 25_000n, effect: 'lower-instalment' }])
    expect(account.earlyRepayments).toEqual([{ date: day('2027-01-30'), principal: 2_000_000n, interest: 25_000n }])
    expect(account.toCome[0]!.interest).toBe((10_000_000n * 3n * 15n) / 36_000n)
  })

  it('all prepaid settles for exactly what the quote says', () => {
    const options = { terms, servicing, events: [paidOut, repay('2027-02-15', level)], asOf: day('2027-03-01') }
    const quote = quoteSettlement(options)
    expect(quote).toMatchObject({ fees: 0n, penalty: 0n, compound: 0n, due: 0n, credit: 0n })
    expect(quote.total).toBe(quote.principal + quote.interest)
    const settled = replayLoan({ ...options, events: [...options.events, { type: 'prepayment', date: day('2027-03-01'), amount: quote.total, effect: 'lower-instalment' }], asOf: day('2028-02-01') })
    expect(settled).toMatchObject({ outstandingPrincipal: 0n, toCome: [], credit: 0n, accruedInterest: 0n })
    expect(replayLoan({ ...options, events: [...options.events, { type: 'prepayment', date: day('2027-03-01'), amount: 'all', effect: 'lower-instalment' }] }).earlyRepayments).toEqual(settled.earlyRepayments)
  })

  it('a late loan is settled by its due part and then the rest', () => {
    const options = { terms, servicing, events: [paidOut], asOf: day('2027-03-01') }
    const quote = quoteSettlement(options)
    expect(quote.penalty).toBeGreaterThan(0n)
    const settled = replayLoan({ ...options, events: [paidOut, repay('2027-03-01', quote.due), { type: 'prepayment', date: day('2027-03-01'), amount: quote.total - quote.due, effect: 'lower-instalment' }] })
    expect(settled).toMatchObject({ outstandingPrincipal: 0n, credit: 0n, toCome: [], overdue: { amount: 0n } })
  })

  it('another reference rate works out the instalment anew', () => {
    // Apache Fineract, feature C3217: 100.00 over six months at 7 %, 4 % after the first instalment: 17.01, then 16.88.
    const small: Partial<Terms> = { principal: 10_000n, annualRatePercent: '7', termMonths: 6, startDate: day('2024-01-01'), firstDueDate: day('2024-02-01') }
    const account = replayLoan({
      terms: { ...terms, ...small }, servicing, asOf: day('2024-02-01'),
      events: [{ type: 'disbursement', date: day('2024-01-01'), amount: 10_000n }, { type: 'repayment', date: day('2024-02-01'), amount: 1_701n }, repriceToReference({ date: day('2024-02-01'), referencePercent: '3.20', marginBasisPoints: 80, reference: 'LPR 1Y' })],
    })
    expect(account.annualRatePercent).toBe('4.00')
    expect(account.toCome.map(({ principal, interest }) => principal + interest).slice(0, -1)).toEqual([1_688n, 1_688n, 1_688n, 1_688n])
  })

  it('within a period each rate counts for its own days', () => {
    const account = at('2027-01-30', [repriceToReference({ date: day('2027-01-25'), referencePercent: '3', marginBasisPoints: 0, reference: 'LPR 1Y' })])
    // Ten days at 6 % and twenty of the thirty at 3 %.
    expect(account.toCome[0]!.interest).toBe(20_000n + 20_000n)
    // What was carried is due with that instalment, and no more after it.
    const later = at('2027-02-20', [repriceToReference({ date: day('2027-01-25'), referencePercent: '3', marginBasisPoints: 0, reference: 'LPR 1Y' }), repay('2027-02-15', 2_000_000n)])
    expect(later.accruedInterest).toBe((later.outstandingPrincipal * 3n * 5n + 18_000n) / 36_000n)
    // The same rate again changes nothing.
    expect(at('2027-01-30', [repriceToReference({ date: day('2027-01-25'), referencePercent: '6', marginBasisPoints: 0, reference: 'LPR 1Y' })]).toCome).toEqual(at('2027-01-30', []).toCome)
  })

  it('a change by risk is a proposal, then approved, then delivered', () => {
    const proposal = proposeRateChange({ fromPercent: '6', toPercent: '6.5', effectiveOn: day('2027-03-15'), reason: '连续两期逾期', proposedBy: 'risk-model-3' })
    const events = (event: unknown): LoanEvent[] => [repay('2027-02-15', level), event as LoanEvent]
    expect(() => at('2027-04-01', events({ ...proposal, date: day('2027-03-15') }))).toThrow(expect.objectContaining({ code: 'rate-change-not-approved' }))
    expect(() => at('2027-04-01', events({ type: 'repricing', date: day('2027-03-15'), annualRatePercent: '6.5', basis: { kind: 'approved-change', approvedBy: '', by: 'notice', reference: '' } }))).toThrow(expect.objectContaining({ code: 'rate-change-not-approved' }))
    expect(() => at('2027-04-01', events({ type: 'repricing', date: day('2027-03-15'), annualRatePercent: '6.5' }))).toThrow(expect.objectContaining({ code: 'rate-change-not-approved' }))
    expect(() => deliverRateChange(proposal as never, { by: 'signed-addendum', reference: 'add-1', on: day('2027-03-01') })).toThrow(expect.objectContaining({ code: 'rate-change-not-approved' }))
    expect(() => approveRateChange(proposal, { approvedBy: 'risk-model-3', approvedOn: day('2027-02-20') })).toThrow(expect.objectContaining({ code: 'rate-change-not-approved' }))
    const approved = approveRateChange(proposal, { approvedBy: '林知远', approvedOn: day('2027-02-20') })
    expect(() => deliverRateChange(approved, { by: 'notice', reference: 'n-1', on: day('2027-03-01') })).toThrow(expect.objectContaining({ code: 'addendum-required' }))
    expect(() => deliverRateChange(approved, { by: 'signed-addendum', reference: 'add-1', on: day('2027-03-16') })).toThrow(expect.objectContaining({ code: 'date-invalid' }))
    expect(() => deliverRateChange(approved, { by: 'signed-addendum', reference: 'add-1', on: day('2027-02-19') })).toThrow(expect.objectContaining({ code: 'date-invalid' }))
    const event = deliverRateChange(approved, { by: 'signed-addendum', reference: 'add-1', on: day('2027-03-01') })
    expect(at('2027-04-01', events(event)).annualRatePercent).toBe('6.50')
    const lower = approveRateChange(proposeRateChange({ ...proposal, toPercent: '5.5' }), { approvedBy: '林知远', approvedOn: day('2027-02-20') })
    expect(deliverRateChange(lower, { by: 'notice', reference: 'n-2', on: day('2027-03-01') }).annualRatePercent).toBe('5.5')
  })

  it('further disbursements join on the day they are made; what was planned and not made is no debt', () => {
    const drawing: Partial<Terms> = { method: 'equal-principal', furtherDisbursements: [{ date: day('2027-03-01'), amount: 6_000_000n }] }
    const events: LoanEvent[] = [repay('2027-02-15', 1_060_000n), { type: 'disbursement', date: day('2027-03-05'), amount: 6_000_000n }]
    const account = at('2027-03-20', events, drawing)
    expect(account.disbursed).toBe(18_000_000n)
    expect(account.due[1]).toMatchObject({ principal: 1_000_000n, interest: 55_000n + 10_000n })
    expect(account.outstandingPrincipal).toBe(17_000_000n)
    const undrawn = at('2027-03-20', events.slice(0, 1), drawing)
    expect(undrawn).toMatchObject({ disbursed: 12_000_000n, outstandingPrincipal: 11_000_000n })
    expect([...undrawn.due, ...undrawn.toCome].reduce((sum, { principal }) => sum + principal, 0n)).toBe(12_000_000n)
    // A change of rate in the period of a disbursement. The old balance has 23 of its 30 days at 6 % and seven at 3 %; the new money its own: five and five.
    const changed = at('2027-03-10', [...events, repriceToReference({ date: day('2027-03-10'), referencePercent: '3', marginBasisPoints: 0, reference: 'LPR 1Y' })], drawing)
    expect(changed.toCome[0]!.interest).toBe((11_000_000n * (6n * 23n + 3n * 7n) + 6_000_000n * (6n * 5n + 3n * 5n) + 18_000n) / 36_000n)
    expect(changed.toCome.reduce((sum, { principal }) => sum + principal, 0n)).toBe(17_000_000n)
    // On one day, in either order: 18 days at 6 %, then twelve of the old balance and ten of the new money at 3 %.
    const repricing = repriceToReference({ date: day('2027-03-05'), referencePercent: '3', marginBasisPoints: 0, reference: 'LPR 1Y' })
    for (const order of [[...events, repricing], [events[0]!, repricing, events[1]!]]) {
      const { toCome } = at('2027-03-10', order, { ...drawing, furtherDisbursements: [{ date: day('2027-03-05'), amount: 6_000_000n }] })
      expect([toCome[0]!.interest, toCome.reduce((sum, { principal }) => sum + principal, 0n)]).toEqual([(11_000_000n * (6n * 18n + 3n * 12n) + 6_000_000n * 3n * 10n) / 36_000n, 17_000_000n])
    }
    expect(() => at('2027-03-20', [events[0]!, { ...events[1]!, amount: 5_900_000n } as LoanEvent], drawing)).toThrow(expect.objectContaining({ code: 'deducted-in-advance', details: { field: 'disbursements/1/amount', missing: 100_000n } }))
  })

  it('a payment day that business days moved is late from the day after it; the next period began before', () => {
    const holidays = holidayCalendar({ 2027: { holidays: [], workdays: [] }, 2028: { holidays: [], workdays: [] } })
    // 15 May 2027 is a Saturday.
    const moved: Partial<Terms> = { firstDueDate: day('2027-05-15'), businessDays: { holidays, shift: 'following' } }
    expect(at('2027-05-17', [], moved).overdue.days).toBe(0)
    expect(at('2027-05-18', [], moved).overdue).toMatchObject({ days: 1, instalments: [1] })
    const paid = at('2027-05-20', [repay('2027-05-17', 24_000_000n)], moved)
    expect(paid.accruedInterest).toBe((paid.outstandingPrincipal * 6n * 5n + 18_000n) / 36_000n)
    // On Sunday the instalment can be paid, is not late, and the balance without it bears a day's interest.
    const sunday = at('2027-05-16', [], moved)
    expect(sunday).toMatchObject({ due: [{ number: 1 }], overdue: { days: 0 } })
    expect(sunday.accruedInterest).toBe(((sunday.outstandingPrincipal - sunday.due[0]!.principal) * 6n + 18_000n) / 36_000n)
    expect(at('2027-05-18', [], { ...moved, businessDays: { holidays, shift: 'preceding' } }).overdue.days).toBe(4)
  })

  it('a payment day moved forward ends no period: what is drawn between counts from the next one', () => {
    const holidays = holidayCalendar({ 2027: { holidays: [], workdays: [] }, 2028: { holidays: [], workdays: [] } })
    // 15 May 2027 is a Saturday; the instalment is due on Friday, and the second part is paid out that day.
    const friday: Partial<Terms> = { firstDueDate: day('2027-05-15'), businessDays: { holidays, shift: 'preceding' }, furtherDisbursements: [{ date: day('2027-05-14'), amount: 6_000_000n }] }
    const account = at('2027-05-14', [{ type: 'disbursement', date: day('2027-05-14'), amount: 6_000_000n }], friday)
    expect(account).toMatchObject({ due: [{ number: 1 }], accruedInterest: 0n, outstandingPrincipal: 18_000_000n })
    expect(account.toCome.reduce((sum, { principal }) => sum + principal, account.due[0]!.principal)).toBe(18_000_000n)
    expect(account.toCome[0]!.interest).toBe(((18_000_000n - account.due[0]!.principal) * 6n + 600n) / 1_200n)
  })

  it('more prepaid than the balloon leaves: interest, and the rest at the end', () => {
    const { toCome } = at('2027-01-20', [{ type: 'prepayment', date: day('2027-01-15'), amount: 9_000_000n, effect: 'lower-instalment' }], { balloon: 6_000_000n })
    expect(toCome.map(({ principal }) => principal)).toEqual([...Array.from({ length: 11 }, () => 0n), 3_000_000n])
  })

  it('a quote never asks for less than nothing', () => {
    const options = { terms, servicing, events: [paidOut, repay('2027-01-20', 20_000_000n)], asOf: day('2028-01-15') }
    expect(quoteSettlement(options)).toMatchObject({ total: 0n, due: 0n, principal: 0n })
  })

  it.each<[string, readonly LoanEvent[], string]>([
    ['events out of order', [repay('2027-03-01', 1n), repay('2027-02-01', 1n)], 'event-invalid'],
    ['a payment of nothing', [repay('2027-03-01', 0n)], 'amount-invalid'],
    ['a prepayment while something is due', [{ type: 'prepayment', date: day('2027-02-16'), amount: 'all', effect: 'lower-instalment' }], 'prepayment-invalid'],
    ['a prepayment below the interest', [{ type: 'prepayment', date: day('2027-02-10'), amount: 10n, effect: 'lower-instalment' }], 'prepayment-invalid'],
    ['an event nobody knows', [{ type: 'write-off', date: day('2027-02-01') } as unknown as LoanEvent], 'event-invalid'],
    ['a second disbursement that was not agreed', [{ type: 'disbursement', date: day('2027-02-01'), amount: 1n }], 'event-invalid'],
  ])('refuses %s', (_name, events, code) => {
    expect(() => at('2027-04-01', events)).toThrow(expect.objectContaining({ code }))
  })

  it('refuses interest taken out of the principal, and anything before the money went out', () => {
    expect(() => replayLoan({ terms, servicing, events: [{ ...paidOut, amount: 11_280_000n }], asOf: day('2027-02-01') })).toThrow(expect.objectContaining({ code: 'deducted-in-advance', details: { field: 'disbursements/0/amount', missing: 720_000n } }))
    expect(() => replayLoan({ terms, servicing, events: [repay('2027-02-01', 1n)], asOf: day('2027-02-01') })).toThrow(expect.objectContaining({ code: 'event-invalid' }))
  })

  it('loses and makes no money, whatever happens', () => {
    fc.assert(
      fc.property(storyArbitrary, ({ loan, events, asOf }) => {
        const account = replayLoan({ terms: loan, servicing, events, asOf })
        const paidIn = events.reduce((sum, event) => (event.type === 'repayment' ? sum + event.amount : event.type === 'prepayment' && event.amount !== 'all' ? sum + event.amount : sum), 0n)
        const paid = account.due.reduce((sum, entry) => sum + entry.paidPrincipal + entry.paidInterest + entry.paidFees! + entry.paidPenalty! + entry.paidCompound!, 0n)
        const early = account.earlyRepayments.reduce((sum, { principal, interest }) => sum + principal + interest, 0n)
        expect(paid + early + account.credit).toBe(paidIn)
        const dueNow = account.due.reduce((sum, { principal }) => sum + principal, 0n)
        const later = account.toCome.reduce((sum, { principal }) => sum + principal, 0n)
        expect(dueNow + later + account.earlyRepayments.reduce((sum, { principal }) => sum + principal, 0n)).toBe(account.disbursed)
        expect(account.outstandingPrincipal).toBe(later + account.due.reduce((sum, entry) => sum + openPart(entry, 'principal'), 0n))
        expect([...account.due, ...account.toCome].every((entry) => paymentParts.every((part) => openPart(entry, part) >= 0n))).toBe(true)
        // Settling on the day leaves nothing.
        const quote = quoteSettlement({ terms: loan, servicing, events, asOf })
        const settling: LoanEvent[] = [
          ...(quote.due > 0n ? [{ type: 'repayment' as const, date: asOf, amount: quote.due }] : []),
          ...(account.toCome.length > 0 ? [{ type: 'prepayment' as const, date: asOf, amount: 'all' as const, effect: 'lower-instalment' as const }] : []),
        ]
        const settled = replayLoan({ terms: loan, servicing, events: [...events, ...settling], asOf })
        expect([settled.outstandingPrincipal, settled.overdue.amount, settled.toCome.length]).toEqual([0n, 0n, 0])
      }),
      { numRuns: 300 },
    )
  })

  it('the past does not depend on what comes later', () => {
    fc.assert(
      fc.property(storyArbitrary, ({ loan, events, asOf }) => {
        const whole = replayLoan({ terms: loan, servicing, events, asOf })
        for (const { date } of events) {
          const then = replayLoan({ terms: loan, servicing, events, asOf: date })
          expect(whole.due.slice(0, then.due.length).map(({ number, principal, interest }) => [number, principal, interest])).toEqual(then.due.map(({ number, principal, interest }) => [number, principal, interest]))
          expect(whole.earlyRepayments.slice(0, then.earlyRepayments.length)).toEqual(then.earlyRepayments)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('follows the schedule with its later disbursements, when they are made as planned', () => {
    fc.assert(
      fc.property(storyArbitrary, ({ loan, asOf }) => {
        const schedule = buildSchedule(loan)
        const drawn: LoanEvent[] = [{ date: loan.startDate, amount: loan.principal }, ...(loan.furtherDisbursements ?? [])].map(({ date, amount }) => ({ type: 'disbursement', date, amount }))
        const { due } = replayLoan({ terms: loan, servicing, events: drawn, asOf })
        const expected = schedule.filter(({ dueDate }) => compareDates(dueDate, asOf) <= 0)
        expect(due.map(({ number, principal, interest }) => [number, principal, interest])).toEqual(expected.map(({ number, principal, interest }) => [number, principal, interest]))
      }),
      { numRuns: 200 },
    )
  })

  it('interest is that of every single day', () => {
    fc.assert(
      fc.property(storyArbitrary, (story) => {
        const loan: Terms = { ...story.loan, dayCount: 'act/360' }
        const on = (asOf: Terms['startDate']) => replayLoan({ terms: loan, servicing, events: story.events, asOf })
        let account
        try {
          account = on(story.asOf)
        } catch (error) {
          // What could be prepaid under the other day count cannot always be under this one.
          if ((error as { code?: string }).code === 'prepayment-invalid') return
          throw error
        }
        // Day by day: principal not yet due at the end of a day, at the rate of that day, over 360; in millionths of per cent.
        let exact = 0n
        for (let date = loan.startDate; compareDates(date, story.asOf) < 0; date = addDays(date, 1)) {
          const { outstandingPrincipal, due, annualRatePercent } = on(date)
          exact += (outstandingPrincipal - due.reduce((sum, entry) => sum + openPart(entry, 'principal'), 0n)) * BigInt(Math.round(Number(annualRatePercent) * 100))
        }
        const charged = account.due.reduce((sum, { interest }) => sum + interest, 0n) + account.earlyRepayments.reduce((sum, { interest }) => sum + interest, 0n) + account.accruedInterest
        const roundings = BigInt(account.due.length + account.earlyRepayments.length + 1)
        const off = charged * 3_600_000n - exact
        expect((off < 0n ? -off : off) <= (roundings * 3_600_000n) / 2n).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

/** A loan with payments, part prepayments where nothing is due, and changes of rate on any days. */
const storyArbitrary = fc
  .record({
    principal: fc.bigInt(100_000n, 10n ** 9n),
    rate: fc.integer({ min: 0, max: 2_400 }),
    termMonths: fc.integer({ min: 1, max: 24 }),
    method: fc.constantFrom<RepaymentMethod>('level-payment', 'equal-principal', 'interest-only', 'bullet'),
    dayCount: fc.constantFrom('by-month', 'act/360', '30e/360', 'act/act-isda') as fc.Arbitrary<NonNullable<Terms['dayCount']>>,
    firstDay: fc.integer({ min: 1, max: 31 }),
    happenings: fc.array(fc.record({ gap: fc.integer({ min: 0, max: 60 }), what: fc.constantFrom('pay', 'prepay', 'reprice', 'draw'), part: fc.integer({ min: 1, max: 130 }) }), { maxLength: 10 }),
    tail: fc.integer({ min: 0, max: 400 }),
  })
  .map(({ rate, firstDay, happenings, tail, ...rest }) => {
    const second = { date: day('2027-03-12'), amount: rest.principal / 2n + 1n }
    const loan: Terms = { ...rest, ...(rest.termMonths >= 3 ? { furtherDisbursements: [second] } : {}), annualRatePercent: (rate / 100).toFixed(2), startDate: day('2027-01-31'), firstDueDate: { ...addMonths(day('2027-03-01'), 0), day: firstDay } }
    const instalment = loan.principal / BigInt(loan.termMonths) + 1n
    let date = loan.startDate
    const events: LoanEvent[] = [{ type: 'disbursement', date, amount: loan.principal }]
    for (const { gap, what, part } of happenings) {
      date = addDays(date, gap)
      const amount = (instalment * BigInt(part)) / 100n + 1n
      const event: LoanEvent =
        what === 'reprice' ? repriceToReference({ date, referencePercent: (part / 10).toFixed(2), marginBasisPoints: 0, reference: formatDate(date) })
        : what === 'draw' ? { type: 'disbursement', date, amount: second.amount }
        : what === 'pay' ? { type: 'repayment', date, amount }
        : { type: 'prepayment', date, amount, effect: part % 2 === 0 ? 'lower-instalment' : 'shorter-term' }
      try {
        replayLoan({ terms: loan, servicing, events: [...events, event], asOf: date })
        events.push(event)
      } catch (error) {
        // Not possible there: something is due, everything was drawn, or the loan has ended.
        if (!['prepayment-invalid', 'event-invalid', 'date-invalid'].includes((error as { code?: string }).code ?? '')) throw error
      }
    }
    return { loan, events, asOf: addDays(date, tail) }
  })
