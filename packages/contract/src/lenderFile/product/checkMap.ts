import type { ContractData } from '../../data/contractData.js'
import type { KeyClauseDraft } from '../../data/keyClauses.js'
import type { Expectation } from '../../errors.js'
import type { ProductDefinition } from '../../products/readProduct.js'
import type { FormField } from '../form/formFields.js'
import { escaped, finding, valueAt } from '../form/pairValues.js'
import type { LenderFileMap } from './lenderFileMap.js'

export interface CheckMapOptions {
  /** As it was read: any JSON. */
  readonly map: unknown
  readonly definition: ProductDefinition
  /** Of the form; null where files come finished. */
  readonly form: readonly FormField[] | null
  /** Of the product's sample in this language: a pointer that leads nowhere is told before anybody applies. */
  readonly sample: ContractData
}

const asForms = ['plain', 'amount', 'year', 'month', 'day']

/** Everything of `contract.<language>.json` that does not go together with form, parties, key clauses and data; none of it is about one order. */
export function checkMap({ map, definition, form, sample }: CheckMapOptions): readonly Expectation[] {
  if (!isObject(map)) return [finding('map-wrong', '', 'fields、places、clauses', 'fields, places and clauses')]
  const { fields = {}, places, clauses = {}, ...others } = map as Partial<Record<keyof LenderFileMap, unknown>>
  return [
    ...Object.keys(others).map((name) => finding('map-wrong', `/${escaped(name)}`, '只有 fields、places、clauses', 'fields, places and clauses only')),
    ...(isObject(fields) ? fieldFindings(fields, form ?? [], sample) : [finding('map-wrong', '/fields', '按字段名称列出内容', 'contents by name of field')]),
    ...(isObject(places) ? placeFindings(places, definition, form ?? []) : [finding('map-wrong', '/places', '按角色列出签名位置', 'signature places by role')]),
    ...(isObject(clauses) ? clauseFindings(clauses, definition.clauses[sample.language] ?? []) : [finding('map-wrong', '/clauses', '按条款列出位置', 'places by clause')]),
  ]
}

function fieldFindings(fields: Readonly<Record<string, unknown>>, form: readonly FormField[], sample: ContractData): Expectation[] {
  const fillable = form.filter(({ kind }) => kind !== 'signature')
  const names = fillable.map(({ name }) => name)
  return [
    ...fillable.filter(({ name }) => fields[name] === undefined).map(({ name }) => finding('field-missing', `/fields/${escaped(name)}`, `表单字段“${name}”的内容所在位置（JSON 指针），或者 null 表示留空`, `where the content of the form field “${name}” stands (a JSON pointer), or null to leave it empty`)),
    ...Object.entries(fields).flatMap(([name, source]): Expectation[] => {
      const at = `/fields/${escaped(name)}`
      const field = fillable.find((candidate) => candidate.name === name)
      if (field === undefined) return [finding('field-unknown', at, names.length === 0 ? '没有表单字段' : `表单中有的字段：${names.join('、')}`, names.length === 0 ? 'no form field' : `a field of the form: ${names.join(', ')}`)]
      if (source === null) return []
      const { value, optional = false, as, is, choose, ...others } = isObject(source) ? source : { value: source }
      const isWhole = isPointer(value) && typeof optional === 'boolean' && (as === undefined || asForms.includes(as as string)) && [as, is, choose].filter((one) => one !== undefined).length <= 1 && Object.keys(others).length === 0
      if (!isWhole) return [finding('map-wrong', at, 'JSON 指针，或者 { value, optional, as | is | choose }', 'a JSON pointer, or { value, optional, as | is | choose }')]
      const own = valueAt(sample, value)
      if (field.kind === 'check' && is === undefined && typeof own !== 'boolean' && !(optional && own === undefined)) return [finding('map-wrong', `${at}/is`, '勾选所代表的值', 'the value for which it is ticked')]
      const options = field.options ?? []
      if (choose !== undefined && !(isObject(choose) && Object.values(choose).every((option) => options.includes(option as string)))) return [finding('map-wrong', `${at}/choose`, `表单的选项：${options.join('、')}`, `options of the form: ${options.join(', ')}`)]
      if (optional || sample.drawn[value] !== undefined || own !== undefined) return []
      return [finding('value-missing', at, '样本订单中有的值', 'a value that the sample order has')]
    }),
  ]
}

function placeFindings(places: Readonly<Record<string, unknown>>, { documents: [contract], parties }: ProductDefinition, form: readonly FormField[]): Expectation[] {
  const roles = contract?.signers ?? []
  const signatures = form.filter(({ kind }) => kind === 'signature').map(({ name }) => name)
  return [
    ...Object.keys(places).filter((role) => !roles.includes(role)).map((role) => finding('map-wrong', `/places/${escaped(role)}`, `签署合同的角色：${roles.join('、')}`, `a role that signs the contract: ${roles.join(', ')}`)),
    ...roles.flatMap((role): Expectation[] => {
      const at = `/places/${escaped(role)}`
      const wanted = role === 'lender' ? 1 : (parties.find((rule) => rule.role === role)?.most ?? 1)
      const spots = places[role]
      if (!Array.isArray(spots) || spots.length < wanted) return [finding('place-missing', at, `${wanted} 个签名位置`, `${wanted} signature place${wanted === 1 ? '' : 's'}`)]
      return spots.flatMap((spot, index) => {
        if (isSpot(spot, signatures)) return []
        const list = signatures.length === 0 ? '' : `；formField：${signatures.join('、')}`
        return [finding('map-wrong', `${at}/${index}`, `{ page, rect }、{ anchor } 或者 { formField }${list}`, `{ page, rect }, { anchor } or { formField }${list.replace('；', '; ').replace('：', ': ')}`)]
      })
    }),
  ]
}

function clauseFindings(clauses: Readonly<Record<string, unknown>>, drafts: readonly KeyClauseDraft[]): Expectation[] {
  const ids = drafts.filter(({ document = 'contract' }) => document === 'contract').map(({ id }) => id)
  return Object.entries(clauses).flatMap(([id, place]) => {
    if (!ids.includes(id)) return [finding('map-wrong', `/clauses/${escaped(id)}`, `重要条款：${ids.join('、')}`, `a key clause: ${ids.join(', ')}`)]
    return isObject(place) && Object.keys(place).length === 2 && isRect(place) ? [] : [finding('map-wrong', `/clauses/${escaped(id)}`, '{ page, rect }', '{ page, rect }')]
  })
}

function isSpot(spot: unknown, signatures: readonly string[]): boolean {
  if (!isObject(spot)) return false
  const { anchor, formField, page, rect, ...others } = spot
  if (Object.keys(others).length > 0 || [anchor, formField, rect].filter((one) => one !== undefined).length !== 1) return false
  if (formField !== undefined) return page === undefined && signatures.includes(formField as string)
  if (rect !== undefined) return isRect(spot)
  return page === undefined && isAnchor(anchor)
}

function isAnchor(anchor: unknown): boolean {
  if (!isObject(anchor)) return false
  const { text, page, right, up, width, height, ...others } = anchor
  return typeof text === 'string' && text.trim() !== '' && (page === undefined || isPage(page)) && [right, up, width, height].every(Number.isFinite) && Object.keys(others).length === 0
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isPointer = (value: unknown): value is string => typeof value === 'string' && value.startsWith('/')
const isPage = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1
const isRect = ({ page, rect }: Record<string, unknown>): boolean => isPage(page) && Array.isArray(rect) && rect.length === 4 && rect.every(Number.isFinite)
