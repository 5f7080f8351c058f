import { parseDate } from '../calendar/localDate.js'
import { buildSchedule } from '../schedule/buildSchedule.js'
import type { ServicedInstalment } from './servicedInstalment.js'

const dates = { startDate: parseDate('2026-12-20'), firstDueDate: parseDate('2027-01-20') }
/** 1200 over three months at 12 %, nothing paid. */
export const instalments: ServicedInstalment[] = buildSchedule({ principal: 1_200n, annualRatePercent: '12', termMonths: 3, method: 'equal-principal', ...dates }).map((instalment) => ({ ...instalment, paidPrincipal: 0n, paidInterest: 0n }))
/** The same with a cost, penalties and compound interest. */
export const late: ServicedInstalment[] = [
  { ...instalments[0]!, fees: 50n, penalty: 9n, compound: 1n },
  { ...instalments[1]!, penalty: 3n },
  instalments[2]!,
]
