import type { ContractEngine } from '../../engine.js'
import { loanProduct, type ContractProduct } from '../loanProduct.js'
import { productFolder } from '../readProduct.js'

/** 农户信用贷款: unsecured credit to a household, with instalments at harvest; zh-CN. */
export function farmerCredit({ engine }: { readonly engine: ContractEngine }): ContractProduct {
  return loanProduct({ engine, folder: productFolder('farmer-credit') })
}
