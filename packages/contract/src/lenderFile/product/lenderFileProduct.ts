import { pathToFileURL } from 'node:url'
import { formatMoney, parseMoney } from '@loansign/loan'
import { checkDrawnText } from '../../checks/checkDrawnText.js'
import { contractData, type ContractData } from '../../data/contractData.js'
import type { ContractOrder, Language } from '../../data/contractOrder.js'
import { words } from '../../data/words.js'
import type { ContractEngine } from '../../engine.js'
import { ContractError } from '../../errors.js'
import type { PlannedDocument } from '../../products/documentsOf.js'
import type { ContractProduct, GeneratedContract } from '../../products/loanProduct.js'
import { orderPlanner } from '../../products/orderPlanner.js'
import { sealDrawings } from '../../products/sealDrawings.js'
import { typesetter } from '../../products/typesetter.js'
import { runApart } from '../runApart.js'
import type { TakeFileOptions } from '../takeFile.js'
import { fieldValues } from './fieldValues.js'
import { readLenderProduct } from './readLenderProduct.js'
import { requiredTexts, wantedClauses } from './requiredTexts.js'
import { takeTurns } from './takeTurns.js'

export interface LenderFileProductOptions {
  /** A product's folder (docs/products.md) whose contract has `contract.<language>.json`, a LenderFileMap, and, where a form is to be filled, `contract.<language>.pdf` in place of a template. */
  readonly folder: URL | string
  /** Gives the finished contract of an order, where there is no form: from the lender's own system, every amount and name already on its pages. */
  readonly finished?: (order: ContractOrder) => Promise<Uint8Array>
  /** For the documents beside the contract; not needed where the product has none. */
  readonly engine?: ContractEngine
  /** See TakeFileOptions. */
  readonly archival: TakeFileOptions['archival']
}

/** A product whose contract is the lender's own file. It has no reading copies: these are typeset. */
export type LenderFileProduct = Omit<ContractProduct, 'generateReadingCopies'>

const marks: Readonly<Record<Language, string>> = { 'zh-CN': '测试样本，无法律效力 TEST', en: 'TEST SAMPLE, not legally binding' }
/** Each may take 600 MB. */
const sideBySide = 2

/**
 * A lender's own form, or finished files of its own, as a product for createLoanSigning. Form, map and sample are compared here, once; orders are checked, filled, read and frozen one by one,
 * each in a process with limits, two at a time.
 * @throws ContractError `form-mismatch` with `fields` (pointers into `file`), `lender-file-refused`, `template-error` for the product's own files
 */
export async function lenderFileProduct({ folder, finished, engine, archival }: LenderFileProductOptions): Promise<LenderFileProduct> {
  // Without types: `true` would be as if files need not be archival.
  if (archival !== 'required' && archival !== 'as-claimed') throw new TypeError("lenderFileProduct: archival is 'required' or 'as-claimed'")
  const place = new URL(`${(folder instanceof URL ? folder : pathToFileURL(folder)).href.replace(/\/$/, '')}/`)
  const { definition, files } = await readLenderProduct(place, finished === undefined)
  if (definition.documents.length > 1 && engine === undefined) throw new TypeError('lenderFileProduct: its product.json names documents that Typst sets; give an engine, or leave them out')
  const { check, plan } = orderPlanner(definition)
  const typeset = engine && typesetter({ definition, engine })
  const sealOf = sealDrawings()
  const inTurn = takeTurns(sideBySide)

  async function make(planned: PlannedDocument, order: ContractOrder): Promise<GeneratedContract> {
    const { rule, id: document, places } = planned
    const { map, form } = files.get(order.language)!
    const contract = contractData({ product: definition, rule, document, order, places })
    const values = fieldValues(map, contract)
    const pdf = form ?? (await finished!(order))
    if (!(pdf instanceof Uint8Array)) throw new TypeError('lenderFileProduct: finished() has to give a Uint8Array')
    const { id, version, nonce } = order.contract
    const isSealed = places.some(({ party }) => party === null)
    const made = await inTurn(() =>
      runApart('setLenderFile', {
        pdf, contract, archival, now: order.now, identity: [id, String(version), nonce],
        form: form === null ? null : values,
        places: places.map(({ field, role, party, label }) => ({ field, role, label, spot: map.places[role]![places.filter((other) => other.role === role).findIndex((other) => other.party === party)]! })),
        clauses: wantedClauses(map, contract),
        texts: requiredTexts(map, contract),
        ...(isSealed ? { straddleSeal: { ...sealOf(order), field: 'lender', label: words[order.language].seal.straddle } } : {}),
        ...(order.test ? { mark: marks[order.language] } : {}),
      }),
    ).catch((error: unknown) => {
      throw named(error, values.pointers, places)
    })
    return {
      document, title: contract.document.title, template: contract.template, pdf: made.pdf, data: made.data, pages: made.pages, keyClauses: made.keyClauses,
      places: made.places.map((found) => ({ ...found, party: places.find(({ field }) => field === found.field)!.party })),
      amountText: words[order.language].amount(formatMoney(parseMoney(order.loan.principal)), order.loan.currency),
    }
  }

  return {
    product: definition.product,
    signingOrder: definition.parties.map(({ role }) => role),
    definition,
    check,
    creditLine: () => null,
    generate: async (order) => make(plan(order)[0]!, order),
    generateDocuments: async (order) => {
      const [contract, ...others] = plan(order)
      // All are waited for, and the contract's own errors go first: they have every pointer.
      const made = await Promise.allSettled([make(contract!, order), ...others.map((document) => typeset!.make(document, order))])
      return made.map((one) => {
        if (one.status === 'rejected') throw one.reason
        return one.value
      })
    },
    async checkDrawnText({ pdf, data }) {
      const contract = JSON.parse(new TextDecoder().decode(data)) as ContractData
      if (contract.document.id !== definition.documents[0]!.id) return checkDrawnText({ pdf, data })
      const { map } = files.get(contract.language)!
      const clauses = wantedClauses(map, contract).map((clause, index) => ({ ...clause, at: placeOf(contract.keyClauses[index]!) }))
      return inTurn(() => runApart('checkTexts', { pdf, clauses, texts: requiredTexts(map, contract) }))
    },
  }
}

function placeOf({ page, rect }: ContractData['keyClauses'][number]): NonNullable<ReturnType<typeof wantedClauses>[number]['at']> | undefined {
  return page === null || rect === null ? undefined : { page, rect }
}

/** Pointers of the form become those of the order, and places those of the map. */
function named(error: unknown, pointers: ReadonlyMap<string, string>, places: PlannedDocument['places']): unknown {
  if (!(error instanceof ContractError)) return error
  const renamed = <T extends { readonly pointer: string }>(list: unknown): T[] | undefined => (Array.isArray(list) ? (list as T[]).map((one) => ({ ...one, pointer: pointers.get(one.pointer) ?? placeIn(one.pointer, places) })) : undefined)
  const [fields, findings] = [renamed(error.details.fields), renamed(error.details.findings)]
  return new ContractError(error.code, { ...error.details, ...(fields && { fields }), ...(findings && { findings }) }, { cause: error })
}

function placeIn(pointer: string, places: PlannedDocument['places']): string {
  return pointer.replace(/^\/places\/(\d+)/, (_, index: string) => {
    const { role, party } = places[Number(index)]!
    return `/places/${role}/${places.filter((other) => other.role === role).findIndex((other) => other.party === party)}`
  })
}
