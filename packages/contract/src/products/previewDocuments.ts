import { contractData, type PlaceData } from '../data/contractData.js'
import type { ContractOrder } from '../data/contractOrder.js'
import { ContractError } from '../errors.js'
import { orderValidator } from '../validation/validateOrder.js'
import { documentsOf, mainFile } from './documentsOf.js'
import type { ProductDefinition } from './readProduct.js'

/** What an engine needs to lay out one document of an order, wherever that engine runs. */
export interface PreviewDocument {
  readonly document: string
  readonly title: string
  /** The template to begin with. */
  readonly main: string
  /** JSON text, as the templates read it. */
  readonly data: string
  /** What the template must place once each. */
  readonly places: readonly string[]
  readonly clauses: readonly string[]
}

/**
 * The documents of an order before they are laid out, for whoever looks at templates being written. Computes, and runs no template.
 * @throws ContractError `contract-data-invalid`, or `template-error` for a key clause that names a value nobody gives
 */
export function previewDocuments(product: ProductDefinition, order: ContractOrder): readonly PreviewDocument[] {
  const fields = orderValidator(product)(order)
  if (fields.length > 0) throw new ContractError('contract-data-invalid', { fields })
  return documentsOf(product, order).map(({ rule, id, places }) => {
    const data = contractData({ product, rule, document: id, order, places })
    return { document: id, title: data.document.title, main: mainFile(rule, order.language), data: JSON.stringify(data), places: places.map(({ field }: PlaceData) => field), clauses: data.keyClauses.map((clause) => clause.id) }
  })
}
