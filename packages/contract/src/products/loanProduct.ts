import { formatMoney, parseMoney } from '@loansign/loan'
import { addSignatureFields, type SignaturePlace } from '../addSignatureFields.js'
import { checkDrawnText } from '../checks/checkDrawnText.js'
import { contractData, type ContractData, type TemplateRelease } from '../data/contractData.js'
import type { ContractOrder } from '../data/contractOrder.js'
import { words } from '../data/words.js'
import { drawSeal, type SealDrawing } from '../drawing/drawSeal.js'
import type { Anchor, CompileOptions, CompileResult, ContractEngine } from '../engine.js'
import { ContractError } from '../errors.js'
import { checkIdentity } from '../validation/checkIdentity.js'
import { orderValidator } from '../validation/validateOrder.js'
import { documentsOf, mainFile, type PlannedDocument } from './documentsOf.js'
import { nameField } from './nameField.js'
import type { ProductSources } from './productSha256.js'
import { productFrom, readProduct, type ProductDefinition } from './readProduct.js'

export interface GeneratedContract {
  /** Which of the product's documents: `contract`, `guarantee`, `cost-table` … */
  readonly document: string
  readonly title: string
  /** Which release of the templates it was made from; also in the attached data. */
  readonly template: TemplateRelease
  readonly pdf: Uint8Array
  /** loan.json as attached, byte for byte. */
  readonly data: Uint8Array
  readonly pages: number
  readonly keyClauses: readonly { readonly id: string; readonly page: number; readonly rect: readonly [number, number, number, number] }[]
  /** `party` is the signer's position in the order's `parties`, null for the lender: who signs where follows from it, never from a role that several people have. */
  readonly places: readonly (SignaturePlace & { readonly party: number | null })[]
  /** The amount as a text message names it: `300,000.00元`, `$24,000.00`. */
  readonly amountText: string
}

/** A document to be read and never signed. */
export type ReadingCopy = Pick<GeneratedContract, 'document' | 'title' | 'pdf' | 'data' | 'pages'>

/** A kind of contract a lender offers, ready to be given to createLoanSigning. */
export interface ContractProduct {
  readonly product: string
  /** Roles of the product's parties in signing order, without the lender. */
  readonly signingOrder: readonly string[]
  readonly definition: ProductDefinition
  /** Says whether an order would make a contract, before it has a number. Makes nothing. @throws ContractError `contract-data-invalid` */
  check(order: UnnumberedOrder): void
  /** The contract alone. @throws ContractError `contract-data-invalid`, `template-error`, `glyph-missing`, `engine-failed`, `engine-busy`; no PDF then */
  generate(order: ContractOrder): Promise<GeneratedContract>
  /** The contract and every document that goes with it: guarantee, cost table, consents. All or none. */
  generateDocuments(order: ContractOrder): Promise<readonly GeneratedContract[]>
  /** The same pages as PDF/UA-1, for screen readers and for reading again later: no signature fields, and every page says that the signed file counts. All or none. */
  generateReadingCopies(order: ContractOrder): Promise<readonly ReadingCopy[]>
  checkDrawnText: typeof checkDrawnText
}

/** What is known of an order when somebody applies. */
export type UnnumberedOrder = Omit<ContractOrder, 'contract' | 'test' | 'now'>

export type LoanProductOptions = { readonly engine: ContractEngine } & (
  /** A product's folder; see readProduct. */
  | { readonly folder: URL | string }
  /** Its files, where a release is kept elsewhere. */
  | { readonly sources: ProductSources }
)

const pageHeight = 841.89

