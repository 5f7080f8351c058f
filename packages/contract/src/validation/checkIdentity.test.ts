import { expect, it } from 'vitest'
import { personalLoan } from '../products/shipped/personalLoan.js'

const engine = { compile: () => Promise.reject(new Error('nothing is made')), close: async () => undefined }
const product = personalLoan({ engine })
const sample = product.definition.samples['zh-CN']!

it('names what only the caller can give', async () => {
  for (const generate of [product.generate, product.generateDocuments, product.generateReadingCopies]) {
    const pointers = async (order: unknown) => generate(order as never).then(
      () => [],
      ({ code, details }: { code: string; details: { fields: { pointer: string }[] } }) => [code, ...details.fields.map(({ pointer }) => pointer)])
    expect(await pointers(sample)).toEqual(['contract-data-invalid', '/contract/id', '/contract/version', '/contract/nonce', '/test', '/now'])
    expect(await pointers({ ...sample, contract: undefined, test: true, now: new Date('never') })).toEqual(['contract-data-invalid', '/contract/id', '/contract/version', '/contract/nonce', '/now'])
    expect(await pointers(undefined)).toEqual(['contract-data-invalid', ''])
    expect(await pointers({ ...sample, contract: { id: 'a', version: 1, nonce: 'b' }, test: true, now: new Date() })).toEqual(['contract-data-invalid', '/contract/number'])
  }
})
