import { degrees, PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { checkDrawnPages } from '../../checks/checkDrawnPages.js'
import { drawPages, ink } from '../../checks/drawPages.fixture.js'
import { markPages } from './markPages.js'
import { writeValues } from './writeValues.js'

const [width, height] = [400, 600]

/** A page that is empty but for what `content` draws, its visible part away from the origin. */
async function pageOf(turn: number, content = ''): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const page = document.addPage([width + 100, height + 100])
  page.setCropBox(50, 30, width, height)
  page.setRotation(degrees(turn))
  if (content !== '') page.node.addContentStream(document.context.register(document.context.stream(content)))
  // As it comes from a file.
  return PDFDocument.load(await document.save({ useObjectStreams: false }), { updateMetadata: false })
}

describe('a line at the top of a page', () => {
  it.each([0, 90, 180, 270])('stands in the middle of what is seen at the top, turned by %i degrees', async (turn) => {
    const document = await pageOf(turn)
    const { texts, fonts } = markPages(document, 'TEST 测试样本')
    const before = await document.save({ useObjectStreams: false })
    writeValues(document, texts, [])
    const after = await document.save({ useObjectStreams: false })
    expect(await checkDrawnPages({ before, after, texts, fonts })).toEqual([])
    const [{ canvas }] = (await drawPages(after, 72)) as [Awaited<ReturnType<typeof drawPages>>[number]]
    expect([canvas.width, canvas.height]).toEqual(turn % 180 === 0 ? [width, height] : [height, width])
    const middle = canvas.width / 2
    expect(ink(canvas, { left: middle - 30, right: middle + 30, top: 4, bottom: 18 })).toBeGreaterThan(0.05)
    expect(ink(canvas, { left: 0, right: middle - 40, top: 0, bottom: canvas.height })).toBe(0)
    expect(ink(canvas, { left: middle + 40, right: canvas.width, top: 0, bottom: canvas.height })).toBe(0)
    expect(ink(canvas, { left: 0, right: canvas.width, top: 20, bottom: canvas.height })).toBe(0)
  })

  it('stands there too where the page’s own content leaves another scale behind', async () => {
    const document = await pageOf(0, '0.24 0 0 -0.24 0 600 cm 0 0 40 40 re f')
    const { texts, fonts } = markPages(document, 'TEST')
    const before = await document.save({ useObjectStreams: false })
    writeValues(document, texts, [])
    expect(await checkDrawnPages({ before, after: await document.save({ useObjectStreams: false }), texts, fonts })).toEqual([])
  })
})
