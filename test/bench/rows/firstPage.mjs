import { launch } from '../../e2e/driving/browser.mjs'
import { firstPagePdfs } from '../material/firstPagePdfs.mjs'
import { firstPageServer } from '../material/firstPageServer.mjs'

const rounds = 9
const viewport = { width: 360, height: 740 }

/**
 * What a borrower waits for: from the tap on the confirmed cost table to the pixels of page one, the calls to the server, the reading screen and its marks included. Everything before
 * happened while identity, consents and costs were looked at (the costs alone for ten seconds by law): download, digest, inspection, pdf.js and its worker. Bare pdf.js has its document open as well,
 * and draws the same page in the same size with nothing around it. Alternating runs, each in a fresh profile, medians. Beside it stands the worst case, somebody who comes back to a
 * page with nothing loaded: both sides from asking for the document, the element with digest, inspection and greeting, for nothing is drawn before it was checked.
 */
export async function firstPage() {
  const { bare, first, cold, pages, canvasBytes } = await measure()
  const ratio = round(first / bare)
  const growth = round(cold.long / cold.short)
  const beside = `bare pdf.js ${Math.round(bare)} ms, the element ${Math.round(first)} ms; coming back with nothing loaded ${Math.round(cold.bare)} and ${Math.round(cold.short)} ms (${round(cold.short / cold.bare)} ×); medians of ${rounds}`
  const megabytes = round(canvasBytes / 1e6)
  return [
    { id: 'first-page', what: `first page of ${pages.short}, from the tap before it to its pixels`, value: ratio, unit: '× pdf.js', budget: 1.15, holds: ratio <= 1.15, beside },
    { id: 'first-page-of-300', what: `first page of ${pages.long} pages beside ${pages.short}, coming back with nothing loaded`, value: growth, unit: '×', budget: 1.2, holds: growth <= 1.2, beside: `${Math.round(cold.long)} and ${Math.round(cold.short)} ms, medians of ${rounds}` },
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
    const cold = (which) => inPage('/element', (page) => page.evaluate(drawInElement, which))
    const { width } = await cold('short')
    const bare = (isOpen) => inPage('/bare', (page) => page.evaluate(drawBare, { width, isOpen }))
    const visits = Array.from({ length: rounds }, (_, index) => `short.${index}`)
    const times = { bare: [], first: [], coldBare: [], short: [], long: [] }
    for (const token of visits) {
      times.bare.push(await bare(true))
      times.coldBare.push(await bare(false))
      times.first.push(await inPage('/element', (page) => openReading(page, token)))
      times.short.push((await cold('short')).milliseconds)
      times.long.push((await cold('long')).milliseconds)
    }
    return {
      bare: median(times.bare), first: median(times.first), cold: { bare: median(times.coldBare), short: median(times.short), long: median(times.long) },
      pages: { short: documents.short.pages, long: documents.long.pages }, canvasBytes: await peakCanvas(browser, server.origin),
    }
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

/** A first visit: the cost table is looked at for three of its ten seconds, then confirmed. */
async function openReading(page, token) {
  await page.evaluate((value) => customElements.whenDefined('loan-contract-signer').then(() => (document.querySelector('loan-contract-signer').sessionToken = value)), token)
  await page.locator('dialog.pop, .proofs').first().waitFor({ timeout: 60_000 })
  if (await page.locator('.proofs').isVisible()) await page.locator('footer button').first().click()
  await page.locator('[data-end]').scrollIntoViewIfNeeded()
  const confirm = page.locator('dialog.pop footer [part=primary][aria-disabled=false]')
  await confirm.waitFor()
  await page.waitForTimeout(3_000)
  return confirm.evaluate((button) => {
    const root = document.querySelector('loan-contract-signer').shadowRoot
    const begun = performance.now()
    const drawn = new Promise((done) => {
      new MutationObserver(() => root.querySelector('canvas[data-drawn]') && done(performance.now() - begun)).observe(root, { subtree: true, childList: true, attributes: true })
    })
    button.click()
    return drawn
  })
}

/** Runs in the page: everything from asking for the file, or the page of a document that has been open for three seconds. */
async function drawBare({ width, isOpen }) {
  const canvas = document.querySelector('canvas')
  let begun = performance.now()
  const [pdfjs, data] = await Promise.all([import('/pdfjs/pdf.min.mjs'), fetch('/pdf/short').then((response) => response.arrayBuffer())])
  pdfjs.GlobalWorkerOptions.workerSrc = '/pdfjs/pdf.worker.min.mjs'
  const opened = await pdfjs.getDocument({ data, isEvalSupported: false }).promise
  if (isOpen) {
    await new Promise((done) => setTimeout(done, 3_000))
    begun = performance.now()
  }
  const page = await opened.getPage(1)
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width })
  canvas.width = viewport.width
  canvas.height = viewport.height
  await page.render({ canvas, viewport }).promise
  return performance.now() - begun
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
