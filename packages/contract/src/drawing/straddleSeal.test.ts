import { PDFDocument, degrees } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { inspectBase, joinPrepared, prepareSignature, readPdf } from '@loansign/signature'
import { addSignatureFields } from '../addSignatureFields.js'
import { drawSeal } from './drawSeal.js'
import { sliceSeals } from './straddleSeal.js'

const drawing = drawSeal({ organization: '青溪县农村信用合作联社', caption: '合同专用章', note: '样章 TEST' })

async function withSeal(pages: number, turns: readonly number[] = []): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  for (let page = 0; page < pages; page++) document.addPage([595, 842]).setRotation(degrees((turns[page] ?? 0) * 90))
  const places = [
    { field: 'borrower', role: 'borrower', label: 'borrower', page: 1, rect: [72, 600, 242, 660] },
    { field: 'lender', role: 'lender', label: 'lender', page: 1, rect: [72, 500, 242, 560] },
  ] as const
  return addSignatureFields({ pdf: await document.save({ useObjectStreams: false }), places, identity: ['a'], straddleSeal: { drawing, field: 'lender', label: '骑缝章' } })
}

describe('the straddle seal', () => {
  it('is one seal up to twelve pages, then several across runs as even as can be, and none across a single page', () => {
    expect(sliceSeals(1)).toEqual([])
    expect(sliceSeals(2)).toEqual([{ page: 0, index: 0, count: 2 }, { page: 1, index: 1, count: 2 }])
    expect(sliceSeals(12).every(({ count }) => count === 12)).toBe(true)
    expect(sliceSeals(13).map(({ index, count }) => `${index}/${count}`).join(' ')).toBe('0/6 1/6 2/6 3/6 4/6 5/6 0/7 1/7 2/7 3/7 4/7 5/7 6/7')
    for (let pages = 2; pages < 400; pages++) {
      const slices = sliceSeals(pages)
      expect(slices.map(({ page }) => page)).toEqual(Array.from({ length: pages }, (_, page) => page))
      expect(slices.every(({ count }) => count >= 2 && count <= 12)).toBe(true)
      expect(slices.filter(({ index }) => index === 0).reduce((sum, { count }) => sum + count, 0)).toBe(pages)
    }
  })

  it.each([2, 3, 12, 13, 40])('on %i pages is in a file that may be frozen, off, and locked by the lender’s field', async (pages) => {
    const pdf = await withSeal(pages)
    const report = inspectBase(pdf)
    expect(report.findings).toEqual([])
    expect(report.straddleSeals).toEqual(Array.from({ length: pages }, (_, index) => ({ name: `straddle-seal-${index + 1}`, page: index + 1, lockedBy: 'lender' })))
    expect(Buffer.from(await withSeal(pages)).equals(Buffer.from(pdf))).toBe(true)
  })

  it('stands at the edge that is seen at the right, however a page is turned', async () => {
    const pdf = await withSeal(4, [0, 1, 2, 3])
    expect(inspectBase(pdf).findings).toEqual([])
    const rects = [...new TextDecoder('latin1').decode(pdf).matchAll(/\/FT\/Btn[^]*?\/Rect\[([^\]]*)\]/g)].map((match) => match[1])
    expect(rects).toEqual(['565 361 595 481', '237.5 812 357.5 842', '0 361 30 481', '237.5 0 357.5 30'])
  })

  it('cuts the whole seal, each slice where the one before it ends', async () => {
    const text = new TextDecoder('latin1').decode(await withSeal(5))
    const shifts = [...text.matchAll(/q 0\.01 0 0 0\.01 (-?\d+) 0 cm \/Seal Do Q/g)].map((match) => Number(match[1]))
    expect(shifts.map((shift) => shift + 0)).toEqual([0, -24, -48, -72, -96])
    expect([...text.matchAll(/\/BBox\[0 0 24 120\]/g)]).toHaveLength(10)
  })

  it('is switched on by the lender’s signature and no other', async () => {
    const base = await withSeal(3)
    const sections = await Promise.all(
      ['borrower', 'lender'].map(async (field) => {
        const prepared = await prepareSignature({ base, field, signerName: 'a', signingTime: new Date('2026-11-20T02:42:18Z') })
        return readPdf(joinPrepared({ base, prepared })).sections[0]!.entries.size
      }),
    )
    expect(sections[1]! - sections[0]!).toBe(3)
  })

  it('has its names first, so that who signs as borrower passes it over, and its lock in an object of its own', async () => {
    const text = new TextDecoder('latin1').decode(await withSeal(3))
    const names = [...text.matchAll(/\d+ 0 obj\n<<\/T\(([a-z0-9-]+)\)\//g)].map((match) => match[1])
    expect(names.sort()).toEqual(['borrower', 'lender', 'straddle-seal-1', 'straddle-seal-2', 'straddle-seal-3'])
    const [, lock] = /\/T\(lender\)[^]*?\/Lock (\d+) 0 R/.exec(text)!
    expect(text).toContain(`\n${lock!} 0 obj\n<</Type/SigFieldLock/Action/Include/Fields[(straddle-seal-1)(straddle-seal-2)(straddle-seal-3)]>>\nendobj`)
  })

  it('needs a field that is there', async () => {
    const options = { pdf: await (await PDFDocument.create()).save({ useObjectStreams: false }), places: [], identity: [], straddleSeal: { drawing, field: 'lender', label: '' } }
    expect(() => addSignatureFields(options)).toThrow(TypeError)
  })
})
