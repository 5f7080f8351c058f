import { describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { toBase64url } from '../../encoding/base64url.js'
import type { SignatureAppearance } from './appearance.js'
import { drawAppearance } from './drawAppearance.js'
import { drawsOnlyPaths } from './pathOperators.js'
import { runLengthEncode } from './runLength.js'

const space = { boundingBox: [0, 0, 170, 60], matrix: null } as const
const draw = async (appearance: unknown): Promise<string[]> =>
  (await drawAppearance({ appearance: appearance as SignatureAppearance, firstNumber: 20, space })).map((body) => Array.from(body, (octet) => String.fromCharCode(octet)).join(''))
const strokes = { kind: 'strokes', width: 17_000, height: 12_000, lineWidth: 200, strokes: [[0, 0, 100, 200]] }
const mask = { kind: 'mask', width: 17_000, height: 6_000, columns: 16, rows: 2, bits: 'qqpVVQ' }

describe('drawAppearance', () => {
  it('fits the drawing into the box without distortion, in the middle', async () => {
    const [form] = await draw(strokes)
    // 120 points of height into 60: half size, and 85 of 170 points wide.
    expect(form).toContain('q\n0.005 0 0 0.005 42.5 0 cm\n')
    expect(form).toContain('/BBox[0 0 170 60]/Resources<<>>/Length')
    expect(form).toContain('200 w 1 J 1 j\n0 0 m 100 200 l S')
  })

  it('keeps the matrix of the empty field', async () => {
    const [form] = await drawAppearance({ appearance: strokes as unknown as SignatureAppearance, firstNumber: 20, space: { ...space, matrix: [1, 0, 0, 1, -0.5, 0] } })
    expect(new TextDecoder().decode(form)).toContain('/Matrix[1 0 0 1 -0.5 0]')
  })

  it('draws a dot, a mask, and paths', async () => {
    expect((await draw({ ...strokes, strokes: [[5, 6]] }))[0]).toContain('5 6 m 6 6 l S')
    const [form, image] = await draw(mask)
    expect(form).toContain('/Resources<</XObject<</Im 21 0 R>>>>')
    expect(form).toContain('17000 0 0 6000 0 0 cm\n/Im Do')
    expect(image).toMatch(/^<<\/Type\/XObject\/Subtype\/Image\/ImageMask true.*\/Width 16\/Height 2\/Length 4>>\nstream\n/)
    const large = { ...mask, columns: 800, rows: 100, bits: toBase64url(new Uint8Array(10_000)) }
    expect((await draw(large))[1]).toContain('/Filter/RunLengthDecode/Length 159>>')
    expect((await draw({ kind: 'paths', width: 100, height: 100, operators: 'q 1 0 0 rg 0 0 m 9.5 0 l h f Q' }))[0]).toContain('\nq 1 0 0 rg 0 0 m 9.5 0 l h f Q\n')
  })

  it('says in words what paths draw', async () => {
    const [form] = await draw({ kind: 'paths', width: 100, height: 100, operators: '0 0 m 9 9 l S', text: '周禾田 Zhou' })
    expect(form).toMatch(/stream\n\/Span<<\/ActualText<feff5468[0-9a-f]{4}7530[0-9a-f]{20}>>>BDC\nq\n[^]*\nQ\nEMC\n\nendstream$/)
    for (const text of ['', 'a\u202eb', 7]) await expect(draw({ kind: 'paths', width: 100, height: 100, operators: '0 0 m 9 9 l S', text })).rejects.toThrow(SignatureError)
  })

  it.each<[string, unknown]>([
    ['no kind', { ...strokes, kind: 'film' }],
    ['a side of nothing', { ...strokes, width: 0 }],
    ['a side that is no number', { ...strokes, height: '60' }],
    ['no strokes', { ...strokes, strokes: [] }],
    ['strokes that are none', { ...strokes, strokes: 'abc' }],
    ['a stroke of odd length', { ...strokes, strokes: [[1, 2, 3]] }],
    ['a coordinate that is not whole', { ...strokes, strokes: [[1.5, 2]] }],
    ['a coordinate that is a text', { ...strokes, strokes: [['0 0 m (x) Tj', 2]] }],
    ['a line width below zero', { ...strokes, lineWidth: -1 }],
    ['too many points', { ...strokes, strokes: [Array.from({ length: 200_002 }, () => 1)] }],
    ['a mask of another size', { ...mask, rows: 3 }],
    ['a mask that is not base64url', { ...mask, bits: '####' }],
    ['a mask without bits', { ...mask, bits: undefined }],
    ['a mask too large', { ...mask, columns: 8_000_000, rows: 8 }],
    ['text operators', { kind: 'paths', width: 1, height: 1, operators: 'BT /F1 12 Tf (x) Tj ET' }],
    ['an image', { kind: 'paths', width: 1, height: 1, operators: '/Im Do' }],
    ['unbalanced operators', { kind: 'paths', width: 1, height: 1, operators: 'q q Q' }],
    ['a dictionary smuggled in', { kind: 'paths', width: 1, height: 1, operators: '0 0 m endstream endobj' }],
  ])('refuses %s', async (_, appearance) => {
    await expect(draw(appearance)).rejects.toMatchObject({ name: 'SignatureError', code: 'appearance-invalid' })
  })

  it('refuses a field without area', async () => {
    await expect(drawAppearance({ appearance: strokes as unknown as SignatureAppearance, firstNumber: 1, space: { boundingBox: [0, 0, 0, 0], matrix: null } })).rejects.toThrow(SignatureError)
  })
})

describe('drawsOnlyPaths', () => {
  it.each([
    ['q 1 0 0 1 0 0 cm 1 2 m 3 4 l S Q', true],
    [' q  1 0 0 1 0 0 cm\n\n 5 Q \n', true],
    ['Q q', false],
    [' 1  Tj', false],
    ['12345678 0 m', false],
    ['1 2 m\u00a03 4 l S', false],
    ['1e5 0 m', false],
    ['1 0 m % S', false],
    ['BI /W 1 ID x EI', false],
  ])('%j: %s', (operators, expected) => {
    expect(drawsOnlyPaths(operators)).toBe(expected)
  })
})

describe('runLengthEncode', () => {
  it.each([[[]], [[7]], [[7, 7]], [[1, 2, 3]], [[1, 1, 1, 2, 3, 3]], [Array.from({ length: 300 }, () => 9)], [Array.from({ length: 300 }, (_, i) => i & 255)]])('comes back as it was', (octets) => {
    expect(decode(runLengthEncode(Uint8Array.from(octets)))).toEqual(octets)
  })
})

/** ISO 32000-2 section 7.4.5, the other way round. */
function decode(encoded: Uint8Array): number[] {
  const data: number[] = []
  for (let at = 0; encoded[at] !== 128; ) {
    const length = encoded[at]!
    if (length > 128) data.push(...Array.from({ length: 257 - length }, () => encoded[at + 1]!))
    else data.push(...encoded.subarray(at + 1, at + 2 + length))
    at += length > 128 ? 2 : length + 2
  }
  return data
}
