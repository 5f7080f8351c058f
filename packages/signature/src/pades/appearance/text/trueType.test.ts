import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../../der/bytes.js'
import { trueTypeFixture } from './trueType.fixture.js'
import { readTrueType } from './trueType.js'

const characters = ' AZ张三'
const honest = trueTypeFixture({ characters })
const tableOf = (tag: string): Uint8Array => {
  const view = new DataView(honest.buffer)
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
    if (String.fromCharCode(...honest.subarray(at, at + 4)) === tag) return honest.slice(view.getUint32(at + 8), view.getUint32(at + 8) + view.getUint32(at + 12))
  }
  throw new Error(tag)
}
const changed = (tag: string, at: number, ...octets: number[]): Uint8Array => {
  const table = tableOf(tag)
  table.set(octets, at)
  return trueTypeFixture({ characters, tables: { [tag]: table } })
}

describe('readTrueType', () => {
  it.each([[4, false], [4, true], [12, false]] as const)('reads glyphs, widths and outlines: map %i, long offsets %s', (mapFormat, longOffsets) => {
    const font = readTrueType(trueTypeFixture({ characters, mapFormat, longOffsets, unitsPerEm: 2000 }))
    const glyphs = [...characters, 'B', '\uffff', '𠮷', '\u0000'].map((character) => font.glyphOf(character.codePointAt(0)!))
    expect(glyphs).toEqual([1, 2, 3, 5, 4, 0, 0, 0, 0])
    expect(glyphs.map(font.advanceOf).slice(0, 5)).toEqual([1020, 1040, 1060, 1100, 1080])
    expect(glyphs.map(font.hasOutline).slice(0, 5)).toEqual([false, true, true, true, true])
    expect(font).toMatchObject({ unitsPerEm: 2000, boundingBox: [0, 0, 1000, 1000], ascent: 2000, descent: -500 })
  })

  it('sees no outline in one of no contours', () => {
    const font = readTrueType(trueTypeFixture({ characters, tables: { glyf: new Uint8Array(tableOf('glyf').length) } }))
    expect([1, 2, 3, 4, 5].map(font.hasOutline)).toEqual([false, false, false, false, false])
  })

  it('takes the width of the last glyph that has one for those behind it', () => {
    const [hhea, hmtx] = [tableOf('hhea'), tableOf('hmtx')]
    hhea.set([0, 1], 34)
    const font = readTrueType(trueTypeFixture({ characters, tables: { hhea, hmtx: concatBytes([hmtx.subarray(0, 4), new Uint8Array(10)]) } }))
    expect([0, 1, 5].map(font.advanceOf)).toEqual([500, 500, 500])
  })

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['another kind of file', Uint8Array.from(honest, (octet, index) => (index === 0 ? 0x4f : octet))],
    ['a table that draws pictures', trueTypeFixture({ characters, tables: { sbix: new Uint8Array(4) } })],
    ['instructions', trueTypeFixture({ characters, tables: { fpgm: Uint8Array.of(0xb0, 0) } })],
    ['a table that is wanting', trueTypeFixture({ characters, tables: { hmtx: null } })],
    ['octets behind the last table', concatBytes([honest, new Uint8Array(1)])],
    ['octets cut off', honest.subarray(0, honest.length - 4)],
    ['another head', changed('head', 12, 0)],
    ['an em of nothing', changed('head', 18, 0, 0)],
    ['offsets of another form', changed('head', 50, 0, 2)],
    ['widths of more glyphs than there are', changed('hhea', 34, 0, 9)],
    ['widths of none', changed('hhea', 34, 0, 0)],
    ['fewer glyphs', changed('maxp', 4, 0, 2)],
    ['an outline behind the end', changed('loca', 10, 0xff, 0xff)],
    ['outlines out of order', changed('loca', 2, 0, 60)],
    ['no map of Unicode', changed('cmap', 4, 0, 1)],
    ['a map of another form', changed('cmap', 12, 0, 6)],
  ])('refuses %s', (_, file) => {
    expect(() => readTrueType(file)).toThrow(expect.objectContaining({ code: 'appearance-invalid' }) as Error)
  })

  it('refuses what stands between two tables, and tables that overlap', () => {
    for (const at of [12 + 16 * 6 + 8, 12 + 16 * 3 + 8]) {
      const moved = Uint8Array.from(honest)
      new DataView(moved.buffer).setUint32(at, new DataView(moved.buffer).getUint32(at) - 4)
      expect(() => readTrueType(moved)).toThrow(expect.objectContaining({ code: 'appearance-invalid' }) as Error)
    }
    // The map has 84 octets, the padding behind widths of six glyphs none: the head's 54 have two.
    const padded = Uint8Array.from(honest)
    const view = new DataView(padded.buffer)
    const head = 12 + 16 * 2
    padded[view.getUint32(head + 8) + view.getUint32(head + 12)] = 1
    expect(() => readTrueType(padded)).toThrow(expect.objectContaining({ code: 'appearance-invalid' }) as Error)
  })

  it('takes no glyph from a map that points beyond the font', () => {
    const font = readTrueType(changed('cmap', tableOf('cmap').length - 2, 0xff, 0xfe))
    expect(() => font.glyphOf(0xffff)).toThrow(expect.objectContaining({ code: 'appearance-invalid' }) as Error)
    // Glyph 9 of six.
    const table = tableOf('cmap')
    const differences = table.length - 24
    table.set([0, (9 - 0x20) & 255].map((octet, index) => (index === 0 ? 0xff : octet)), differences)
    expect(readTrueType(trueTypeFixture({ characters, tables: { cmap: table } })).glyphOf(0x20)).toBe(0)
  })

  it('never throws anything else, whatever octet is changed or wherever it ends', () => {
    const look = (file: Uint8Array): void => {
      try {
        const font = readTrueType(file)
        for (const character of characters) font.advanceOf(font.glyphOf(character.codePointAt(0)!))
      } catch (error) {
        expect(error).toMatchObject({ code: 'appearance-invalid' })
      }
    }
    for (let at = 0; at < honest.length; at++) {
      for (const octet of [0, 1, 0x7f, 0xff]) look(Uint8Array.from(honest, (value, index) => (index === at ? octet : value)))
      look(honest.subarray(0, at))
    }
  })
})
