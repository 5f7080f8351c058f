import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { fontFiles } from '@loansign/fonts'
import pdfmake from 'pdfmake'
import { launch } from '../../e2e/driving/browser.mjs'
import { sameContent } from '../material/sameContent.mjs'

const runs = 9
const fonts = fontFiles()
const regular = fonts['NotoSerifSC-Regular.ttf']
const bold = fonts['NotoSerifSC-Bold.ttf']

/** Another contract each time: no typesetter may find its last answer again. */
const orderOf = ({ definition }, index) => {
  const sample = definition.samples['zh-CN']
  return { ...sample, loan: { ...sample.loan, principal: `${300_000 + index}.00` }, contract: { ...sample.contract, id: 'con_BenchBenchBench1', version: 1, nonce: String(index).padStart(32, '0') }, test: true, now: new Date('2026-11-20T02:00:00Z') }
}

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]

async function timed(work) {
  const before = performance.now()
  const result = await work()
  return { result, milliseconds: performance.now() - before }
}

/** Tagged, as ours is. */
function byPdfmake() {
  pdfmake.setFonts({ Serif: { normal: regular, bold } })
  pdfmake.setLocalAccessPolicy(() => true)
  pdfmake.setUrlAccessPolicy(() => false)
  return ({ lines, table }) =>
    pdfmake.createPdf({
      pageSize: 'A4', pageMargins: 71, tagged: true, version: '1.7', lang: 'zh-CN', defaultStyle: { font: 'Serif', fontSize: 11, lineHeight: 1.2 },
      content: [{ text: lines[0], bold: true, fontSize: 20 }, ...lines.slice(1), { table: { headerRows: 1, widths: ['auto', '*', '*', '*', '*', '*'], body: structuredClone(table) }, fontSize: 9 }],
    }).getBuffer()
}

/** One page stays open, so that the fonts are at hand. */
async function byChromium(folder) {
  const browser = await launch()
  const page = await browser.newPage()
  const file = join(folder, 'contract.html')
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return {
    close: () => browser.close(),
    async print({ lines, table }) {
      const face = (path, weight) => `@font-face { font-family: Serif SC; font-weight: ${weight}; src: url(${pathToFileURL(path)}) }`
      const rows = table.map((row, index) => `<tr>${row.map((cell) => (index === 0 ? `<th>${escape(cell)}</th>` : `<td>${escape(cell)}</td>`)).join('')}</tr>`)
      writeFileSync(file, `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${escape(lines[0])}</title><style>${face(regular, 400)} ${face(bold, 700)} body { font: 11pt/1.6 Serif SC; margin: 0 } p { margin: 0 } table { font-size: 9pt; width: 100% }</style><h1>${escape(lines[0])}</h1>${lines.slice(1).map((line) => `<p>${escape(line)}</p>`).join('')}<table>${rows.join('')}</table></html>`)
      await page.goto(pathToFileURL(file).href)
      await page.evaluate(() => document.fonts.ready)
      return page.pdf({ format: 'A4', margin: { top: '25mm', bottom: '25mm', left: '25mm', right: '25mm' }, tagged: true, printBackground: true })
    },
  }
}

/** Our whole way, from order to frozen file, in turns with the same content by two other ways to make a PDF; each warm. */
export async function contractTypesetters() {
  const folder = mkdtempSync(join(tmpdir(), 'loansign-typesetters-'))
  const engine = typst()
  const chromium = await byChromium(folder)
  try {
    const product = personalLoan({ engine })
    const make = byPdfmake()
    const times = { ours: [], pdfmake: [], chromium: [] }
    let sizes
    for (let index = 0; index < runs + 2; index++) {
      const ours = await timed(() => product.generate(orderOf(product, index)))
      const content = await sameContent(ours.result)
      const other = await timed(() => make(content))
      const printed = await timed(() => chromium.print(content))
      sizes = { ours: ours.result.pdf.length, pdfmake: other.result.length, chromium: printed.result.length }
      if (index < 2) continue
      times.ours.push(ours.milliseconds)
      times.pdfmake.push(other.milliseconds)
      times.chromium.push(printed.milliseconds)
    }
    const [ours, pdfmakeTime, chromiumTime] = [median(times.ours), median(times.pdfmake), median(times.chromium)]
    const row = (id, name, time, size) => {
      const value = Math.round((ours / time) * 100) / 100
      return { id, what: `a Chinese contract from order to frozen PDF/A-3b with data, clauses, places and seal, against ${name} setting its text in the same font`, value, unit: '×', budget: 1, holds: value <= 1, beside: `${Math.round(ours)} ms against ${Math.round(time)} ms; ${Math.round(sizes.ours / 1000)} kB against ${Math.round(size / 1000)} kB` }
    }
    return [row('contract-pdfmake', 'pdfmake', pdfmakeTime, sizes.pdfmake), row('contract-chromium', 'headless Chromium', chromiumTime, sizes.chromium)]
  } finally {
    await chromium.close()
    await engine.close()
    rmSync(folder, { recursive: true })
  }
}

/** CPU milliseconds of this process and its children so far; in the kernel's ticks of ten, so what is measured takes a second. Linux. */
function cpuMilliseconds() {
  const { user, system } = process.cpuUsage()
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      // Behind the program's name, which may hold anything: state, parent, and eleven on, ticks in user and system.
      const fields = readFileSync(`/proc/${name}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ')
      return Number(fields[1]) === process.pid ? [10 * (Number(fields[11]) + Number(fields[12]))] : []
    } catch {
      return []
    }
  })
  return (user + system) / 1000 + children.reduce((sum, milliseconds) => sum + milliseconds, 0)
}

/** What a core gives: contracts a second of CPU, of the children and of the process that freezes what they set, with a pool of two and with one child; the best of several turns of each. */
export async function contractPool() {
  const engines = [typst({ processes: 1 }), typst({ processes: 2 })]
  const best = [0, 0]
  let index = 0
  try {
    const products = engines.map((engine) => personalLoan({ engine }))
    for (let turn = 0; turn < 5; turn++) {
      for (const [which, product] of products.entries()) {
        const before = cpuMilliseconds()
        await Promise.all(Array.from({ length: 16 }, () => product.generate(orderOf(product, index++))))
        // The first turn starts the children.
        if (turn > 0) best[which] = Math.max(best[which], 16_000 / (cpuMilliseconds() - before))
      }
    }
  } finally {
    for (const engine of engines) await engine.close()
  }
  const [one, two] = best
  const value = Math.round((two / one) * 100) / 100
  return {
    id: 'contract-pool', what: 'contracts a second and core with a pool of two children, against one child', value, unit: '×', budget: 0.8, atLeast: true, holds: value >= 0.8,
    beside: `${two.toFixed(1)} a second of CPU with two, ${one.toFixed(1)} with one`,
  }
}
