import { readFile } from 'node:fs/promises'
import { contractData, type ContractData } from '../../data/contractData.js'
import type { ContractOrder, Language } from '../../data/contractOrder.js'
import { ContractError } from '../../errors.js'
import { documentsOf, type PlannedDocument } from '../../products/documentsOf.js'
import { jsonFile } from '../../products/jsonFile.js'
import { orderPlanner } from '../../products/orderPlanner.js'
import { productSha256 } from '../../products/productSha256.js'
import { productFrom, readProductSources, type ProductDefinition } from '../../products/readProduct.js'
import { resolve } from '../../validation/schema.js'
import { readForm } from '../fillForm.js'
import { checkMap } from './checkMap.js'
import type { LenderFileMap } from './lenderFileMap.js'

export interface LenderFile {
  readonly map: LenderFileMap
  /** Null where files come finished. */
  readonly form: Uint8Array | null
}

/** Companions that every typeset product has. */
const companions = ['cost-table', 'personal-information-consent', 'credit-report-consent']
/** Civil Code of the PRC, article 668: what a loan contract says. */
const lawful = ['kind', 'currency', 'principal', 'purpose', 'annualRatePercent', 'termMonths', 'repaymentMethod']

/** The folder's files, each looked at, and all together. */
export async function readLenderProduct(folder: URL, wantsForm: boolean): Promise<{ readonly definition: ProductDefinition; readonly files: ReadonlyMap<Language, LenderFile> }> {
  const texts = { ...readProductSources(folder) }
  const pdfs: Record<string, Uint8Array> = {}
  const { languages } = productFrom(texts)
  for (const language of languages) {
    const [map, pdf] = await Promise.all([readFile(new URL(`contract.${language}.json`, folder), 'utf8').catch(() => undefined), wantsForm ? readFile(new URL(`contract.${language}.pdf`, folder)).catch(() => undefined) : undefined])
    if (map !== undefined) texts[`contract.${language}.json`] = map
    if (pdf !== undefined) pdfs[`contract.${language}.pdf`] = pdf
    else if (wantsForm) throw new ContractError('template-error', { file: `contract.${language}.pdf`, line: 0, column: 0, message: 'the file is missing' })
  }
  const definition: ProductDefinition = { ...productFrom(texts), sha256: productSha256({ ...texts, ...pdfs }) }
  checkDefinition(definition)
  const files = new Map<Language, LenderFile>()
  for (const language of languages) {
    const file = `contract.${language}.json`
    const map = jsonFile(texts, file)
    const form = pdfs[`contract.${language}.pdf`] ?? null
    const fields = checkMap({ map, definition, form: form && (await readForm(form)), sample: sampleData(definition, language) })
    if (fields.length > 0) throw new ContractError('form-mismatch', { file, fields })
    files.set(language, { map: map as LenderFileMap, form })
  }
  return { definition, files }
}

/** What of the product's own files holds for every order. */
function checkDefinition({ documents: [contract, ...others], schema, opens, leftOut = [] }: ProductDefinition): void {
  const wrong = (file: string, message: string): ContractError => new ContractError('template-error', { file, line: 0, column: 0, message })
  if (contract?.id !== 'contract' || contract.perPerson === true) throw wrong('product.json', 'the first document has to be the contract, one for all who sign it')
  // Limit, days and longest term would hold for drawdowns, and nobody would have compared them with the pages.
  if (opens === 'credit-line') throw wrong('product.json', 'a credit line’s contract has to be typeset')
  const unsaid = companions.filter((name) => leftOut.includes(name) === others.some(({ template }) => template === `companions/${name}`))
  if (unsaid.length > 0) throw wrong('product.json', `each of ${unsaid.join(', ')} has to be among documents or, by the lender’s choice, in leftOut`)
  const { required = [] } = resolve(schema, schema.properties?.loan ?? {})
  const free = lawful.filter((name) => !required.includes(name))
  if (free.length > 0) throw wrong('schema.json', `loan has to require ${free.join(', ')}`)
}

/** Of the sample, which has to be an order the product takes. */
function sampleData(definition: ProductDefinition, language: Language): ContractData {
  const order = { ...definition.samples[language]!, test: true, now: new Date(0) }
  orderPlanner(definition).check(order)
  const whole: ContractOrder = { ...order, contract: { id: '', version: 1, nonce: '', ...order.contract } }
  const [{ rule, id, places }] = documentsOf(definition, whole) as [PlannedDocument]
  return contractData({ product: definition, rule, document: id, order: whole, places })
}
