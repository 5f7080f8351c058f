import { LoanError } from '../errors.js'

/** 正常, 关注, 次级, 可疑, 损失. */
export type Classification = 'normal' | 'special-mention' | 'substandard' | 'doubtful' | 'loss'

/** From the mildest to the gravest. */
export const classifications: readonly Classification[] = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss']

/**
 * The least severe class that days overdue leave open (商业银行金融资产风险分类办法, 2023 No. 1, articles 10 to 13): overdue is at least 关注,
 * except for technical reasons up to 7 days; beyond 90 days 次级, beyond 270 可疑, beyond 360 损失.
 * A floor, not the class: the bank's own judgement may be worse, and whether a short delay was technical is for the bank to say.
 * @throws LoanError `date-invalid` for days that are no whole number from zero up
 */
export function classificationFloor(daysOverdue: number, { technical = true }: { readonly technical?: boolean } = {}): Classification {
  if (!Number.isInteger(daysOverdue) || daysOverdue < 0) throw new LoanError('date-invalid', { field: 'daysOverdue' })
  if (daysOverdue > 360) return 'loss'
  if (daysOverdue > 270) return 'doubtful'
  if (daysOverdue > 90) return 'substandard'
  return daysOverdue > (technical ? 7 : 0) ? 'special-mention' : 'normal'
}
