import { describe, expect, it } from 'vitest'
import { toBase64url } from '../../../encoding/base64url.js'
import type { SignatureAppearance } from '../appearance.js'
import { drawAppearance } from '../drawAppearance.js'
import { trueTypeFixture, type TrueTypeFixtureOptions } from './trueType.fixture.js'

const space = { boundingBox: [0, 0, 170, 60], matrix: null } as const
const textOf = (bytes: Uint8Array): string => Array.from(bytes, (octet) => String.fromCharCode(octet)).join('')
const draw = async (appearance: unknown): Promise<string[]> => (await drawAppearance({ appearance: appearance as SignatureAppearance, firstNumber: 20, space })).map(textOf)

const program = (options: TrueTypeFixtureOptions | string): string => toBase64url(trueTypeFixture(typeof options === 'string' ? { characters: options } : options))
const fontOf = (options: TrueTypeFixtureOptions | string): { name: string; program: string } => ({ name: 'Squares-Regular', program: program(options) })
/** A map (format 12) that gives 三 and 张 the glyph of 三. */
const sharedMap = (): Uint8Array => {
  const view = new DataView(new ArrayBuffer(12 + 16 + 2 * 12))
  for (const [at, value] of [[2, 1], [4, 3], [6, 10], [12, 12]] as const) view.setUint16(at, value)
  for (const [at, value] of [[8, 12], [16, 40], [24, 2], [28, 0x4e09], [32, 0x4e09], [36, 1], [40, 0x5f20], [44, 0x5f20], [48, 1]] as const) view.setUint32(at, value)
  return new Uint8Array(view.buffer)
}
const run = { font: 0, size: 1000, x: 100, y: 200, text: '张三' }
const text = { kind: 'text', width: 17_000, height: 6_000, fonts: [fontOf('张三')], runs: [run] }

