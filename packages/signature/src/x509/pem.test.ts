import { describe, expect, it } from 'vitest'
import { parsePem, toPem } from './pem.js'

describe('PEM', () => {
  it('is read back, several blocks in their order, whatever stands between', () => {
    const [a, b] = [Uint8Array.from({ length: 100 }, (_, index) => index), Uint8Array.of(1)]
    const text = `subject=Root\n${toPem(a)}\r\nsome words\n${toPem(b)}${toPem(b, 'PUBLIC KEY')}`
    expect(parsePem(text)).toEqual([a, b])
    expect(parsePem(text, 'PUBLIC KEY')).toEqual([b])
    expect(toPem(a).split('\n').every((line) => line.length <= 64)).toBe(true)
  })

  it.each(['', 'no block', '-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----', '-----BEGIN CERTIFICATE-----\nAAAAA\n-----END CERTIFICATE-----'])('refuses %j', (text) => {
    expect(() => parsePem(text)).toThrow(expect.objectContaining({ code: 'pem-malformed' }))
  })
})
