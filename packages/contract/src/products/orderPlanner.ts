import { contractData } from '../data/contractData.js'
import type { ContractOrder } from '../data/contractOrder.js'
import { ContractError } from '../errors.js'
import { checkIdentity } from '../validation/checkIdentity.js'
import { orderValidator } from '../validation/validateOrder.js'
import { documentsOf, type PlannedDocument } from './documentsOf.js'
import type { UnnumberedOrder } from './loanProduct.js'
import type { ProductDefinition } from './readProduct.js'

export interface OrderPlanner {
  /** For an order that has no number yet. @throws ContractError `contract-data-invalid` */
  check(order: UnnumberedOrder): void
  /** The documents of an order that shall become files now. @throws ContractError `contract-data-invalid` */
  plan(order: ContractOrder): readonly PlannedDocument[]
}

/** Says which documents an order makes, once it is an order the product takes. */
export function orderPlanner(definition: ProductDefinition): OrderPlanner {
  const validate = orderValidator(definition)

  function documentsFor(order: ContractOrder): readonly PlannedDocument[] {
    const fields = validate(order)
    if (fields.length > 0) throw new ContractError('contract-data-invalid', { fields })
    if (!definition.languages.includes(order.language)) {
      const list = definition.languages.join(', ')
      throw new ContractError('contract-data-invalid', { fields: [{ pointer: '/language', expected: { 'zh-CN': list, en: list } }] })
    }
    return documentsOf(definition, order)
  }

  return {
    check(unnumbered) {
      const order: ContractOrder = { ...unnumbered, contract: { id: '', number: '1', version: 1, nonce: '' }, test: false, now: new Date(0) }
      for (const { rule, id, places } of documentsFor(order)) contractData({ product: definition, rule, document: id, order, places })
    },
    plan(order) {
      const fields = checkIdentity(order)
      if (fields.length > 0) throw new ContractError('contract-data-invalid', { fields })
      return documentsFor(order)
    },
  }
}
