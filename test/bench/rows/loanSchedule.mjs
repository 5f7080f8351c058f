import { buildSchedule, chinaAnnualRate, parseDate, scheduleFlows } from '@loansign/loan'
import { Decimal } from 'decimal.js'

const rounds = 300
const terms = { principal: 100_000_000n, annualRatePercent: '3.85', termMonths: 360, method: 'level-payment', startDate: parseDate('2026-12-20'), firstDueDate: parseDate('2027-01-20') }

/**
 * A level-payment loan of 360 months, with its exact schedule and its annual cost, beside the same table alone, without dates and without annual cost,
 * as a short loop over decimal.js of 20 digits writes it. Both warm and in one process, the least of many rounds; the budget of 1 ms is told in microseconds beside.
 */
export async function loanSchedule() {
  const ours = () => {
    const schedule = buildSchedule(terms)
    return { schedule, cost: chinaAnnualRate(scheduleFlows(terms, schedule)) }
  }
  const interestOf = (rows) => rows.reduce((sum, interest) => sum + BigInt(interest.toString()), 0n)
  const exact = ours().schedule.reduce((sum, { interest }) => sum + interest, 0n)
  if (interestOf(decimalTable()) !== exact) throw new Error('the floor does not compute the same table')
  const floor = least(decimalTable)
  const whole = least(ours)
  const value = Math.round((whole / floor) * 100) / 100
  return { id: 'loan-schedule', what: 'schedule of 360 months with annual cost', value, unit: '× floor', budget: 1, holds: value <= 1, beside: `decimal.js, the table alone ${floor} µs; schedule and annual cost ${whole} µs, least of ${rounds}` }
}

function decimalTable() {
  const monthly = new Decimal('3.85').div(1200)
  const level = new Decimal('100000000').mul(monthly).div(new Decimal(1).minus(monthly.plus(1).pow(-360))).toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
  let balance = new Decimal('100000000')
  return Array.from({ length: 360 }, (_, index) => {
    const interest = balance.mul(monthly).toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
    balance = balance.minus(index === 359 ? balance : level.minus(interest))
    return interest
  })
}

function least(work) {
  for (let i = 0; i < rounds; i++) work()
  let best = Infinity
  for (let i = 0; i < rounds; i++) {
    const before = process.hrtime.bigint()
    work()
    best = Math.min(best, Number(process.hrtime.bigint() - before))
  }
  return Math.round(best / 1000)
}
