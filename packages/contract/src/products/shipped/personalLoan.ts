import type { ContractEngine } from '../../engine.js'
import { loanProduct, type ContractProduct } from '../loanProduct.js'
import { productFolder } from '../readProduct.js'

/** A loan to one person without collateral: cover, cost table, clauses, schedule, signature page; zh-CN and en. */
export function personalLoan({ engine }: { readonly engine: ContractEngine }): ContractProduct {
  return loanProduct({ engine, folder: productFolder('personal-loan') })
}
