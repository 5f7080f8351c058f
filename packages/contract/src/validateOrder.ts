import { LoanError, parseDate, parseMoney } from '@loansign/loan'
import type { ContractOrder } from './contractData.js'
import type { Expectation } from './errors.js'

interface Rule {
  readonly pointer: string
  readonly value: unknown
  readonly holds: (value: never) => boolean
  readonly zh: string
  readonly en: string
}

const filled = (most: number) => (value: unknown): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most && !/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(value)

/** The fields a loan contract must have (Civil Code of the PRC, article 668) and those this product prints; every one that is missing or wrong. */
export function validateOrder(order: ContractOrder): Expectation[] {
  const loan = (order.loan ?? {}) as Partial<ContractOrder['loan']>
  const parties = Array.isArray(order.parties) ? order.parties : []
  const rules: Rule[] = [
    { pointer: '/language', value: order.language, holds: (value) => ['zh-CN', 'en'].includes(value), zh: 'zh-CN 或 en', en: 'zh-CN or en' },
    { pointer: '/lender/name', value: order.lender?.name, holds: filled(64), zh: '贷款人名称', en: 'name of the lender' },
    { pointer: '/lender/hotline', value: order.lender?.hotline, holds: filled(32), zh: '贷款人电话', en: 'telephone of the lender' },
    { pointer: '/loan/kind', value: loan.kind, holds: filled(64), zh: '借款种类', en: 'kind of loan' },
    { pointer: '/loan/currency', value: loan.currency, holds: (value) => ['CNY', 'USD', 'EUR'].includes(value), zh: 'CNY、USD 或 EUR', en: 'CNY, USD or EUR' },
    { pointer: '/loan/principal', value: loan.principal, holds: isAmount, zh: '大于零的金额，两位小数，如 300000.00', en: 'an amount above zero with two decimals, like 300000.00' },
    { pointer: '/loan/purpose', value: loan.purpose, holds: filled(200), zh: '借款用途', en: 'purpose of the loan' },
    { pointer: '/loan/annualRatePercent', value: loan.annualRatePercent, holds: (value) => typeof value === 'string' && /^(0|[1-9]\d{0,1})(\.\d{1,6})?$/.test(value), zh: '年利率（%），如 4.25', en: 'yearly rate in per cent, like 4.25' },
    { pointer: '/loan/termMonths', value: loan.termMonths, holds: (value) => Number.isInteger(value) && value >= 1 && value <= 600, zh: '1 至 600 个月', en: '1 to 600 months' },
    { pointer: '/loan/repaymentMethod', value: loan.repaymentMethod, holds: (value) => ['level-payment', 'equal-principal', 'interest-only', 'bullet'].includes(value), zh: '还款方式', en: 'a repayment method' },
    { pointer: '/loan/startDate', value: loan.startDate, holds: isDate, zh: '日期，如 2026-12-20', en: 'a date like 2026-12-20' },
    { pointer: '/loan/firstDueDate', value: loan.firstDueDate, holds: isDate, zh: '日期，如 2027-01-20', en: 'a date like 2027-01-20' },
    { pointer: '/contract/number', value: order.contract?.number, holds: filled(64), zh: '合同编号', en: 'contract number' },
    { pointer: '/parties', value: parties, holds: (value: readonly unknown[]) => value.length === 1, zh: '一位借款人', en: 'one borrower' },
    ...parties.flatMap((party, index): Rule[] => [
      { pointer: `/parties/${index}/role`, value: party.role, holds: (value) => value === 'borrower', zh: 'borrower', en: 'borrower' },
      { pointer: `/parties/${index}/name`, value: party.name, holds: filled(64), zh: '姓名', en: 'name' },
      { pointer: `/parties/${index}/idNumber`, value: party.idNumber, holds: filled(32), zh: '证件号码', en: 'identity number' },
      { pointer: `/parties/${index}/phone`, value: party.phone, holds: filled(24), zh: '手机号码', en: 'telephone number' },
      { pointer: `/parties/${index}/address`, value: party.address, holds: filled(200), zh: '住址', en: 'address' },
    ]),
  ]
  return rules.filter(({ value, holds }) => !holds(value as never)).map(({ pointer, zh, en }) => ({ pointer, expected: { 'zh-CN': zh, en } }))
}

function isAmount(value: unknown): boolean {
  return typeof value === 'string' && /^\d{1,12}\.\d{2}$/.test(value) && parseMoney(value) > 0n
}

function isDate(value: unknown): boolean {
  try {
    parseDate(String(value))
    return true
  } catch (error) {
    if (error instanceof LoanError) return false
    throw error
  }
}
