import type { Context } from '../context.js'
import type { ProductTermsRow } from '../database/schema.js'
import { fieldsInWords, LoanSigningError } from '../errors.js'
import { portFailed } from '../guardPort.js'
import type { Application } from './readApplication.js'

type Expected = { readonly 'zh-CN': string; readonly en: string }

/** What an application says that its contract will be made of. */
export type ApplicationData = Pick<Application, 'product' | 'language' | 'loan' | 'parties'> & { readonly terms?: ProductTermsRow | null | undefined }

/**
 * Checks an application as its contract will be: people who can be told apart, and data that its product takes. Makes nothing.
 * @throws LoanSigningError `contract-data-invalid`; `fields` has each place (JSON pointer) and what was expected there, in zh-CN and en
 */
export function checkApplication(context: Context, application: ApplicationData): void {
  const { language, loan, parties, terms } = application
  const generator = generatorOf(context, application.product)
  refuse(parties.flatMap(({ role }, index) => (role === 'lender' ? [field(`/parties/${index}/role`, { 'zh-CN': '签署人的角色；贷款人盖章，不列在这里', en: 'the role of a signer; the lender seals and is not listed' })] : [])))
  refuse(telephones(parties))
  const { name, hotline } = context.lender
  asProblem(() => generator.check({ language, lender: { name, hotline }, loan, parties, ...(terms ? { terms } : {}) }))
  // A generator need not look at roles itself; without a turn nobody could be asked.
  const { signingOrder } = generator
  refuse(parties.flatMap(({ role }, index) => (signingOrder.includes(role) ? [] : [field(`/parties/${index}/role`, { 'zh-CN': signingOrder.join('、'), en: signingOrder.join(', ') })])))
}

/** @throws LoanSigningError `contract-data-invalid` for a product that this installation does not offer */
export function generatorOf(context: Context, product: string): Context['products'][number] {
  const found = context.products.find((candidate) => candidate.product === product)
  const known = context.products.map((candidate) => candidate.product)
  if (!found) throw wrongData([field('/product', { 'zh-CN': known.join('、'), en: known.join(', ') })])
  return found
}

/** What `@loansign/contract` finds about a lender's own file: it cannot be signed as it is. */
const refusals: readonly string[] = ['lender-file-refused', 'form-mismatch', 'places-unusable', 'drawing-differs']

/** Hands on what a product says about data, template and characters. */
export function productProblem(error: unknown): unknown {
  const { code, details } = error as { code?: string; details?: Record<string, unknown> }
  const isKnown = code === 'contract-data-invalid' || code === 'template-error' || code === 'glyph-missing'
  if (isKnown) return new LoanSigningError(code, details ?? {}, { cause: error, ...saying(details) })
  if (refusals.includes(code ?? '')) return new LoanSigningError('document-refused', { why: code, ...details }, { cause: error, ...saying(details) })
  // What has a code of its own says enough: the engine is missing, busy, or failed.
  return code === undefined ? portFailed('products', 'generateDocuments', error) : error
}

function asProblem(work: () => void): void {
  try {
    work()
  } catch (error) {
    throw productProblem(error)
  }
}

/** A number each: one number for two people would let one of them sign as the other. */
function telephones(parties: ApplicationData['parties']): Field[] {
  const numbers = parties.map(({ phone }) => phone?.replace(/[^0-9+]/g, ''))
  return numbers.flatMap((number, index) => {
    if (!number) return [field(`/parties/${index}/phone`, { 'zh-CN': '签署人自己的手机号码', en: 'a telephone number of the signer' })]
    return numbers.indexOf(number) < index ? [field(`/parties/${index}/phone`, { 'zh-CN': '与其他签署人不同的手机号码', en: 'another telephone number than the other signers have' })] : []
  })
}

interface Field {
  readonly pointer: string
  readonly expected: Expected
}

const field = (pointer: string, expected: Expected): Field => ({ pointer, expected })

function refuse(fields: readonly Field[]): void {
  if (fields.length > 0) throw wrongData(fields)
}

const wrongData = (fields: readonly Field[]): LoanSigningError => new LoanSigningError('contract-data-invalid', { fields }, { says: fieldsInWords(fields) })

/** A product's own words about its fields, where it has any. */
const saying = (details: { readonly fields?: unknown } = {}): { says?: string } => (Array.isArray(details.fields) ? { says: fieldsInWords(details.fields as Field[]) } : {})