describe('text in an appearance', () => {
  it('is shown by the numbers its font gives its characters, in the colour of ink', async () => {
    const [form, font, descendant, descriptor, file, characters] = await draw(text)
    expect(form).toContain('/Resources<</Font<</F0 21 0 R>>>>/Length')
    // 三 is U+4E09, 张 U+5F20: glyphs 1 and 2.
    expect(form).toContain('q\n0.01 0 0 0.01 0 0 cm\n0.06 0.11 0.28 rg\nBT\n/F0 1000 Tf 1 0 0 1 100 200 Tm <00020001> Tj\nET\nQ\n')
    expect(font).toMatch(/^<<\/Type\/Font\/Subtype\/Type0\/BaseFont\/[A-Z]{6}\+Squares-Regular\/Encoding\/Identity-H\/DescendantFonts\[22 0 R\]\/ToUnicode 25 0 R>>$/)
    expect(descendant).toContain('/CIDToGIDMap/Identity/DW 1000/W[1[510]2[520]]/FontDescriptor 23 0 R')
    expect(descriptor).toContain('/FontBBox[0 0 500 500]/ItalicAngle 0/Ascent 1000/Descent -250/')
    expect(descriptor).toContain('/FontFile2 24 0 R')
    const whole = trueTypeFixture({ characters: '张三' })
    expect(file).toBe(`<</Length1 ${whole.length}/Length ${whole.length}>>\nstream\n${textOf(whole)}\nendstream`)
    expect(characters).toContain('2 beginbfchar\n<0001><4E09>\n<0002><5F20>\nendbfchar')
  })

  it('may have several fonts, characters beyond U+FFFF, and a hand', async () => {
    const [form, ...objects] = await draw({
      ...text,
      fonts: [fontOf('欧阳 1'), { name: 'Rare', program: program({ characters: '𠮷', mapFormat: 12, longOffsets: true, unitsPerEm: 2000 }) }],
      runs: [{ ...run, text: '欧阳' }, { ...run, font: 1, x: 2200, text: '𠮷' }, { ...run, y: 0, text: '1 1' }],
      hand: { lineWidth: 100, strokes: [[0, 0, 500, 500]] },
    })
    expect(form).toContain('/Font<</F0 21 0 R/F1 26 0 R>>')
    expect(form).toMatch(/RG 100 w 1 J 1 j\n0 0 m 500 500 l S\n0.06 0.11 0.28 rg\nBT\n\/F0 .*\n\/F1 1000 Tf 1 0 0 1 2200 200 Tm <0001> Tj\n\/F0 .* <000200010002> Tj\nET/)
    expect(objects).toHaveLength(10)
    expect(objects[6]).toContain('/W[1[510]]/FontDescriptor 28 0 R')
    expect(objects[9]).toContain('<0001><D842DFB7>')
  })

  it('is the same from the same input, and of another subset by another name', async () => {
    expect(await draw(text)).toEqual(await draw(JSON.parse(JSON.stringify(text))))
    const tag = async (characters: string): Promise<string> => /\/([A-Z]{6})\+/.exec((await draw({ ...text, fonts: [fontOf(characters)] }))[1]!)![1]!
    expect(await tag('张三')).not.toBe(await tag('张三李'))
  })

  it('is composed, and refused where it would not show', async () => {
    expect((await draw({ ...text, fonts: [fontOf('ë')], runs: [{ ...run, text: 'e\u0308' }] }))[0]).toContain('<0001> Tj')
    for (const refused of ['', '  ', '张\u202e三', '张\n三', '张'.repeat(257)]) await expect(draw({ ...text, runs: [{ ...run, text: refused }] })).rejects.toMatchObject({ code: 'text-refused' })
  })

  it.each<[string, object]>([
    ['no font', { fonts: [] }],
    ['no text', { runs: [] }],
    ['fonts that are none', { fonts: [null] }],
    ['texts that are none', { runs: ['张三'] }],
    ['too many fonts', { fonts: Array.from({ length: 9 }, () => fontOf('张三')), runs: Array.from({ length: 9 }, (_, font) => ({ ...run, font })) }],
    ['a font nobody uses', { fonts: [fontOf('张三'), fontOf('张三')] }],
    ['a font there is not', { runs: [{ ...run, font: 1 }] }],
    ['a font by its key', { runs: [{ ...run, font: 'length' }] }],
    ['a name that is none', { fonts: [{ name: 'A/B', program: program('张三') }] }],
    ['a program that is no base64url', { fonts: [{ name: 'A', program: '####' }] }],
    ['a program too large', { fonts: [{ name: 'A', program: 'A'.repeat(600_000) }] }],
    ['a text that is a number', { runs: [{ ...run, text: 7 }] }],
    ['a size that is a text', { runs: [{ ...run, size: '9 Tf (x) Tj' }] }],
    ['a size of nothing', { runs: [{ ...run, size: 0 }] }],
    ['a place that is not whole', { runs: [{ ...run, x: 0.5 }] }],
    ['a text that begins outside', { runs: [{ ...run, x: -1 }] }],
    ['a base line outside', { runs: [{ ...run, y: 6_001 }] }],
    ['a text that ends outside', { runs: [{ ...run, x: 17_000 - 1_029 }] }],
    ['a character without a glyph', { runs: [{ ...run, text: '张三李' }] }],
    ['one glyph for two characters', { fonts: [fontOf({ characters: '张三', tables: { cmap: sharedMap() } })] }],
    ['a font that lost an outline', { fonts: [fontOf({ characters: '张三', blank: '三' })] }],
    ['a hand of null', { hand: null }],
    ['a hand that is a text', { hand: { lineWidth: 1, strokes: '0 0 m' } }],
  ])('refuses %s', async (_, changes) => {
    await expect(draw({ ...text, ...changes })).rejects.toMatchObject({ name: 'SignatureError', code: 'appearance-invalid' })
  })

  it('ends where the drawing ends', async () => {
    expect(await draw({ ...text, runs: [{ ...run, x: 17_000 - 1_030 }] })).toHaveLength(6)
  })
})
