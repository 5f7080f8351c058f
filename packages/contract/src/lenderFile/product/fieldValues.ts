import { formatMoney, parseMoney } from '@loansign/loan'
import type { ContractData } from '../../data/contractData.js'
import { ContractError, type Expectation } from '../../errors.js'
import { escaped, valueAt } from '../form/pairValues.js'
import type { FieldSource, LenderFileMap } from './lenderFileMap.js'

/** What fillForm is given, and which pointer of the order each of its own pointers stands for. */
export interface FieldValues {
  readonly fields: Readonly<Record<string, string | null>>
  readonly data: { readonly form: Readonly<Record<string, unknown>> }
  readonly pointers: ReadonlyMap<string, string>
}

const isDay = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * The values of a form's fields. Amounts, dates, rates and choices are worded by this package.
 * @throws ContractError `contract-data-invalid` for a value that cannot be drawn as the map says
 */
export function fieldValues({ fields: sources = {} }: LenderFileMap, contract: ContractData): FieldValues {
  const wrong: Expectation[] = []
  const entries = Object.entries(sources).map(([name, source]) => {
    // No order has a member of that name.
    const own = `/form/${escaped(name)}`
    if (source === null) return { name, own, pointer: '', value: null }
    const { value: pointer } = typeof source === 'string' ? { value: source } : source
    const value = valueOf(source, contract)
    const isLeft = value === undefined && typeof source === 'object' && source.optional === true
    if (value === wrongForm) wrong.push({ pointer, code: 'value-wrong', expected: { 'zh-CN': `可按要求填入“${name}”的内容`, en: `what can be drawn in “${name}” as it is wanted there` } })
    return { name, own, pointer, value: isLeft ? null : value }
  })
  if (wrong.length > 0) throw new ContractError('contract-data-invalid', { fields: wrong })
  return {
    fields: Object.fromEntries(entries.map(({ name, own, value }) => [name, value === null ? null : own])),
    data: { form: Object.fromEntries(entries.flatMap(({ name, value }) => (value === null || value === undefined ? [] : [[name, value]]))) },
    pointers: new Map(entries.map(({ own, pointer }) => [own, pointer])),
  }
}

const wrongForm = Symbol('not as wanted')

function valueOf(source: Exclude<FieldSource, null>, contract: ContractData): unknown {
  if (typeof source === 'string') return contract.drawn[source] ?? valueAt(contract, source)
  const { value: pointer, as, is, choose } = source
  const own = valueAt(contract, pointer)
  if (own === undefined) return contract.drawn[pointer]
  if (is !== undefined) return own === is
  if (choose !== undefined) return choose[String(own)] ?? wrongForm
  if (as === undefined) return contract.drawn[pointer] ?? own
  if (as === 'plain') return own
  if (as === 'amount') return typeof own === 'string' && /^\d+\.\d{2}$/.test(own) ? formatMoney(parseMoney(own)) : wrongForm
  const day = typeof own === 'string' ? isDay.exec(own) : null
  return day === null ? wrongForm : String(Number(day[{ year: 1, month: 2, day: 3 }[as]]))
}
