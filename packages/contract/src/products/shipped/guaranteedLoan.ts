import type { ContractEngine } from '../../engine.js'
import { loanProduct, type ContractProduct } from '../loanProduct.js'
import { productFolder } from '../readProduct.js'

/** 保证借款: a loan and a guarantee agreement of its own, whose kind is an explicit choice; zh-CN and en. */
export function guaranteedLoan({ engine }: { readonly engine: ContractEngine }): ContractProduct {
  return loanProduct({ engine, folder: productFolder('guaranteed-loan') })
}
