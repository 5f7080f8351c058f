import type { ContractOrder, Language } from '../data/contractOrder.js'
import { productFolder, readProduct } from './readProduct.js'

/** A product's own sample, fictional people whose identity numbers fail the check digit, made complete. */
export function sampleOrder(language: Language, product = 'personal-loan'): ContractOrder {
  const sample = readProduct(productFolder(product)).samples[language]
  if (sample === undefined) throw new TypeError(`${product} has no sample in ${language}`)
  return {
    ...sample,
    contract: { ...sample.contract, id: 'con_SampleSampleSample1', version: 1, nonce: '00112233445566778899aabbccddeeff' },
    test: true,
    now: new Date('2026-11-20T02:00:00Z'),
  }
}
