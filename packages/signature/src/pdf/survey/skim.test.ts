import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referencesIn } from '../walk.js'
import { Lexer } from '../syntax/lexer.js'
import { roomForKeys, skim } from './skim.js'
import { latin1 } from '../syntax/write.js'

/** What the lexer finds: where the value ends, and what it refers to. */
function lexed(bytes: Uint8Array): { end: number; references: number[] } | null {
  try {
    const lexer = new Lexer(bytes)
    const references = Array.from(referencesIn(lexer.readValue()), ({ number }) => number)
    return { end: lexer.position, references }
  } catch {
    return null
  }
}

function skimmed(bytes: Uint8Array): { end: number; references: number[] } | null {
  const references: number[] = []
  const end = skim(bytes, 0, references, roomForKeys())
  return end < 0 ? null : { end, references }
}

const long = 'a'.repeat(1100)
const digits = '1'.repeat(1100)

describe('skim', () => {
  it.each(['<</Type/StructElem/S/TD/P 12 0 R/Pg 3 0 R/K[7 8 0 R<</A -.5/B[+1. .25 -3 00]>>]>>\n', '[true false null(a(b\\)c)\\\\)<48 6f>/N]\n', '1 2 ]', ' 5 0 R ', '<</A()/B<>/C[]/D<<>>>> ', '1234567890 0 R '])(
    'passes over %s as the lexer reads it',
    (text) => {
      const found = skimmed(latin1(text))
      expect(found).not.toBeNull()
      expect(found).toEqual(lexed(latin1(text)))
    },
  )

  it.each([
    '<</A 1/A 2>> ', '<</A#41 1/AA 2>> ', '<</A 1', '<<(a) 1>> ', '[1 ', '(a ', '<4g> ', '/#00 ', '1e5 ', '1.2.3 ', '--1 ', '+ ', '. ', 'nul ', 'nullx ', 'trueish ', '> ', '} ', ') ', ''.padEnd(140, '[') + ' ', `${digits} `, `/${long} `,
  ])('is certain of nothing that the lexer refuses: %s', (text) => {
    expect(lexed(latin1(text))).toBeNull()
    expect(skimmed(latin1(text))).toBeNull()
  })

  it.each(['17 2 R ', '17 00 R ', '17 01 R ', '17\n0 R ', '[17 65535 R]\n'])('leaves a reference to another generation to the lexer, and what may be one: %s', (text) => {
    expect(lexed(latin1(text))).not.toBeNull()
    expect(skimmed(latin1(text))).toBeNull()
  })

  // A value may stand before anything: in an object stream nothing ends it but the next one.
  it.each(['12 0 R%c', '12%c\n0 R ', '12 0%c\nR ', '12 0 R#20 ', `12 ${digits} R `, `12 0 ${long} `, `12 0${long} `, '12 123456 R ', '12345678901 0 R ', '12 0 RR ', '12 0 [', '12 0', '12', '12 0 R', '/A', '/A%', '/A#42 ', '12.0 R '])('sees no other reference than the lexer does in %s', (text) => {
    const found = skimmed(latin1(text))
    if (found) expect(found).toEqual(lexed(latin1(text)))
  })

  it('is never certain of anything but what the lexer reads, whatever stands there', () => {
    const token = fc.constantFrom('<<', '>>', '[', ']', '(', ')', '<', '>', '/', '/A', '/B', '/Type', '/A#41', '%', '\\', '12', '0', 'R', '5', ' 0 R ', '8 0 R', '-1.5', '.', '+', 'true', 'null', '48', '\n', '\r', ' ', '\0', '{', '#')
    let certain = 0
    const agree = (text: string): void => {
      const found = skimmed(latin1(text))
      if (!found) return
      certain++
      expect(found).toEqual(lexed(latin1(text)))
    }
    fc.assert(fc.property(fc.array(token, { maxLength: 30 }), (tokens) => agree(`${tokens.join('')} `)), { numRuns: 20_000 })
    expect(certain).toBeGreaterThan(1_000)
  })

  it('is certain of what is usual: values as software writes them', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.constantFrom('null', 'true', '5 0 R', '-0.25', '42', '/Name', '(text \\(a\\) )', '<00FF>'), tie('array'), tie('dictionary')),
      array: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(' ')}]`),
      dictionary: fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{0,3}$/), tie('value'), { maxKeys: 5 }).map((entries) => `<<${Object.entries(entries).map(([key, item]) => `/${key} ${item as string}`).join('')}>>`),
    }))
    fc.assert(
      fc.property(value, (text) => {
        const found = skimmed(latin1(`${text as string}\n`))
        expect(found).not.toBeNull()
        expect(found).toEqual(lexed(latin1(`${text as string}\n`)))
      }),
      { numRuns: 3_000 },
    )
  })
})
