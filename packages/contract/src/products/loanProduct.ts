import type { SignaturePlace } from '../addSignatureFields.js'
import { checkDrawnText } from '../checks/checkDrawnText.js'
import type { TemplateRelease } from '../data/contractData.js'
import type { ContractOrder } from '../data/contractOrder.js'
import type { ContractEngine } from '../engine.js'
import { creditLineOf, type CreditLineOrder } from './creditLineOf.js'
import { orderPlanner } from './orderPlanner.js'
import type { ProductSources } from './productSha256.js'
import { productFrom, readProduct, type ProductDefinition } from './readProduct.js'
import { typesetter } from './typesetter.js'

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
  /** The line that an order opens, as its contract says; null where the contract is of one loan. */
  creditLine(order: Pick<ContractOrder, 'loan' | 'terms'>): CreditLineOrder | null
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

/** A product from its folder, or from the files of a release. */
export function loanProduct({ engine, ...from }: LoanProductOptions): ContractProduct {
  const definition = 'folder' in from ? readProduct(from.folder) : productFrom(from.sources)
  const { check, plan } = orderPlanner(definition)
  const { make, copy } = typesetter({ definition, engine })

  return {
    product: definition.product,
    signingOrder: definition.parties.map(({ role }) => role),
    definition,
    check,
    creditLine: (order) => creditLineOf(definition, order),
    generate: async (order) => make(plan(order)[0]!, order),
    generateDocuments: async (order) => Promise.all(plan(order).map((document) => make(document, order))),
    generateReadingCopies: async (order) => Promise.all(plan(order).map((document) => copy(document, order))),
    checkDrawnText,
  }
}
