import { formatMoney, parseMoney, toChineseCapitals } from '@loansign/loan'
import { memberSchema, resolve, type Schema } from '../validation/schema.js'
import type { Language } from './contractOrder.js'
import { words } from './words.js'

export interface DrawnValuesOptions {
  readonly value: unknown
  /** Of the whole order; `format` says what a text is: money, date, percent. */
  readonly schema: Schema
  readonly language: Language
  readonly currency: string
}

/** Amounts, dates, rates and choices as they are drawn, by JSON pointer; an amount's Chinese capitals under `…/capitals`. */
export function drawnValues({ value, schema, language, currency }: DrawnValuesOptions): Record<string, string> {
  const text = words[language]
  const drawn: Record<string, string> = {}
  const walk = (member: unknown, at: Schema | undefined, pointer: string): void => {
    if (typeof member === 'object' && member !== null) {
      for (const [key, inner] of Object.entries(member)) walk(inner, at && memberSchema(schema, at, key), `${pointer}/${key}`)
      return
    }
    const { format, oneOf } = at ? resolve(schema, at) : {}
    const choice = oneOf?.find((option) => option.const === member)?.titles?.[language]
    if (choice !== undefined) drawn[pointer] = choice
    else if (format === 'money') {
      const amount = parseMoney(String(member))
      drawn[pointer] = `${text.currency[currency] ?? ''}${formatMoney(amount)}`
      if (language === 'zh-CN') drawn[`${pointer}/capitals`] = toChineseCapitals(amount)
    } else if (format === 'date') drawn[pointer] = text.date(String(member))
    else if (format === 'percent') drawn[pointer] = `${String(member)}%`
    else if (format === 'months') drawn[pointer] = text.months(Number(member))
  }
  walk(value, schema, '')
  return drawn
}
