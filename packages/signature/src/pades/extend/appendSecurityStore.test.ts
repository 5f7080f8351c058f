import { expect, it } from 'vitest'
import { readPdf } from '../../pdf/readPdf.js'
import { contractFixture } from '../contract.fixture.js'
import { readSecurityStore } from '../material/securityStore.js'
import { appendSecurityStore } from './appendSecurityStore.js'

const entry = (key: string, ...certificates: Uint8Array[]) => ({ key, certificates, ocsps: [], crls: [] })

it('stores the same bytes once, appends for each signature that it does not know, and else nothing', () => {
  const [a, b] = [Uint8Array.of(0x30, 1, 1), Uint8Array.of(0x30, 1, 2)]
  const add = (file: Uint8Array, ...entries: ReturnType<typeof entry>[]) => {
    const pdf = readPdf(file)
    return appendSecurityStore({ pdf, store: readSecurityStore(pdf), entries })
  }
  const first = add(contractFixture(), entry('A', a, a))!
  expect(add(first, entry('A', a))).toBeNull()
  const second = add(first, entry('B', a))!
  const third = add(second, entry('A', b))!
  const stored = (file: Uint8Array): unknown[] => readSecurityStore(readPdf(file)).certificates.map(({ der }) => der)
  expect([stored(first), stored(second), stored(third)]).toEqual([[a], [a], [a, b]])
  const keysOf = (file: Uint8Array): string[] => {
    const pdf = readPdf(file)
    const catalog = pdf.dictionary(pdf.trailer.entries.get('Root'))!
    return [...pdf.dictionary(pdf.dictionary(catalog.entries.get('DSS'))!.entries.get('VRI'))!.entries.keys()]
  }
  expect([keysOf(first), keysOf(second), keysOf(third)]).toEqual([['A'], ['A', 'B'], ['A', 'B']])
})
