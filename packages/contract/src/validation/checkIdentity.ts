import type { Expectation } from '../errors.js'

const wanted = [
  ['/contract/id', (order) => isLine(order.contract?.id), '合同的标识，如 con_SampleSampleSample1', 'an identifier of the contract, like con_SampleSampleSample1'],
  ['/contract/version', (order) => Number.isInteger(order.contract?.version) && Number(order.contract?.version) >= 1, '合同的版本，从 1 起', 'the version of the contract, from 1'],
  ['/contract/nonce', (order) => isLine(order.contract?.nonce), '随机数，32 位十六进制，每份合同不同', 'a random nonce, 32 hexadecimal digits, another for every contract'],
  ['/test', (order) => typeof order.test === 'boolean', 'true 或 false：每页是否标明为样本', 'true or false: whether every page says that it is a test'],
  ['/now', (order) => order.now instanceof Date && !Number.isNaN(order.now.getTime()), '生成的时间（Date）', 'the time of generation, a Date'],
] as const satisfies readonly (readonly [string, (order: Loose) => boolean, string, string])[]

interface Loose {
  readonly contract?: { readonly id?: unknown; readonly version?: unknown; readonly nonce?: unknown }
  readonly test?: unknown
  readonly now?: unknown
}

/** What only a caller can give and no schema of a product names: contract and file are told apart by it. */
export function checkIdentity(order: unknown): readonly Expectation[] {
  if (typeof order !== 'object' || order === null) return [{ pointer: '', expected: { 'zh-CN': '一份订单：language、lender、loan、parties、contract、test、now', en: 'an order: language, lender, loan, parties, contract, test, now' } }]
  return wanted.flatMap(([pointer, holds, chinese, english]) => (holds(order) ? [] : [{ pointer, expected: { 'zh-CN': chinese, en: english } }]))
}

const isLine = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
