import { LoanError } from '../errors.js'
import type { Money } from '../amount/money.js'

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/**
 * An amount of renminbi in capitals as cheques and contracts have it: 人民币叁拾万元整 (Payment and Settlement Measures, annex 1).
 * @throws LoanError `amount-invalid` for negative amounts and beyond 9999 万亿
 */
export function toChineseCapitals(amount: Money): string {
  if (amount < 0n || amount >= 10n ** 18n) throw new LoanError('amount-invalid', { field: 'amount' })
  const yuan = amount / 100n
  const jiao = Number((amount / 10n) % 10n)
  const fen = Number(amount % 10n)
  const whole = yuan === 0n ? '' : `${integerPart(yuan)}元`
  if (jiao === 0 && fen === 0) return `人民币${whole === '' ? '零元' : whole}整`
  // Rule 2: after 角 the 整 may be left out, and here it stands; after 分 there is none. Rule 4: 零 for a missing 角, and after 元 when the last figure
  // of the 元 is 0, which is the first of the two forms the annex prints.
  const zero = whole !== '' && (jiao === 0 || yuan % 10n === 0n) ? '零' : ''
  return `人民币${whole}${zero}${jiao > 0 ? `${digits[jiao]}角` : ''}${fen > 0 ? `${digits[fen]}分` : '整'}`
}

function integerPart(yuan: bigint): string {
  const parts: string[] = []
  let skipped = false
  for (let group = groups.length - 1; group >= 0; group--) {
    const value = Number((yuan / 10_000n ** BigInt(group)) % 10_000n)
    if (value === 0) {
      skipped = parts.length > 0
      continue
    }
    // A gap is one 零, however many places are empty.
    const gap = parts.length > 0 && (skipped || value < 1000) ? '零' : ''
    // 万亿 beside 亿: the second group names 亿 alone.
    const unit = group === 3 && Number((yuan / 100_000_000n) % 10_000n) > 0 ? '万' : groups[group]!
    parts.push(`${gap}${fourDigits(value)}${unit}`)
    skipped = false
  }
  return parts.join('')
}

function fourDigits(value: number): string {
  let text = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) gap = text !== ''
    else {
      text += `${gap ? '零' : ''}${digits[digit]}${places[place]}`
      gap = false
    }
  }
  return text
}
