import { LoanError } from '../errors.js'

/** A range of days overdue, both ends in it; the last one is open. */
export interface DelinquencyRange {
  readonly name: string
  readonly fromDays: number
  readonly toDays: number | null
}

/** The ranges Chinese lenders report by. */
export const usualRanges: readonly DelinquencyRange[] = [
  { name: '1-30', fromDays: 1, toDays: 30 },
  { name: '31-60', fromDays: 31, toDays: 60 },
  { name: '61-90', fromDays: 61, toDays: 90 },
  { name: '91-180', fromDays: 91, toDays: 180 },
  { name: '181-270', fromDays: 181, toDays: 270 },
  { name: '271-360', fromDays: 271, toDays: 360 },
  { name: '361+', fromDays: 361, toDays: null },
]

/** The range of some days overdue, null for none. @throws LoanError `terms-invalid` when the ranges leave a gap, overlap, or do not end open */
export function delinquencyRange(daysOverdue: number, ranges: readonly DelinquencyRange[] = usualRanges): string | null {
  checkRanges(ranges)
  return ranges.find(({ fromDays, toDays }) => daysOverdue >= fromDays && (toDays === null || daysOverdue <= toDays))?.name ?? null
}

function checkRanges(ranges: readonly DelinquencyRange[]): void {
  ranges.forEach(({ fromDays, toDays }, index) => {
    const last = index === ranges.length - 1
    const follows = index === 0 ? fromDays >= 1 : fromDays === ranges[index - 1]!.toDays! + 1
    if (!follows || (last ? toDays !== null : toDays === null || toDays < fromDays)) throw new LoanError('terms-invalid', { field: `ranges/${index}` })
  })
}
