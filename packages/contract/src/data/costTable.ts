import type { KeyFacts } from './contractData.js'
import type { Language, Texts } from './contractOrder.js'

export interface CostRow {
  readonly item: string
  readonly chargedBy: string
  /** How it is charged, or for which case. */
  readonly basis: string
  /** Converted to a yearly rate; for contingent costs, the standard. */
  readonly rate: string
}

/** The all-in cost table (综合融资成本明示表): what is charged in normal performance, what only in default, and that nothing else is. */
export interface CostTable {
  readonly title: string
  readonly principal: string
  readonly annualCost: string
  readonly annualCostCompound: string
  readonly normal: readonly CostRow[]
  readonly contingent: readonly CostRow[]
  readonly totalSentence: string
  readonly nothingElse: string
}

/** What a kind of loan could cost beyond interest, and that the borrower does not pay it: from a product's `product.json`. */
export interface CostRule {
  readonly item: Texts
  readonly basis: Texts
}

export interface CostTableOptions {
  readonly language: Language
  readonly lender: string
  readonly keyFacts: KeyFacts
  readonly rates: { readonly overdue: string; readonly misuse: string }
  readonly extra: readonly CostRule[]
  /** Of a line nobody knows yet what will be drawn: the sum is that of the whole limit. */
  readonly isLine: boolean
}

export function costTable({ language, lender, keyFacts, rates, extra, isLine }: CostTableOptions): CostTable {
  const free = extra.map(({ item, basis }) => ({ item: item[language] ?? '', chargedBy: '—', basis: basis[language] ?? '', rate: '0' }))
  const shared = { principal: keyFacts.principal, annualCost: keyFacts.apr, annualCostCompound: keyFacts.aprCompound }
  if (language === 'zh-CN') {
    return {
      ...shared,
      title: '综合融资成本明示表',
      normal: [
        { item: '借款利息', chargedBy: lender, basis: `${keyFacts.method}，按月`, rate: keyFacts.annualRate },
        { item: '手续费、服务费、担保费', chargedBy: '—', basis: '不收取', rate: '0' },
        ...free,
      ],
      contingent: [
        { item: '逾期罚息', chargedBy: lender, basis: '逾期本金，按实际天数', rate: `年 ${rates.overdue}%` },
        { item: '挪用罚息', chargedBy: lender, basis: '挪用部分，按实际天数', rate: `年 ${rates.misuse}%` },
        { item: '提前还款违约金', chargedBy: '—', basis: '不收取，利息按实际天数', rate: '0' },
      ],
      totalSentence: `${isLine ? '一次提用全部额度' : '借本金'} ${keyFacts.principal}，${keyFacts.term}，正常还款共还 ${keyFacts.totalPayment}，其中利息 ${keyFacts.totalInterest}。`,
      nothingElse: '除以上各项外，不再收取任何息费。',
    }
  }
  return {
    ...shared,
    title: 'All-in cost of this loan',
    normal: [
      { item: 'Interest', chargedBy: lender, basis: `${keyFacts.method}, monthly`, rate: keyFacts.annualRate },
      { item: 'Origination, service and insurance fees', chargedBy: '—', basis: 'none', rate: '0' },
        ...free,
    ],
    contingent: [
      { item: 'Interest on late principal', chargedBy: lender, basis: 'late principal, by the day', rate: `${rates.overdue}% a year` },
      { item: 'Interest on misused money', chargedBy: lender, basis: 'misused part, by the day', rate: `${rates.misuse}% a year` },
      { item: 'Charge for early repayment', chargedBy: '—', basis: 'none; interest to the day', rate: '0' },
    ],
    totalSentence: `${isLine ? 'If you draw the whole limit of' : 'You borrow'} ${keyFacts.principal} ${isLine ? 'at once for' : 'for'} ${keyFacts.term}${isLine ? ', you' : ' and'} pay back ${keyFacts.totalPayment}, of which ${keyFacts.totalInterest} is interest.`,
    nothingElse: 'Nothing else is charged.',
  }
}
