import { readFileSync } from 'node:fs'
import { fontFiles, type FontName } from '@loansign/fonts'
import opentype from 'opentype.js'
import { describe, expect, it } from 'vitest'
import { readTrueType } from '../../../signature/src/pades/appearance/text/trueType.js'
import { openFont } from './glyphOutlines.js'
import { subsetFont } from './subsetFont.js'

/** From the whole of Unicode, those that a face has: so many, and as many again from its first blocks. */
function charactersOf(face: FontName, count: number): string[] {
  const font = openFont(face)
  const [few, all] = [range(0x20, 0x250), [...range(0x3400, 0x9fff), ...range(0x20000, 0x2fa1f)]].map((list) => list.filter((character) => font.charToGlyphIndex(character) !== 0))
  // The same every time, and from everywhere.
  return [...few!.filter((_, index) => index % Math.ceil(few!.length / count) === 0), ...all!.filter((_, index) => index % Math.ceil(all!.length / count) === 0)]
}

const range = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).filter((character) => character === character.normalize('NFC'))

describe.each(['NotoSansSC-Regular.ttf', 'NotoSerifSC-Bold.ttf', 'NotoSerifHK-Regular.ttf', 'NotoSerifJP-Regular.ttf'] as const)('%s', (face) => {
  const characters = charactersOf(face, 120)

  it('opentype.js finds the same glyphs, widths and outlines in its subsets', () => {
    expect(characters.length).toBeGreaterThan(150)
    // With and without characters beyond U+FFFF, whose map is of another form.
    for (const shown of [characters, characters.filter((character) => character.length === 1), ...characters.slice(0, 20).map((character) => [character])]) {
      const file = subsetFont(readFileSync(fontFiles()[face]), shown.map((character) => character.codePointAt(0)!))
      const [ours, theirs] = [readTrueType(file), opentype.parse(file.slice().buffer as ArrayBuffer)]
      expect(ours.unitsPerEm).toBe(theirs.unitsPerEm)
      expect([ours.ascent, ours.descent]).toEqual([theirs.ascender, theirs.descender])
      const { xMin, yMin, xMax, yMax } = theirs.tables.head
      expect(ours.boundingBox).toEqual([xMin, yMin, xMax, yMax])
      const read = shown.map((character) => {
        const glyph = ours.glyphOf(character.codePointAt(0)!)
        return [character, glyph, ours.advanceOf(glyph), ours.hasOutline(glyph)]
      })
      expect(read).toEqual(shown.map((character) => [character, theirs.charToGlyphIndex(character), theirs.getAdvanceWidth(character, theirs.unitsPerEm), theirs.getPath(character, 0, 0, 1000).commands.length > 0]))
      expect(read.every(([, glyph]) => glyph !== 0)).toBe(true)
      for (const absent of ['龘', '\u{1f600}', 'ҩ'].filter((character) => !shown.includes(character))) expect(ours.glyphOf(absent.codePointAt(0)!)).toBe(theirs.charToGlyphIndex(absent))
    }
  })
})
