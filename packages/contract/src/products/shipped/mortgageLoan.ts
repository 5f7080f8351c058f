import type { ContractEngine } from '../../engine.js'
import { loanProduct, type ContractProduct } from '../loanProduct.js'
import { productFolder } from '../readProduct.js'

/** 抵押借款: a loan and a mortgage agreement with a place for every owner; zh-CN. */
export function mortgageLoan({ engine }: { readonly engine: ContractEngine }): ContractProduct {
  return loanProduct({ engine, folder: productFolder('mortgage-loan') })
}
