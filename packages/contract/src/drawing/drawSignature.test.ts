import { PDFDocument } from 'pdf-lib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { checkTail, joinPrepared, prepareSignature } from '@loansign/signature'
import { addSignatureFields } from '../addSignatureFields.js'
import { drawSeal } from './drawSeal.js'
import { drawSignature } from './drawSignature.js'

const hand = { width: 340, height: 120, lineWidth: 3, strokes: [[10, 10, 60, 100, 90, 20], [120, 100, 120, 10], [200, 60]] }
const place = { field: 'staff', role: 'staff', label: 'staff', page: 1, rect: [72, 600, 242, 660] } as const

async function signedWith(appearance: ReturnType<typeof drawSignature>): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.addPage([595, 842])
  const base = await addSignatureFields({ pdf: await document.save({ useObjectStreams: false }), places: [place], identity: ['a'] })
  const prepared = await prepareSignature({ base, field: 'staff', signerName: '邵清和', signingTime: new Date('2026-11-20T02:42:18Z'), appearance })
  const revision = joinPrepared({ base, prepared })
  expect(checkTail({ base, revision })).toMatchObject({ ok: true })
  return revision
}

describe('drawSignature', () => {
  it.each([
    ['a hand with name and time', { name: '邵清和', time: '2026年11月20日 10:42', hand }, '邵清和 2026年11月20日 10:42'],
    ['a hand with a name', { name: 'Zoë Ω', hand }, 'Zoë Ω'],
    ['a name with the time', { name: '邵清和', time: '2026-11-20 10:42' }, '邵清和 2026-11-20 10:42'],
    ['a long name', { name: '阿卜杜热合曼·阿布都克里木·买买提艾力江' }, '阿卜杜热合曼·阿布都克里木·买买提艾力江'],
  ] as const)('%s stays in its box and says in words what it shows', async (_, options, words) => {
    const drawing = drawSignature(options)
    expect(drawing.text).toBe(words)
    expect(drawing).toEqual(drawSignature(options))
    for (const [, x, y] of drawing.operators.replace(/^q .* cm [^]*?^Q$/m, '').matchAll(/(-?[\d.]+) (-?[\d.]+) [ml](?= |$)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0)
      expect(Number(x)).toBeLessThanOrEqual(drawing.width)
      expect(Number(y)).toBeGreaterThanOrEqual(0)
      expect(Number(y)).toBeLessThanOrEqual(drawing.height)
    }
    const file = new TextDecoder('latin1').decode(await signedWith(drawing))
    const units = Array.from({ length: words.length }, (_, i) => words.charCodeAt(i).toString(16).padStart(4, '0')).join('')
    expect(file).toContain(`/Span<</ActualText<feff${units}>>>BDC`)
  })

  it('is drawn by a viewer, without a font in the file', async () => {
    const bytes = await signedWith(drawSignature({ name: '邵清和', time: '2026年11月20日', hand }))
    const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 })
    const document = await task.promise
    const { fnArray } = await (await document.getPage(1)).getOperatorList()
    expect(fnArray.length).toBeGreaterThan(10)
    expect(/\/Type *\/Font/.test(new TextDecoder('latin1').decode(bytes))).toBe(false)
    await task.destroy()
  })

  it('refuses characters without a glyph, in a seal as well', () => {
    expect(() => drawSignature({ name: '\u{1f600}' })).toThrow(expect.objectContaining({ code: 'glyph-missing', details: { character: '\u{1f600}' } }) as Error)
    expect(() => drawSeal({ organization: '\u{1f600}', caption: 'x' })).toThrow(expect.objectContaining({ code: 'glyph-missing' }) as Error)
    expect(drawSeal({ organization: '青溪县农村信用合作联社', caption: '合同专用章', note: '样章 TEST' }).text).toBe('青溪县农村信用合作联社 合同专用章 样章 TEST')
  })
})
