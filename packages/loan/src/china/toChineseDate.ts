import type { LocalDate } from '../calendar/localDate.js'

const digits = '零壹贰叁肆伍陆柒捌玖'

/**
 * A date in capitals, as bills are dated so that nothing can be put before a figure: 零壹月壹拾伍日 (支付结算办法, annex 1, rule 6).
 * 零 stands before the months 1, 2 and 10 and the days 1 to 9, 10, 20 and 30; 11 to 19 begin with 壹拾.
 */
export function toChineseDate({ year, month, day }: LocalDate): string {
  const years = [...String(year).padStart(4, '0')].map((digit) => digits[Number(digit)]).join('')
  return `${years}年${month <= 2 || month === 10 ? '零' : ''}${number(month)}月${day < 10 || day % 10 === 0 ? '零' : ''}${number(day)}日`
}

function number(value: number): string {
  const tens = Math.floor(value / 10)
  return `${tens > 0 ? `${digits[tens]}拾` : ''}${value % 10 > 0 ? digits[value % 10] : ''}`
}
