import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { prepareSignature, joinPrepared } from '@loansign/signature'
import { addSignatureFields } from '../addSignatureFields.js'
import { drawSeal } from './drawSeal.js'
import { drawSignature, type DrawSignatureOptions, type SignatureDrawing } from './drawSignature.js'
import { openFont } from './glyphOutlines.js'
import { drawnPicture, expectedPicture, farthestApart } from './signaturePicture.fixture.js'

const hand = { width: 340, height: 120, lineWidth: 3, strokes: [[10, 10, 60, 100, 90, 20], [120, 100, 120, 10], [200, 60]] }
const rect = [72, 600, 242, 660] as const
const where = { page: 1, pageHeight: 842, rect, pixelsPerPoint: 3 }
const place = { field: 'staff', role: 'staff', label: 'staff', page: 1, rect } as const

const cases: readonly [string, DrawSignatureOptions][] = [
  ['a hand with name and time', { name: '邵清和', time: '2026年11月20日 10:42', hand }],
  ['a hand with a name', { name: 'Zoë Ω', hand }],
  ['a name with the time', { name: '张三', time: '2026-11-20 10:42' }],
  ['a name in two fonts', { name: '欧阳𠮷' }],
  ['rare characters in a small line', { name: '㛃䶮𠮷', time: '2026年11月20日', hand }],
  ['a Latin name', { name: 'Martin Foster', time: '20 Nov 2026, 10:42' }],
  ['a long name', { name: '阿卜杜热合曼·阿布都克里木·买买提艾力江' }],
]
/** Two ways to smooth the same edges were at most 14 apart; a name that stands 0.4 pt elsewhere makes 69, a colon that is gone 135. */
const tolerance = 25
const words = ({ name, time, hand: drawn }: DrawSignatureOptions): string[] => (drawn ? [[name, ...(time === undefined ? [] : [time])].join('  ')] : [name, ...(time === undefined ? [] : [time])])
const lines = ({ runs }: SignatureDrawing): string[] => [...new Set(runs.map(({ y }) => y))].map((line) => runs.filter(({ y }) => y === line).map(({ text }) => text).join(''))

async function signedWith(appearance: SignatureDrawing, name: string): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.addPage([595, 842])
  const base = await addSignatureFields({ pdf: await document.save({ useObjectStreams: false }), places: [place], identity: ['a'] })
  return joinPrepared({ base, prepared: await prepareSignature({ base, field: 'staff', signerName: name, signingTime: new Date('2026-11-20T02:42:18Z'), appearance }) })
}

describe('drawSignature', () => {
  it.each(cases)('%s says what it shows, the same every time, in less than 5 kB of fonts', async (_, options) => {
    const drawing = drawSignature(options)
    expect(lines(drawing)).toEqual(words(options))
    expect(drawing).toEqual(drawSignature(options))
    const size = drawing.fonts.reduce((sum, { program }) => sum + program.length * 0.75, 0)
    expect(size).toBeLessThan(5_000)
  })

  it.each(cases)('%s is drawn by a viewer in the outlines of the whole fonts', async (_, options) => {
    const drawing = drawSignature(options)
    const drawn = await drawnPicture(await signedWith(drawing, options.name), where)
    expect(farthestApart(drawn, expectedPicture(drawing, where))).toBeLessThan(tolerance)
  })

  it('another character, one that is gone, and one that stands elsewhere are told apart', async () => {
    const drawing = drawSignature({ name: '张三', time: '2026-11-20 10:42' })
    const drawn = await drawnPicture(await signedWith(drawing, '张三'), where)
    const [name, time] = drawing.runs as [SignatureDrawing['runs'][number], SignatureDrawing['runs'][number]]
    for (const runs of [[{ ...name, text: '张二' }, time], [name, { ...time, text: '2026-11-20 10 42' }], [name, { ...time, text: '2026-11-20 10:43' }], [{ ...name, x: name.x + 40 }, time]]) {
      expect(farthestApart(drawn, expectedPicture({ ...drawing, runs }, where))).toBeGreaterThan(2 * tolerance)
    }
  })

  it('takes each character from the first font that has it', () => {
    expect(drawSignature({ name: '欧阳𠮷·Foster' }).runs.map(({ font, text }) => [font, text])).toEqual([[0, '欧阳'], [1, '𠮷'], [0, '·Foster']])
    expect(drawSignature({ name: '𠮷' }).fonts.map(({ name }) => name)).toEqual(['NotoSerifJP-Regular'])
  })

  it('draws every character that a contract draws', () => {
    const faces = (['NotoSerifSC-Regular.ttf', 'NotoSerifHK-Regular.ttf', 'NotoSerifJP-Regular.ttf'] as const).map(openFont)
    const blocks = [[0x20, 0x24f], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0x20000, 0x2fa1f]] as const
    const characters = blocks.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)))
    const drawn = characters.filter((character) => character === character.normalize('NFC') && faces.some((font) => font.charToGlyphIndex(character) !== 0))
    expect(drawn.length).toBeGreaterThan(29_000)
    const { runs, fonts } = drawSignature({ name: drawn.join('') })
    expect(runs.map(({ text }) => text).join('')).toBe(drawn.join(''))
    expect(fonts.map(({ name }) => name)).toEqual(['NotoSansSC-Regular', 'NotoSerifSC-Regular', 'NotoSerifHK-Regular', 'NotoSerifJP-Regular'])
  }, 60_000)

  it('refuses characters without a glyph, in a seal as well', () => {
    expect(() => drawSignature({ name: '\u{1f600}' })).toThrow(expect.objectContaining({ code: 'glyph-missing', details: { character: '\u{1f600}' } }) as Error)
    expect(() => drawSeal({ organization: '\u{1f600}', caption: 'x' })).toThrow(expect.objectContaining({ code: 'glyph-missing' }) as Error)
    expect(drawSeal({ organization: '青溪县农村信用合作联社', caption: '合同专用章', note: '样章 TEST' }).text).toBe('青溪县农村信用合作联社 合同专用章 样章 TEST')
  })
})

it('leaves nothing out that was given under another name, and takes no time but as it shall be read', () => {
  expect(() => drawSignature({ name: '邵清和', strokes: [] } as never)).toThrow('drawSignature has no option strokes; there are name, time, hand')
  for (const name of [undefined, 7, ' ']) expect(() => drawSignature({ name } as never)).toThrow('drawSignature: name is text that shows')
  expect(() => drawSignature({ name: '邵清和', time: new Date(0) } as never)).toThrow(/time is text as it shall be read/)
})
