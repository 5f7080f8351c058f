/** The mark of every draft, across a page: drawn over the finished page, where no template can take it away. */
const drawing = `#set page(width: 595.28pt, height: 841.89pt, margin: 0pt, fill: none)
#place(center + horizon, rotate(-32deg, text(font: "Noto Sans SC", weight: "bold", size: 92pt, fill: rgb(179, 35, 27, 46), tracking: 8pt)[草稿 DRAFT]))
`
const markFile = 'draft-mark.typ'

/** @returns {(canvas: OffscreenCanvas) => Promise<void>} puts the mark over a page, as large as the page */
export async function watermark({ engine, painter }) {
  engine.put({ [markFile]: drawing })
  const session = painter.whole(engine.whole(markFile, ({ vector }) => vector()))
  const marks = new Map()
  return async (canvas) => {
    const scale = canvas.width / 595.28
    const mark = marks.get(scale) ?? (await painter.paint(session, 0, { scale, background: '#00000000' })).canvas
    marks.set(scale, mark)
    const context = canvas.getContext('2d')
    // The page's drawing leaves its scale behind.
    context.resetTransform()
    context.drawImage(mark, 0, 0, canvas.width, canvas.height)
  }
}

/** The same mark in a PDF: a template around the template. How often it came out is counted, because a template could unset it. */
export const marked = (main) => ({
  file: 'marked-draft.typ',
  text: `#set page(foreground: [#metadata("draft") <draft-mark>#place(center + horizon, rotate(-32deg, text(font: "Noto Sans SC", weight: "bold", size: 92pt, fill: rgb(179, 35, 27, 46), tracking: 8pt)[草稿 DRAFT]))])
#include "/${main}"
`,
})
