import { formatMoney, parseMoney } from '@loansign/loan'
import type { ContractData } from '../../data/contractData.js'
import { words } from '../../data/words.js'
import type { RequiredText, WantedClause } from '../findTexts.js'
import { fieldValues } from './fieldValues.js'
import type { LenderFileMap } from './lenderFileMap.js'

const currencies: Readonly<Record<string, readonly string[]>> = { CNY: ['人民币', 'CNY', 'RMB', '¥'], USD: ['美元', 'USD', '$', 'dollars'], EUR: ['欧元', 'EUR', '€', 'euro'] }

/**
 * What has to be read on the pages of a lender's file: who, its number, what article 668 of the Civil Code asks a loan contract to say (kind, currency, amount, purpose, rate, term,
 * repayment), and every text that was filled in. What a ticked or chosen field says counts as said.
 */
export function requiredTexts(map: LenderFileMap, contract: ContractData): readonly RequiredText[] {
  const { loan, language } = contract
  const years = loan.termMonths % 12 === 0 ? loan.termMonths / 12 : null
  const amount = formatMoney(parseMoney(loan.principal))
  const required: readonly (readonly [pointer: string, zh: string, en: string, texts: readonly string[]])[] = [
    ['/contract/number', '合同编号', 'the contract number', [contract.contract.number]],
    ['/lender/name', '贷款人名称', 'the name of the lender', [contract.lender.name]],
    ...contract.parties.map(({ name }, index) => [`/parties/${index}/name`, '签署人姓名', 'the signer’s name', [name]] as const),
    ['/loan/kind', '借款种类', 'the kind of loan', [loan.kind]],
    ['/loan/currency', '币种', 'the currency', currencies[loan.currency] ?? [loan.currency]],
    ['/loan/principal', '借款金额', 'the amount of the loan', [amount, loan.principal, ...(amount.endsWith('.00') ? [amount.slice(0, -3), loan.principal.slice(0, -3)] : [])]],
    ['/loan/purpose', '借款用途', 'the purpose of the loan', [loan.purpose]],
    ['/loan/annualRatePercent', '年利率', 'the yearly rate', [`${loan.annualRatePercent}%`]],
    ['/loan/termMonths', '借款期限', 'the term', [words[language].months(loan.termMonths), `${loan.termMonths}个月`, ...(years === null ? [] : [`${years}年`, years === 1 ? '1 year' : `${years} years`])]],
    ['/loan/repaymentMethod', '还款方式', 'the repayment method', [words[language].methods[loan.repaymentMethod]]],
  ]
  const { data, pointers, fields } = fieldValues(map, contract)
  const isChosen = (name: string): boolean => {
    const source = map.fields?.[name]
    return typeof source === 'object' && source !== null && (source.is !== undefined || source.choose !== undefined)
  }
  const chosen = Object.keys(data.form).filter(isChosen).map((name) => pointers.get(fields[name]!))
  const filled = Object.entries(data.form).filter(([name, value]) => typeof value !== 'boolean' && !isChosen(name))
  return [
    ...required.filter(([pointer]) => !chosen.includes(pointer)).map(([pointer, zh, en, texts]) => ({ pointer, named: { 'zh-CN': zh, en }, texts })),
    ...filled.map(([name, value]) => ({ pointer: pointers.get(fields[name]!)!, named: { 'zh-CN': `“${name}”的内容`, en: `what belongs into “${name}”` }, texts: [String(value)] })),
  ]
}

/** Each where the map says, or where its text stands. */
export function wantedClauses({ clauses = {} }: LenderFileMap, { keyClauses }: Pick<ContractData, 'keyClauses'>): readonly WantedClause[] {
  return keyClauses.map(({ id, text }, index) => ({ id, text, pointer: `/keyClauses/${index}/text`, at: clauses[id] }))
}
