import { launch } from '../../e2e/browser.mjs'
import { firstPagePdfs } from './firstPagePdfs.mjs'
import { firstPageServer } from './firstPageServer.mjs'

const rounds = 9
const viewport = { width: 360, height: 740 }

/**
 * From asking for the document to the pixels of its first page, everything cold: download, pdf.js and its worker. The element's time also holds the digest, the inspection of the whole
 * file, the greeting of somebody who comes back (tapped at once) and the screen around the page: nothing is drawn before it was checked. The worst case, for on a first visit all that
 * happened while identity and costs were looked at. Bare pdf.js draws the same page in the same size with nothing around it. Alternating runs, medians.
 */
export async function firstPage() {
  const { bare, short, long, pages, canvasBytes } = await measure()
  const ratio = round(short / bare)
  const growth = round(long / short)
  const beside = `bare pdf.js ${Math.round(bare)} ms, the element ${Math.round(short)} ms; ${pages.long} pages ${Math.round(long)} ms; medians of ${rounds} alternating runs`
  const megabytes = round(canvasBytes / 1e6)
  return [
    { id: 'first-page', what: `first page of ${pages.short} in the element, from asking for the document, checks and greeting included`, value: ratio, unit: '× pdf.js', budget: 1.15, holds: ratio <= 1.15, beside },
    { id: 'first-page-of-300', what: `first page of ${pages.long} pages beside ${pages.short}`, value: growth, unit: '×', budget: 1.2, holds: growth <= 1.2, beside },
    { id: 'canvas-memory', what: `peak canvas memory, ${pages.long} pages, DPR 2, desktop width, twelve pages read`, value: megabytes, unit: 'MB', budget: 60, holds: megabytes <= 60, beside: 'every canvas of the page that was not emptied, hidden ones too' },
  ]
}

const round = (value) => Math.round(value * 100) / 100
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

async function measure() {
  const documents = await firstPagePdfs()
  const server = await firstPageServer(documents)
  const browser = await launch()
  const inPage = async (path, run) => {
    const context = await browser.newContext({ viewport, deviceScaleFactor: 2, locale: 'zh-CN' })
    try {
      const page = await context.newPage()
      await page.goto(`${server.origin}${path}`)
      return await run(page)
    } finally {
      await context.close()
    }
  }
  try {
    const element = (which) => inPage('/element', (page) => page.evaluate(drawInElement, which))
    const { width } = await element('short')
    const bare = () => inPage('/bare', (page) => page.evaluate(drawBare, width))
    const times = { bare: [], short: [], long: [] }
    for (let i = 0; i < rounds; i++) {
      times.bare.push((await bare()).milliseconds)
      times.short.push((await element('short')).milliseconds)
      times.long.push((await element('long')).milliseconds)
    }
    return { bare: median(times.bare), short: median(times.short), long: median(times.long), pages: { short: documents.short.pages, long: documents.long.pages }, canvasBytes: await peakCanvas(browser, server.origin) }
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Runs in the page. */
async function drawInElement(which) {
  await customElements.whenDefined('loan-contract-signer')
  const element = document.querySelector('loan-contract-signer')
  let begun = 0
  const { fetch } = window
  window.fetch = (input, init) => {
    if (String(input).includes('/documents/')) begun = performance.now()
    return fetch(input, init)
  }
  const drawn = new Promise((done) => {
    new MutationObserver(() => {
      const root = element.shadowRoot
      if (root.querySelector('.proofs')) root.querySelector('footer button')?.click()
      const canvas = root.querySelector('canvas[data-drawn]')
      if (canvas) done({ milliseconds: performance.now() - begun, width: canvas.width })
    }).observe(element.shadowRoot, { subtree: true, childList: true, attributes: true })
  })
  element.sessionToken = which
  return drawn
}

/** Runs in the page. */
async function drawBare(width) {
  const begun = performance.now()
  const [pdfjs, data] = await Promise.all([import('/pdfjs/pdf.min.mjs'), fetch('/pdf/short').then((response) => response.arrayBuffer())])
  pdfjs.GlobalWorkerOptions.workerSrc = '/pdfjs/pdf.worker.min.mjs'
  const page = await (await pdfjs.getDocument({ data, isEvalSupported: false }).promise).getPage(1)
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width })
  const canvas = document.querySelector('canvas')
  canvas.width = viewport.width
  canvas.height = viewport.height
  await page.render({ canvas, viewport }).promise
  return { milliseconds: performance.now() - begun }
}

/** The most that all canvases held at once while pages are turned. */
async function peakCanvas(browser, origin) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 2, locale: 'zh-CN' })
  try {
    const page = await context.newPage()
    await page.addInitScript(() => {
      const all = new Set()
      window.peak = 0
      const look = () => {
        window.peak = Math.max(window.peak, [...all].reduce((sum, { width, height }) => sum + width * height * 4, 0))
      }
      for (const side of ['width', 'height']) {
        const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, side)
        Object.defineProperty(HTMLCanvasElement.prototype, side, { get, set(value) { set.call(this, value); all.add(this); look() }, configurable: true })
      }
      const { OffscreenCanvas } = window
      window.OffscreenCanvas = class extends OffscreenCanvas { constructor(...size) { super(...size); all.add(this); look() } }
    })
    await page.route(/\/reading\//, (route) => route.fulfill({ json: { remainingSeconds: 0, read: true, serverTime: new Date().toISOString() } }))
    await page.goto(`${origin}/element`)
    await page.evaluate(() => customElements.whenDefined('loan-contract-signer').then(() => (document.querySelector('loan-contract-signer').sessionToken = 'long')))
    await page.locator('.proofs').waitFor({ timeout: 60_000 })
    await page.locator('footer button').first().click()
    for (let number = 1; number <= 12; number++) {
      await page.locator(`canvas[data-drawn='${number}']`).waitFor({ timeout: 60_000 })
      const next = page.locator('footer [part=primary][aria-disabled=false]')
      await next.waitFor()
      // A page with key clauses is left through the list beside it.
      await page.locator(`.numbers button:nth-child(${number + 1})`).click()
    }
    return await page.evaluate(() => window.peak)
  } finally {
    await context.close()
  }
}