/** A product from its folder, or from the files of a release. */
export function loanProduct({ engine, ...from }: LoanProductOptions): ContractProduct {
  const definition = 'folder' in from ? readProduct(from.folder) : productFrom(from.sources)
  const validate = orderValidator(definition)

  // Drawing reads a whole font: once for a lender is enough.
  const seals = new Map<string, SealDrawing>()
  function sealOf({ lender, language, test }: ContractOrder): SealDrawing {
    const { seal } = words[language]
    const key = JSON.stringify([lender.name, language, test])
    const drawing = seals.get(key) ?? drawSeal({ organization: lender.name, caption: seal.caption, ...(test ? { note: seal.test } : {}) })
    seals.set(key, drawing)
    return drawing
  }

  function plan(order: ContractOrder): readonly PlannedDocument[] {
    const fields = validate(order)
    if (fields.length > 0) throw new ContractError('contract-data-invalid', { fields })
    if (!definition.languages.includes(order.language)) {
      const list = definition.languages.join(', ')
      throw new ContractError('contract-data-invalid', { fields: [{ pointer: '/language', expected: { 'zh-CN': list, en: list } }] })
    }
    return documentsOf(definition, order)
  }

  /** As plan, for an order that shall become a file now. */
  function planWhole(order: ContractOrder): readonly PlannedDocument[] {
    const fields = checkIdentity(order)
    if (fields.length > 0) throw new ContractError('contract-data-invalid', { fields })
    return plan(order)
  }

  function check(unnumbered: UnnumberedOrder): void {
    const order: ContractOrder = { ...unnumbered, contract: { id: '', number: '1', version: 1, nonce: '' }, test: false, now: new Date(0) }
    for (const { rule, id, places } of plan(order)) contractData({ product: definition, rule, document: id, order, places })
  }

  async function set({ rule, id: document, places }: PlannedDocument, order: ContractOrder, output: CompileOptions['output']): Promise<CompileResult & { readonly data: ContractData; readonly main: string }> {
    const blank = contractData({ product: definition, rule, document, order, places })
    const main = mainFile(rule, order.language)
    const timestamp = Math.floor(order.now.getTime() / 1000)
    const drawn = JSON.stringify(output === 'reading-copy' ? { ...blank, readingCopy: true } : blank)
    const compiled = await engine.compile({ files: definition.files, main, data: drawn, attachment: '{}', timestamp, output }).catch((error: unknown) => {
      throw nameField(error, blank)
    })
    // Where the clauses came to stand is part of what is attached, and known only now: the attachment is put in afterwards.
    const data: ContractData = { ...blank, keyClauses: blank.keyClauses.map((clause) => ({ ...clause, ...placeOf(compiled.anchors, main, 'clause', clause.id) })) }
    return { ...compiled, data, main }
  }

  async function make(planned: PlannedDocument, order: ContractOrder): Promise<GeneratedContract> {
    const { id: document, places } = planned
    const { pdf, pages, anchors, data, main } = await set(planned, order, 'pdf')
    const drawn = places.map(({ field, role, party, label }) => {
      const { page, rect } = placeOf(anchors, main, 'signature', field)
      return { field, role, party, page, rect, label }
    })
    const { id, version, nonce } = order.contract
    const identity = [id, String(version), nonce, ...(document === 'contract' ? [] : [document])]
    const attachment = new TextEncoder().encode(JSON.stringify(data))
    const straddleSeal = places.some(({ party }) => party === null) ? { drawing: sealOf(order), field: 'lender', label: words[order.language].seal.straddle } : undefined
    return {
      document,
      title: data.document.title,
      template: data.template,
      pdf: addSignatureFields({ pdf, places: drawn, identity, attachment, ...(straddleSeal && { straddleSeal }) }),
      data: attachment,
      pages,
      keyClauses: data.keyClauses.map(({ id, page, rect }) => ({ id, page: page!, rect: rect! })),
      places: drawn.map(({ field, role, party, page, rect }) => ({ field, role, party, page, rect })),
      amountText: words[order.language].amount(formatMoney(parseMoney(order.loan.principal)), order.loan.currency),
    }
  }

  return {
    product: definition.product,
    signingOrder: definition.parties.map(({ role }) => role),
    definition,
    check,
    generate: async (order) => make(planWhole(order)[0]!, order),
    generateDocuments: async (order) => Promise.all(planWhole(order).map((document) => make(document, order))),
    generateReadingCopies: async (order) =>
      Promise.all(
        planWhole(order).map(async (planned) => {
          const { pdf, pages, data } = await set(planned, order, 'reading-copy')
          const attachment = new TextEncoder().encode(JSON.stringify(data))
          const { id, version, nonce } = order.contract
          return { document: planned.id, title: data.document.title, pdf: addSignatureFields({ pdf, places: [], identity: [id, String(version), nonce, planned.id, 'copy'], attachment }), data: attachment, pages }
        }),
      ),
    checkDrawnText,
  }
}

/** @throws ContractError `template-error` when the template forgot it */
function placeOf(anchors: readonly Anchor[], file: string, kind: Anchor['kind'], id: string): { page: number; rect: [number, number, number, number] } {
  const [anchor, second] = anchors.filter((candidate) => candidate.kind === kind && candidate.id === id)
  if (!anchor || second) {
    throw new ContractError('template-error', { file, line: 0, field: id, message: `the template places the ${kind === 'clause' ? 'key clause' : 'signature'} ${id} ${anchor ? 'twice' : 'nowhere'}` })
  }
  return { page: anchor.page, rect: rectOf(anchor) }
}

/** From the engine's top-left origin to PDF's bottom-left one. */
function rectOf({ x, y, w, h }: Anchor): [number, number, number, number] {
  const round = (value: number): number => Math.round(value * 100) / 100
  return [round(x), round(pageHeight - y - h), round(x + w), round(pageHeight - y)]
}
