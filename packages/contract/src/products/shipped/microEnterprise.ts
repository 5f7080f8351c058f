import type { ContractEngine } from '../../engine.js'
import { loanProduct, type ContractProduct } from '../loanProduct.js'
import { productFolder } from '../readProduct.js'

/** 小微企业贷款: a loan to a small enterprise, priced by a reference rate and a margin, with or without a guarantee; zh-CN. */
export function microEnterprise({ engine }: { readonly engine: ContractEngine }): ContractProduct {
  return loanProduct({ engine, folder: productFolder('micro-enterprise') })
}
