import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { Lexer } from './lexer.js'
import { isKind, type PdfValue } from './values.js'
import { latin1, writeDate, writeText, writeValue } from './write.js'

const parse = (text: string): PdfValue => new Lexer(latin1(text)).readValue()
const bytesOf = (text: string): string => {
  const value = parse(text)
  return isKind(value, 'string') ? String.fromCharCode(...value.bytes) : 'no string'
}

describe('Lexer', () => {
  it('reads every kind of value', () => {
    expect(parse('true')).toBe(true)
    expect(parse(' %comment\n null')).toBe(null)
    expect(parse('/A#20B')).toEqual({ kind: 'name', name: 'A B' })
    expect(parse('12 0 R')).toEqual({ kind: 'reference', number: 12, generation: 0 })
    expect(parse('[1 0 2 0 R -.5]')).toMatchObject({ items: [{ value: 1 }, { value: 0 }, { number: 2 }, { value: -0.5, source: '-.5' }] })
    expect(parse('<</A<</B(c)>>>>')).toMatchObject({ kind: 'dictionary' })
  })

  it('reads strings as section 7.3.4 says', () => {
    expect(bytesOf('(a(b)c)')).toBe('a(b)c')
    expect(bytesOf('(\\n\\(\\\\\\101\\0531)')).toBe('\n(\\A+1')
    expect(bytesOf('(a\\\nb\r\nc)')).toBe('ab\nc')
    expect(bytesOf('<48 65 6C6c 6F7>')).toBe('Hellop')
  })

  it('keeps the range of a string in the file, and writes values as they were', () => {
    const text = '<</A (x\\051)/B 1.50/C[<0aFF> /D#2f 3 0 R]>>'
    expect(writeValue(parse(text))).toBe('<</A (x\\051) /B 1.50 /C [<0aFF> /D#2f 3 0 R]>>')
    expect(parse('  <00ff>')).toMatchObject({ range: [2, 8] })
  })

  it.each(['<</A 1/A 2>>', '<</A>>', '(open', '<0g>', '/#00', '/#zz', '[1', '<<(a) 1>>', '1e5', '>', '--1', 'nul'])('refuses %s', (text) => {
    expect(() => parse(text)).toThrow(SignatureError)
  })

  it('refuses comments where they may not be', () => {
    expect(() => new Lexer(latin1('<<%x\n/A 1>>'), 0, { comments: false }).readValue()).toThrow(SignatureError)
    expect(new Lexer(latin1('(100%)'), 0, { comments: false }).readValue()).toMatchObject({ kind: 'string' })
  })

  it('throws nothing but its own error', () => {
    const fragment = fc.constantFrom('<<', '>>', '[', ']', '(', ')', '<', '>', '/A', '/#', '1 0 R', '-', '.', '%', '\n', ' ', '\\', 'true', 'endobj', '\u00ff')
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 40 }), (fragments) => {
        try {
          parse(fragments.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(SignatureError)
        }
      }),
    )
  })
})

it('reads hexadecimal strings as section 7.3.4.3 has it, whatever digits, zeros and white space are mixed', () => {
  const parts = fc.array(fc.constantFrom('0', '00', '000', '1', 'f', 'A', ' ', '\n', '\0', 'g', '%', '<'), { maxLength: 14 })
  fc.assert(
    fc.property(parts, (list) => {
      const written = list.join('')
      const digits = written.replace(/[\0\t\n\f\r ]/g, '')
      if (!/^[0-9a-fA-F]*$/.test(digits)) return void expect(() => parse(`<${written}>`)).toThrow(SignatureError)
      const due = (digits + '0'.repeat(digits.length % 2)).match(/../g) ?? []
      expect(bytesOf(`<${written}>`)).toBe(String.fromCharCode(...due.map((pair) => parseInt(pair, 16))))
    }),
    { numRuns: 2000 },
  )
})

describe('writeText and writeDate', () => {
  it('give back what was written', () => {
    expect(bytesOf(writeText('a(b)\\c'))).toBe('a(b)\\c')
    expect(writeText('100%')).toBe('<feff0031003000300025>')
    expect(writeText('周')).toBe('<feff5468>')
    expect(writeDate('2026-11-20T02:42:18Z')).toBe('(D:20261120024218Z)')
  })
})
