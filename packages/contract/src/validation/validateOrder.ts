import { LoanError, parseDate, parseMoney } from '@loansign/loan'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { ContractOrder, Texts } from '../data/contractOrder.js'
import type { Expectation } from '../errors.js'
import type { ProductDefinition } from '../products/readProduct.js'
import { checkParties } from './checkParties.js'
import { checkRules } from './checkRules.js'
import { memberSchema, resolve, type Schema } from './schema.js'

/** Checks orders for one product: its schema first, and only where that holds, parties and validity rules. Every field that is missing or wrong, in the order of the schema. */
export function orderValidator(product: ProductDefinition): (order: ContractOrder) => readonly Expectation[] {
  const validate = compile(product.schema)
  return (order) => {
    const { language, lender, loan, parties, terms, contract } = order
    const known = validate({ language, lender, loan, parties, contract, ...(terms === undefined ? {} : { terms }) })
    return known ? [...checkParties(product, order), ...checkRules(product.rules, order)] : expectations(product.schema, validate.errors ?? [])
  }
}

function compile(schema: Schema): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false })
  ajv.addVocabulary(['titles', 'expected'])
  ajv.addFormat('money', isAmount)
  ajv.addFormat('date', isDate)
  ajv.addFormat('percent', (value: string) => /^(0|[1-9]\d?)(\.\d{1,6})?$/.test(value))
  ajv.addFormat('months', { type: 'number', validate: (value: number) => Number.isInteger(value) && value >= 1 && value <= 600 })
  ajv.addFormat('line', isLine)
  return ajv.compile(schema)
}

/** One expectation a field: a field that fails in three ways is still one field to mend. */
function expectations(schema: Schema, errors: readonly ErrorObject[]): Expectation[] {
  const pointers = errors.map(({ instancePath, params }) => {
    const { missingProperty, additionalProperty } = params as { missingProperty?: string; additionalProperty?: string }
    return missingProperty === undefined && additionalProperty === undefined ? instancePath : `${instancePath}/${missingProperty ?? additionalProperty}`
  })
  // Parents of a field that is named say nothing more.
  const deepest = [...new Set(pointers)].filter((pointer) => !pointers.some((other) => other.startsWith(`${pointer}/`)))
  return deepest.map((pointer) => ({ pointer, expected: expectedAt(schema, pointer) }))
}

/** What the schema says about a place, in both languages. */
export function expectedAt(root: Schema, pointer: string): Expectation['expected'] {
  let at: Schema | undefined = root
  for (const key of pointer.split('/').slice(1)) at = at && memberSchema(root, at, key)
  if (at === undefined) return { 'zh-CN': '没有这个字段', en: 'no such field' }
  const { titles, expected, oneOf } = resolve(root, at)
  const choices = (language: 'zh-CN' | 'en'): string | undefined => oneOf?.map((option) => `${String(option.const)}（${option.titles?.[language] ?? ''}）`).join(language === 'zh-CN' ? '、' : ', ')
  return { 'zh-CN': join(titles, expected, choices('zh-CN'), 'zh-CN', '：'), en: join(titles, expected, choices('en')?.replaceAll('（', ' (').replaceAll('）', ')'), 'en', ': ') }
}

function join(titles: Texts | undefined, expected: Texts | undefined, choices: string | undefined, language: 'zh-CN' | 'en', colon: string): string {
  return [titles?.[language], expected?.[language] ?? choices].filter((part) => part !== undefined && part !== '').join(colon)
}

function isAmount(value: string): boolean {
  return /^\d{1,12}\.\d{2}$/.test(value) && parseMoney(value) > 0n
}

function isDate(value: string): boolean {
  try {
    parseDate(value)
    return true
  } catch (error) {
    if (error instanceof LoanError) return false
    throw error
  }
}

/** Something to read, on one line, without characters that hide or turn text. */
function isLine(value: string): boolean {
  return value.trim() !== '' && !/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(value)
}
