import { formatDate, overdueAt } from '@loansign/loan'
import type { Context } from '../context.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { readInstalments, today } from './readLoan.js'

/** The daily look at what is late: one event a loan and day, naming the instalments that became late. */
export async function noteOverdue(context: Context): Promise<void> {
  const day = today(context)
  const loans = await context.db.selectFrom('loans').select('id').where('state', '=', 'active').execute()
  for (const { id } of loans) {
    await context.db.transaction().execute(async (tx) => {
      const loan = await tx.selectFrom('loans').selectAll().where('id', '=', id).where('state', '=', 'active').forUpdate().executeTakeFirst()
      if (!loan) return
      const instalments = await readInstalments(tx, id)
      const overdue = overdueAt(instalments, day)
      const fresh = instalments.filter(({ number, overdueNotedOn }) => overdue.instalments.includes(number) && overdueNotedOn === null).map(({ number }) => number)
      if (fresh.length === 0) return
      await tx.updateTable('instalments').set({ overdue_noted_on: formatDate(day) }).where('loan_id', '=', id).where('number', 'in', fresh).execute()
      await recordEvent(tx, context, { contractId: loan.contract_id, type: 'repayment.overdue', actor: 'system', data: { loanId: id, instalments: fresh, days: overdue.days } })
    })
  }
}
