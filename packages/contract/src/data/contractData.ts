import { formatMoney, raiseRate, toChineseCapitals, type Season } from '@loansign/loan'
import type { DocumentRule, ProductDefinition } from '../products/readProduct.js'
import type { ContractOrder, Language, Party } from './contractOrder.js'
import { costTable, type CostTable } from './costTable.js'
import { drawnValues } from './drawnValues.js'
import { keyClauses, type KeyClauseText } from './keyClauses.js'
import { repaymentPlan, type PlanTerms, type Schedule } from './repaymentPlan.js'
import { words } from './words.js'

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

/** One who signs a document, as its signature page shows. */
export interface PlaceData {
  /** Name of the signature field. */
  readonly field: string
  readonly role: string
  /** Position in `parties`; null for the lender. */
  readonly party: number | null
  readonly label: string
}

/** The release of a product's templates. */
export interface TemplateRelease {
  readonly version: number
  /** Lower-case hex; see productSha256. */
  readonly sha256: string
}

/** Exactly what is attached to a document as loan.json and what its template draws. */
export interface ContractData extends Schedule {
  readonly format: 'loansign-contract-1'
  readonly product: string
  /** Where the amount is the limit of a line, and nothing is borrowed yet. */
  readonly opens?: 'credit-line'
  readonly template: TemplateRelease
  readonly document: { readonly id: string; readonly title: string }
  readonly language: Language
  readonly test: boolean
  readonly contract: ContractOrder['contract']
  readonly lender: ContractOrder['lender']
  readonly parties: readonly Party[]
  readonly loan: ContractOrder['loan']
  readonly terms: Readonly<Record<string, unknown>>
  readonly keyFacts: KeyFacts
  readonly costTable: CostTable
  readonly rates: { readonly overdue: string; readonly misuse: string }
  /** Values of the order as drawn, by JSON pointer: amounts, dates, rates and choices. */
  readonly drawn: Readonly<Record<string, string>>
  /** Schedules of drawdowns, in the order of `terms.drawdowns`. */
  readonly drawdowns: readonly (Schedule & { readonly principal: string; readonly apr: string })[]
  readonly places: readonly PlaceData[]
  /** Position is null on the first pass and known on the second. */
  readonly keyClauses: readonly (KeyClauseText & { readonly page: number | null; readonly rect: readonly [number, number, number, number] | null })[]
}

export interface ContractDataOptions {
  readonly product: ProductDefinition
  readonly rule: DocumentRule
  /** Its identifier, one for every person where each signs their own. */
  readonly document: string
  /** Already validated. */
  readonly order: ContractOrder
  readonly places: readonly PlaceData[]
}

/**
 * Computes everything that is printed in one document.
 * @throws ContractError `contract-data-invalid` when amount, rate, term and dates make no schedule
 */
export function contractData({ product, rule, document, order, places }: ContractDataOptions): ContractData {
  const { loan, language } = order
  const text = words[language]
  const money = (amount: bigint): string => `${text.currency[loan.currency] ?? ''}${formatMoney(amount)}`
  const { instalments, principal, interest, annualCost, drawn: plan } = repaymentPlan(loan, '/loan', order.terms?.season as Season | undefined)
  const rates = { overdue: raiseRate(loan.annualRatePercent, 50), misuse: raiseRate(loan.annualRatePercent, 100) }
  const keyFacts: KeyFacts = {
    principal: money(principal),
    ...(language === 'zh-CN' ? { principalCapitals: toChineseCapitals(principal) } : {}),
    annualRate: `${loan.annualRatePercent}%`,
    apr: `${annualCost.simplePercent}%`,
    aprCompound: `${annualCost.compoundPercent}%`,
    term: text.months(loan.termMonths),
    method: text.methods[loan.repaymentMethod],
    instalment: money(instalments[0]!.principal + instalments[0]!.interest),
    firstDueDate: text.date(loan.firstDueDate),
    totalInterest: money(interest),
    totalPayment: money(principal + interest),
  }
  const drawn = drawnValues({ value: { loan, terms: order.terms ?? {} }, schema: product.schema, language, currency: loan.currency })
  const clauses = keyClauses({ drafts: product.clauses[language] ?? [], document: rule.id, order, rates, keyFacts, drawn, latePrincipal: (instalments.find((row) => row.principal > 0n) ?? instalments[0]!).principal })
  return {
    format: 'loansign-contract-1',
    product: product.product,
    ...(product.opens === undefined ? {} : { opens: product.opens }),
    template: { version: product.version, sha256: product.sha256 },
    document: { id: document, title: rule.title[language] ?? '' },
    language,
    test: order.test,
    contract: order.contract,
    lender: order.lender,
    parties: order.parties.map((party) => ({ ...party, name: party.name.normalize('NFC') })),
    loan,
    terms: order.terms ?? {},
    keyFacts,
    costTable: costTable({ language, lender: order.lender.name, keyFacts, rates, extra: product.costs, isLine: product.opens === 'credit-line' }),
    ...plan,
    rates,
    drawn,
    drawdowns: drawdownsOf(order, money),
    places,
    keyClauses: clauses.map((clause) => ({ ...clause, page: null, rect: null })),
  }
}

/** A credit line's drawdowns have the line's rate and a plan each. */
function drawdownsOf({ loan, terms }: ContractOrder, money: (amount: bigint) => string): ContractData['drawdowns'] {
  const drawdowns = (terms?.drawdowns ?? []) as readonly Omit<PlanTerms, 'annualRatePercent'>[]
  return drawdowns.map((drawdown, index) => {
    const plan = repaymentPlan({ ...drawdown, annualRatePercent: loan.annualRatePercent }, `/terms/drawdowns/${index}`)
    return { principal: money(plan.principal), apr: `${plan.annualCost.simplePercent}%`, ...plan.drawn }
  })
}
