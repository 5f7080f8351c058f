import { describe, expect, it } from 'vitest'
import { productSha256 } from './productSha256.js'

describe('the hash of a product', () => {
  // printf a > a.typ; printf '甲' > b/c.json; sha256sum a.typ b/c.json | sha256sum
  it('is that of the list sha256sum prints', () => {
    expect(productSha256({ 'b/c.json': '甲', 'a.typ': 'a' })).toBe('1d87f6fa8902d6c688f2b966d3e6edcad1d9bf85cde30d27c22cf4261f53f7bd')
  })

  it('does not depend on the order of the files', () => {
    expect(productSha256({ a: '1', B: '2' })).toBe(productSha256({ B: '2', a: '1' }))
  })

  it.each([
    ['a text', { a: '1', b: '3' }],
    ['a name', { a: '1', c: '2' }],
    ['a file more', { a: '1', b: '2', c: '' }],
    ['texts that changed places', { a: '2', b: '1' }],
  ])('changes with %s', (_what, sources) => {
    expect(productSha256(sources)).not.toBe(productSha256({ a: '1', b: '2' }))
  })
})
