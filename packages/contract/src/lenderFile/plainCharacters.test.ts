import { describe, expect, it } from 'vitest'
import { openFont } from '../drawing/glyphOutlines.js'
import { plainCharacters } from './plainCharacters.js'

describe('plain characters', () => {
  it('are what people read', () => {
    expect(plainCharacters('⻘溪县农⼾：人⺠币￥３０，⽉ﬁ')).toBe('青溪县农户:人民币¥30,月fi')
  })

  it.each(['NotoSerifSC-Regular.ttf', 'NotoSansSC-Regular.ttf'] as const)('are those that %s draws with the glyph of a radical', (face) => {
    const font = openFont(face)
    const glyph = (character: string): number => font.charToGlyphIndex(character)
    const radicals = Array.from({ length: 0x2fd6 - 0x2e80 }, (_, index) => String.fromCodePoint(0x2e80 + index)).filter((radical) => glyph(radical) !== 0)
    expect(radicals.length).toBeGreaterThan(250)
    const characters = new Map<number, string[]>()
    for (let code = 0x3400; code < 0xa000; code++) characters.set(glyph(String.fromCodePoint(code)), [...(characters.get(glyph(String.fromCodePoint(code))) ?? []), String.fromCodePoint(code)])
    const shared = radicals.filter((radical) => characters.has(glyph(radical)))
    expect(shared.filter((radical) => !characters.get(glyph(radical))!.includes(plainCharacters(radical)))).toEqual([])
  })
})
