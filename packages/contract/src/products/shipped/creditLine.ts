import type { ContractEngine } from '../../engine.js'
import { loanProduct, type ContractProduct } from '../loanProduct.js'
import { productFolder } from '../readProduct.js'

/** 额度借款: a credit line with a plan for every drawdown; zh-CN and en. */
export function creditLine({ engine }: { readonly engine: ContractEngine }): ContractProduct {
  return loanProduct({ engine, folder: productFolder('credit-line') })
}
