import {
  buildSchedule, chinaAnnualRate, formatDate, formatMoney, LoanError, parseDate, parseMoney, raiseRate, scheduleFlows, toChineseCapitals, type Instalment, type RepaymentMethod, type Terms,
} from '@loansign/loan'
import { ContractError } from './errors.js'
import { costTable, type CostTable } from './costTable.js'
import { keyClauses, type KeyClauseText } from './keyClauses.js'
import { validateOrder } from './validateOrder.js'
import { words } from './words.js'

export type Language = 'zh-CN' | 'en'

/** What a lender gives: terms, parties, its own number. Amounts are decimal text in major units, dates `2026-12-20`. */
export interface ContractOrder {
  readonly language: Language
  readonly lender: { readonly name: string; readonly hotline: string }
  readonly loan: {
    readonly kind: string
    readonly currency: string
    readonly principal: string
    readonly purpose: string
    readonly annualRatePercent: string
    readonly termMonths: number
    readonly repaymentMethod: RepaymentMethod
    readonly startDate: string
    readonly firstDueDate: string
  }
  readonly parties: readonly Party[]
  readonly contract: { readonly id: string; readonly number: string; readonly version: number; readonly nonce: string }
  /** Marks every page as a test. */
  readonly test: boolean
  readonly now: Date
}

export interface Party {
  readonly role: string
  readonly name: string
  readonly idNumber?: string
  readonly phone?: string
  readonly address?: string
}

/** The figures a borrower must not miss, as drawn. Every one comes from @loansign/loan. */
export interface KeyFacts {
  readonly principal: string
  /** 大写; English contracts have none. */
  readonly principalCapitals?: string
  readonly annualRate: string
  /** Annual cost, simple. */
  readonly apr: string
  readonly aprCompound: string
  readonly term: string
  readonly method: string
  readonly instalment: string
  readonly firstDueDate: string
  readonly totalInterest: string
  readonly totalPayment: string
}

export interface ScheduleRow {
  readonly number: number
  readonly dueDate: string
  readonly principal: string
  readonly interest: string
  readonly total: string
  readonly balance: string
}

/** Exactly what is attached to the PDF as loan.json and what the template draws. */
export interface ContractData {
  readonly format: 'loansign-contract-1'
  readonly product: 'personal-loan'
  readonly language: Language
  readonly test: boolean
  readonly contract: ContractOrder['contract']
  readonly lender: ContractOrder['lender']
  readonly parties: readonly Party[]
  readonly loan: ContractOrder['loan']
  readonly keyFacts: KeyFacts
  readonly costTable: CostTable
  readonly schedule: readonly ScheduleRow[]
  readonly totals: { readonly principal: string; readonly interest: string; readonly total: string }
  readonly rates: { readonly overdue: string; readonly misuse: string }
  /** Position is null on the first pass and known on the second. */
  readonly keyClauses: readonly (KeyClauseText & { readonly page: number | null; readonly rect: readonly [number, number, number, number] | null })[]
}

/**
 * Checks an order and computes everything that is printed.
 * @throws ContractError `contract-data-invalid` with every missing or wrong field
 */
export function contractData(order: ContractOrder): ContractData {
  const fields = validateOrder(order)
  if (fields.length > 0) throw new ContractError('contract-data-invalid', { fields })
  const { loan, language } = order
  const principal = parseMoney(loan.principal)
  const { terms, schedule } = scheduleOf(order)
  const sum = (pick: (instalment: Instalment) => bigint): bigint => schedule.reduce((total, instalment) => total + pick(instalment), 0n)
  const interest = sum((instalment) => instalment.interest)
  const apr = chinaAnnualRate(scheduleFlows(terms, schedule))
  const text = words[language]
  const money = (amount: bigint): string => `${text.currency[loan.currency] ?? ''}${formatMoney(amount)}`
  const rates = { overdue: raiseRate(loan.annualRatePercent, 50), misuse: raiseRate(loan.annualRatePercent, 100) }
  const keyFacts: KeyFacts = {
    principal: money(principal),
    ...(language === 'zh-CN' ? { principalCapitals: toChineseCapitals(principal) } : {}),
    annualRate: `${loan.annualRatePercent}%`,
    apr: `${apr.simplePercent}%`,
    aprCompound: `${apr.compoundPercent}%`,
    term: text.months(loan.termMonths),
    method: text.methods[loan.repaymentMethod],
    instalment: money(schedule[0]!.principal + schedule[0]!.interest),
    firstDueDate: text.date(loan.firstDueDate),
    totalInterest: money(interest),
    totalPayment: money(principal + interest),
  }
  const clauses = keyClauses({ language, loan, rates, firstPrincipal: schedule[0]!.principal, money })
  return {
    format: 'loansign-contract-1',
    product: 'personal-loan',
    language,
    test: order.test,
    contract: order.contract,
    lender: order.lender,
    parties: order.parties.map((party) => ({ ...party, name: party.name.normalize('NFC') })),
    loan,
    keyFacts,
    costTable: costTable({ language, lender: order.lender.name, keyFacts, rates }),
    schedule: schedule.map((row) => ({
      number: row.number, dueDate: formatDate(row.dueDate), principal: formatMoney(row.principal), interest: formatMoney(row.interest),
      total: formatMoney(row.principal + row.interest), balance: formatMoney(row.balance),
    })),
    totals: { principal: formatMoney(principal), interest: formatMoney(interest), total: formatMoney(principal + interest) },
    rates,
    keyClauses: clauses.map((clause) => ({ ...clause, page: null, rect: null })),
  }
}

function scheduleOf({ loan }: ContractOrder): { readonly terms: Terms; readonly schedule: readonly Instalment[] } {
  const terms: Terms = {
    principal: parseMoney(loan.principal), annualRatePercent: loan.annualRatePercent, termMonths: loan.termMonths, method: loan.repaymentMethod,
    startDate: parseDate(loan.startDate), firstDueDate: parseDate(loan.firstDueDate),
  }
  try {
    return { terms, schedule: buildSchedule(terms) }
  } catch (cause) {
    if (!(cause instanceof LoanError)) throw cause
    const expected = { 'zh-CN': '能排出还款计划的金额、利率、期限和日期', en: 'amount, rate, term and dates that make a schedule' }
    throw new ContractError('contract-data-invalid', { fields: [{ pointer: '/loan', expected, reason: cause.code }] }, { cause })
  }
}
