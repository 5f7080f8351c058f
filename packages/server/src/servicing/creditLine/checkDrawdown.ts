import { compareDates, formatDate, isAvailableOn, parseDate, parseMoney, toDecimal, type CreditLineTerms } from '@loansign/loan'
import type { DrawdownRow } from '../../database/schema.js'
import { fieldsInWords, LoanSigningError } from '../../errors.js'

export interface CheckDrawdownOptions {
  readonly line: CreditLineTerms & { readonly longestTermMonths: number }
  /** What the limit leaves. */
  readonly undrawn: bigint
  readonly drawdown: Pick<DrawdownRow, 'principal' | 'startDate' | 'firstDueDate' | 'termMonths'>
}

/**
 * Holds a drawdown to what the contract of its line says: limit, first and last day, longest term.
 * @throws LoanSigningError `drawdown-refused`; `fields` has each place (JSON pointer) and what was expected there, in zh-CN and en
 */
export function checkDrawdown({ line, undrawn, drawdown }: CheckDrawdownOptions): void {
  const [principal, start, firstDue] = [parseMoney(drawdown.principal), parseDate(drawdown.startDate), parseDate(drawdown.firstDueDate)]
  const [from, until, most] = [formatDate(line.availableFrom), formatDate(line.availableUntil), toDecimal(undrawn)]
  const fields = [
    principal > undrawn && { pointer: '/principal', expected: { 'zh-CN': `不超过可用额度 ${most}`, en: `at most ${most}, which is what the limit leaves` } },
    principal === 0n && { pointer: '/principal', expected: { 'zh-CN': '大于零的金额', en: 'an amount above zero' } },
    !isAvailableOn(line, start) && { pointer: '/startDate', expected: { 'zh-CN': `${from} 至 ${until} 之间的日期（含首尾两日）`, en: `a day from ${from} to ${until}` } },
    compareDates(firstDue, start) <= 0 && { pointer: '/firstDueDate', expected: { 'zh-CN': `晚于 ${drawdown.startDate} 的日期`, en: `a day after ${drawdown.startDate}` } },
    drawdown.termMonths > line.longestTermMonths && { pointer: '/termMonths', expected: { 'zh-CN': `不超过 ${line.longestTermMonths} 个月`, en: `at most ${line.longestTermMonths} months` } },
  ].filter((field) => field !== false)
  if (fields.length > 0) throw new LoanSigningError('drawdown-refused', { fields }, { says: fieldsInWords(fields) })
}
