import { addMonths, allocatePayment, classificationFloor, compareDates, daysInMonth, formatDate, openAmount, overdueAt, parseDate, parseMoney, toDecimal, type Classification, type LocalDate } from '@loansign/loan'
import type { Context } from '../context.js'
import { readInstalments, today, type InstalmentRow } from './readLoan.js'

/** Ranges of days overdue; the last has no end. */
const overdueRanges = [[1, 30], [31, 60], [61, 90], [91, null]] as const

export interface Portfolio {
  /** The day it was looked at, by `now`. */
  readonly on: string
  /** Loans paid out and not settled, by the floor of their class. */
  readonly classes: Readonly<Record<Classification, number>>
  readonly ranges: readonly { readonly from: number; readonly to: number | null; readonly loans: number; readonly amount: string }[]
  /** Longest overdue first. */
  readonly overdue: readonly { readonly loanId: string; readonly contractId: string; readonly days: number; readonly amount: string; readonly classification: Classification; readonly instalments: readonly number[] }[]
  /**
   * The last twelve month ends and the day itself, oldest first: the outstanding principal of loans with something late, as a share of all
   * outstanding principal. Recomputed from schedules and repayments; null while nothing was outstanding.
   */
  readonly history: readonly { readonly on: string; readonly sharePercent: number | null }[]
  /** What falls due on the day, and how much of it is paid. */
  readonly dueToday: { readonly amount: string; readonly paid: string; readonly loans: number; readonly loansPaid: number }
}

interface Followed { readonly id: string; readonly contractId: string; readonly disbursedOn: string; readonly instalments: readonly InstalmentRow[]; readonly payments: readonly { readonly on: string; readonly amount: bigint }[] }

/** All loans that were paid out, as of today: how late, how classed, better or worse than before. */
export async function readPortfolio(context: Context): Promise<Portfolio> {
  const day = today(context)
  const on = formatDate(day)
  const loans = await readFollowed(context)
  const now = loans.map((loan) => ({ ...loan, late: overdueAt(loan.instalments, day) }))
  const open = now.filter(({ instalments }) => instalmentsOpen(instalments))
  const overdue = open.filter(({ late }) => late.days > 0).sort((a, b) => b.late.days - a.late.days)
  const due = loans.flatMap(({ instalments }) => instalments.filter(({ dueText }) => dueText === on))
  const sum = (amounts: readonly bigint[]): string => toDecimal(amounts.reduce((total, amount) => total + amount, 0n))
  return {
    on,
    classes: countClasses(open.map(({ late }) => classificationFloor(late.days))),
    ranges: overdueRanges.map(([from, to]) => {
      const within = overdue.filter(({ late }) => late.days >= from && (to === null || late.days <= to))
      return { from, to, loans: within.length, amount: sum(within.map(({ late }) => late.amount)) }
    }),
    overdue: overdue.map(({ id, contractId, late }) => ({ loanId: id, contractId, days: late.days, amount: toDecimal(late.amount), classification: classificationFloor(late.days), instalments: late.instalments })),
    history: [...monthEnds(day), day].map((at) => ({ on: formatDate(at), sharePercent: shareOverdue(loans, at) })),
    dueToday: {
      amount: sum(due.map(({ principal, interest }) => principal + interest)), paid: sum(due.map(({ paidPrincipal, paidInterest }) => paidPrincipal + paidInterest)),
      loans: due.length, loansPaid: due.filter((instalment) => openAmount(instalment) === 0n).length,
    },
  }
}

const instalmentsOpen = (instalments: readonly InstalmentRow[]): boolean => instalments.some((instalment) => openAmount(instalment) > 0n)

async function readFollowed({ db }: Context): Promise<Followed[]> {
  const rows = await db.selectFrom('loans').select(['id', 'contract_id', 'disbursed_on']).where('disbursed_on', 'is not', null).execute()
  return Promise.all(rows.map(async (row) => ({
    id: row.id,
    contractId: row.contract_id,
    disbursedOn: row.disbursed_on!,
    instalments: await readInstalments(db, row.id),
    payments: (await db.selectFrom('repayments').select(['amount', 'on_date']).where('loan_id', '=', row.id).execute()).map(({ amount, on_date: on }) => ({ on, amount: parseMoney(amount) })),
  })))
}

function countClasses(classes: readonly Classification[]): Record<Classification, number> {
  const counts: Record<Classification, number> = { normal: 0, 'special-mention': 0, substandard: 0, doubtful: 0, loss: 0 }
  for (const one of classes) counts[one]++
  return counts
}

/** The last days of the twelve months before this one. */
function monthEnds(day: LocalDate): LocalDate[] {
  return Array.from({ length: 12 }, (_, index) => {
    const { year, month } = addMonths({ ...day, day: 1 }, index - 12)
    return { year, month, day: daysInMonth(year, month) }
  })
}

/** Percent with two decimals, from what had been paid by that day. */
function shareOverdue(loans: readonly Followed[], at: LocalDate): number | null {
  let all = 0n
  let late = 0n
  for (const { disbursedOn, instalments, payments } of loans) {
    if (compareDates(parseDate(disbursedOn), at) > 0) continue
    const unpaid = instalments.map((instalment) => ({ ...instalment, paidPrincipal: 0n, paidInterest: 0n }))
    const paid = payments.filter(({ on }) => compareDates(parseDate(on), at) <= 0).reduce((sum, { amount }) => sum + amount, 0n)
    const then = allocatePayment(unpaid, paid).instalments
    const principal = then.reduce((sum, instalment) => sum + instalment.principal - instalment.paidPrincipal, 0n)
    all += principal
    if (overdueAt(then, at).days > 0) late += principal
  }
  return all === 0n ? null : Number((late * 10_000n) / all) / 100
}
