import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonicalJson.js'

describe('canonicalJson', () => {
  it('writes the example of RFC 8785 section 3.2.3', () => {
    const value = { '€': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '😀': 'Emoji: Grinning Face', '\u0080': 'Control', 'ö': 'Latin Small Letter O With Diaeresis' }
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7)
    const order = ['Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh']
    const text = canonicalJson(value)
    const places = order.map((word) => text.indexOf(word))
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('writes numbers as ECMAScript does (RFC 8785 section 3.2.2.3) and no white space', () => {
    expect(canonicalJson({ b: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0], a: [null, true, false, '\u20ac$\u000f\nA\'B"\\'] })).toBe(
      '{"a":[null,true,false,"€$\\u000f\\nA\'B\\"\\\\"],"b":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}',
    )
  })

  it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [1n], ['\ud800'], [{ a: undefined }], [['\udc00x']], [{ '\ud800': 1 }], [new Date(0)], [new Map()], [Uint8Array.of(1)], [Array(2)]])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})
