import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/**
 * What a contract says, for other typesetters: every line of its pages, and its schedule as a table of its own.
 * @param {{ pdf: Uint8Array, data: Uint8Array }} contract
 */
export async function sameContent({ pdf, data }) {
  const { schedule, totals } = JSON.parse(new TextDecoder().decode(data))
  const task = getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 })
  const document = await task.promise
  const lines = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    let line = ''
    for (const item of items) {
      if (!('str' in item)) continue
      line += item.str
      if (!item.hasEOL) continue
      if (line.trim() !== '') lines.push(line)
      line = ''
    }
    if (line.trim() !== '') lines.push(line)
  }
  await task.destroy()
  const rows = schedule.map((row) => [String(row.number), row.dueDate, row.principal, row.interest, row.total, row.balance])
  const cells = new Set(rows.flat())
  return { lines: lines.filter((line) => !cells.has(line.trim())), table: [['期次', '还款日', '本金', '利息', '合计', '剩余本金'], ...rows, ['合计', '', totals.principal, totals.interest, totals.total, '']] }
}
