import { creditLineUse, parseDate, parseMoney, type CreditLineTerms, type CreditLineUse } from '@loansign/loan'
import type { Selectable } from 'kysely'
import type { Db, Tx } from '../../context.js'
import type { Schema } from '../../database/schema.js'

type LineRow = Selectable<Schema['credit_lines']>

/** A line as @loansign/loan knows it. */
export function lineTerms(row: LineRow): CreditLineTerms & { readonly longestTermMonths: number } {
  return {
    limit: parseMoney(row.credit_limit), revolving: row.revolving, longestTermMonths: row.longest_term_months,
    availableFrom: parseDate(row.available_from), availableUntil: parseDate(row.available_until),
  }
}

/** How much of a line is used by all that was not given up, and how many drawdowns it ever had. */
export async function useOf(db: Db | Tx, line: LineRow): Promise<CreditLineUse & { readonly drawdowns: number }> {
  const rows = await db.selectFrom('loans').innerJoin('instalments', 'instalments.loan_id', 'loans.id')
    .select(({ fn }) => ['loans.id', 'loans.state', 'loans.principal', fn.sum<string>('instalments.paid_principal').as('repaid')])
    .where('loans.line_id', '=', line.id).groupBy(['loans.id', 'loans.state', 'loans.principal']).execute()
  const counting = rows.filter(({ state }) => state !== 'cancelled')
  const use = creditLineUse(lineTerms(line), counting.map(({ principal, repaid }) => ({ principal: parseMoney(principal), repaidPrincipal: parseMoney(repaid) })))
  return { ...use, drawdowns: rows.length }
}
