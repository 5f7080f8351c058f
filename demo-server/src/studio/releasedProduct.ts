import { loanProduct, type ContractEngine, type ContractProduct } from '@loansign/contract'
import type { Release } from './store/releases.js'
import type { TemplateStudio } from './templateStudio.js'

/** A product that is always made from its newest release: one that is made here counts from the moment it is made, any other from the next contract on. */
export async function releasedProduct(studio: TemplateStudio, product: string, engine: ContractEngine): Promise<ContractProduct> {
  const made = ({ version, sources }: Release) => ({ version, product: loanProduct({ engine, sources }) })
  let newest = made(await studio.released(product))
  studio.onReleased((release) => {
    if (release.product === product) newest = made(release)
  })

  async function current(): Promise<ContractProduct> {
    const release = await studio.released(product)
    if (release.version !== newest.version) newest = made(release)
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
    check: (order) => newest.product.check(order),
    creditLine: (order) => newest.product.creditLine(order),
    generate: async (order) => (await current()).generate(order),
    generateDocuments: async (order) => (await current()).generateDocuments(order),
    generateReadingCopies: async (order) => (await current()).generateReadingCopies(order),
    checkDrawnText: (document) => newest.product.checkDrawnText(document),
  }
}
