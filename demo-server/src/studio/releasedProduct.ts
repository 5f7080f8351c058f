import { loanProduct, type ContractEngine, type ContractProduct } from '@loansign/contract'
import type { TemplateStudio } from './templateStudio.js'

/** A product that is always made from its newest release. */
export async function releasedProduct(studio: TemplateStudio, product: string, engine: ContractEngine): Promise<ContractProduct> {
  let newest = await load()

  async function load(): Promise<{ readonly version: number; readonly product: ContractProduct }> {
    const { version, sources } = await studio.released(product)
    return { version, product: loanProduct({ engine, sources }) }
  }

  async function current(): Promise<ContractProduct> {
    const { version } = await studio.released(product)
    if (version !== newest.version) newest = await load()
    return newest.product
  }

  return {
    product,
    get signingOrder() {
      return newest.product.signingOrder
    },
    get definition() {
      return newest.product.definition
    },
    // A release changes no schema.
    check: (order) => newest.product.check(order),
    creditLine: (order) => newest.product.creditLine(order),
    generate: async (order) => (await current()).generate(order),
    generateDocuments: async (order) => (await current()).generateDocuments(order),
    generateReadingCopies: async (order) => (await current()).generateReadingCopies(order),
    checkDrawnText: (document) => newest.product.checkDrawnText(document),
  }
}
