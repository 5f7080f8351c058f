import { parseDate, type RepaymentMethod } from '@loansign/loan'
import type { Language } from './contractOrder.js'

interface Words {
  readonly currency: Readonly<Record<string, string>>
  readonly methods: Readonly<Record<RepaymentMethod, string>>
  /** What a seal says below its star, and that it is none where contracts are only tried. */
  readonly seal: { readonly caption: string; readonly test: string; readonly straddle: string }
  months(count: number): string
  date(day: string): string
  /** The amount as the text message names it. */
  amount(formatted: string, currency: string): string
}

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** Words of values, the same in every product. */
export const words: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    currency: { CNY: '¥', USD: 'US$', EUR: '€' },
    methods: { 'level-payment': '等额本息', 'equal-principal': '等额本金', 'interest-only': '先息后本', bullet: '一次性还本付息' },
    seal: { caption: '合同专用章', test: '样章 TEST', straddle: '骑缝章' },
    months: (count) => `${count}个月`,
    date(day) {
      const { year, month, day: number } = parseDate(day)
      return `${year}年${month}月${number}日`
    },
    amount: (formatted, currency) => (currency === 'CNY' ? `${formatted}元` : `${formatted} ${currency}`),
  },
  en: {
    currency: { CNY: '¥', USD: '$', EUR: '€' },
    methods: { 'level-payment': 'Level payments', 'equal-principal': 'Equal principal', 'interest-only': 'Interest only, principal at the end', bullet: 'One payment at the end' },
    seal: { caption: 'AGREEMENTS', test: 'TEST', straddle: 'Straddle seal' },
    months: (count) => `${count} months`,
    date(day) {
      const { year, month, day: number } = parseDate(day)
      return `${monthNames[month - 1]} ${number}, ${year}`
    },
    amount: (formatted, currency) => `${{ USD: '$', EUR: '€', CNY: '¥' }[currency] ?? ''}${formatted}`,
  },
}
