import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { drawSignature, type DrawSignatureOptions, type SignatureDrawing } from '@loansign/contract'
import { extendPdf, inspectBase, signPdf, toPem, verifyPdf } from '@loansign/signature'
import { PDFDocument } from 'pdf-lib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boxOf, drawnPicture, expectedPicture, type PicturePlace, type Shades } from '../../packages/contract/src/drawing/signaturePicture.fixture.js'
import { makeLevelPki, type LevelPki } from '../../packages/signature/src/pades/levelPki.fixture.js'
import { launch } from '../e2e/driving/browser.mjs'
import { frozenContract } from './frozenContract.js'
import { dss } from './judges/dss.js'
import { pdfsig } from './judges/pdfsig.js'
import { popplerPage } from './judges/poppler.js'
import { pyhanko } from './judges/pyhanko.js'
import { qpdfCheck } from './judges/qpdf.js'
import { run } from './judges/run.js'
import { verapdf } from './judges/verapdf.js'
import { cut, furthestApart } from './likeness.js'

const hand = { width: 340, height: 120, lineWidth: 3, strokes: [[10, 10, 60, 100, 90, 20], [120, 100, 120, 10], [200, 60], [230, 20, 260, 90, 300, 15]] }
const time = '2026年11月20日 10:42'
/** With a hand, with the time, with both and with neither. */
const looks: readonly DrawSignatureOptions[] = [{ name: '张三' }, { name: '张三', time, hand }, { name: '欧阳𠮷', time }, { name: '欧阳𠮷', time, hand }, { name: 'Martin Foster', hand }, { name: 'Martin Foster', time }]
/** Of the second signer, whose fonts are others again. */
const second: DrawSignatureOptions = { name: '㛃䶮 Zoë', time: '20 Nov 2026' }
const nameOf = ({ name, time: at, hand: drawn }: DrawSignatureOptions): string => `${name}${at === undefined ? '' : ', time'}${drawn ? ', hand' : ''}`

/** At 216 dpi, in squares of 10 × 10 pixels: at most 6 between the outlines and pdf.js, 26 and poppler, 31 and Chromium, which both fit glyphs to pixels; 69 and more when a character is missing. */
const tolerance = 40

interface Made {
  readonly path: string
  readonly bytes: Uint8Array
  readonly drawing: SignatureDrawing
}

const folder = mkdtempSync(join(tmpdir(), 'loansign-names-'))
const trust = join(folder, 'trust.pem')
const made = new Map<string, Made>()
const secondDrawing = drawSignature(second)
let pki: LevelPki
let browser: Browser
let base: Uint8Array
let unsigned: { readonly poppler: Pictures; readonly pdfjs: Pictures; readonly chromium: Pictures & { readonly fonts: number } }
let places: { readonly borrower: PicturePlace; readonly lender: PicturePlace }

function save(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

beforeAll(async () => {
  pki = await makeLevelPki({ located: false })
  writeFileSync(trust, toPem(pki.root.certificate.der))
  base = await frozenContract()
  const pageHeight = (await PDFDocument.load(base)).getPage(0).getHeight()
  const placeOf = (name: string): PicturePlace => {
    const { page, rect } = inspectBase(base, { expectedAttachments: ['loan.json'] }).fields.find((field) => field.name === name)!
    return { page: page!, rect: rect!, pageHeight, pixelsPerPoint: 3 }
  }
  places = { borrower: placeOf('borrower'), lender: placeOf('lender') }
  const common = { signingTime: new Date(), timestampAuthority: pki.timestampAuthority }
  for (const look of looks) {
    const drawing = drawSignature(look)
    const once = await signPdf({ base, field: 'borrower', signerName: look.name, signer: pki.borrower, appearance: drawing, ...common })
    const bytes = await signPdf({ base: once, field: 'lender', signerName: second.name, signer: pki.lender, appearance: secondDrawing, ...common })
    made.set(nameOf(look), { path: save(`${made.size}.pdf`, bytes), bytes, drawing })
  }
  browser = await launch()
  unsigned = { poppler: inPoppler(save('base.pdf', base)), pdfjs: await inPdfjs(base), chromium: await inChromium(base) }
}, 120_000)
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

const both = ['borrower', 'lender'] as const
type Pictures = Readonly<Record<(typeof both)[number], Shades>>

/** How far both signatures are from what they must look like: the page as the same renderer draws it unsigned, and the outlines upon it. */
const farthest = (drawing: SignatureDrawing, unsigned: Pictures, drawn: Pictures): number =>
  Math.max(...both.map((field) => furthestApart(drawn[field], upon(unsigned[field], expectedPicture(field === 'borrower' ? drawing : secondDrawing, places[field]))).apart))

/** The shade of the ink of signatures. */
const ink = 29
function upon({ width, height, shades }: Shades, drawing: Shades): Shades {
  if (drawing.width !== width || drawing.height !== height) throw new Error('pictures of two sizes')
  return { width, height, shades: shades.map((shade, at) => Math.round(ink + ((shade - ink) * (drawing.shades[at]! - ink)) / (255 - ink))) }
}

function inPoppler(path: string): Pictures {
  const cutFrom = (place: PicturePlace): Shades => cut(popplerPage(path, { page: place.page, dotsPerInch: 72 * place.pixelsPerPoint }), boxOf(place))
  return { borrower: cutFrom(places.borrower), lender: cutFrom(places.lender) }
}

async function inPdfjs(bytes: Uint8Array): Promise<Pictures> {
  return { borrower: await drawnPicture(bytes, places.borrower), lender: await drawnPicture(bytes, places.lender) }
}

/** pdf.js in Chromium, which gives fonts to the browser's own engine: there a font that is not sound is drawn in another. */
async function inChromium(bytes: Uint8Array): Promise<Pictures & { readonly fonts: number }> {
  const library = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'build')
  const page = await browser.newPage()
  try {
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(library, pathname.slice(1)), 'utf8') })
    })
    await page.goto('http://pictures.example/')
    const task = { data: Buffer.from(bytes).toString('base64'), wanted: [places.borrower, places.lender].map((place) => ({ page: place.page, scale: place.pixelsPerPoint, box: boxOf(place) })) }
    const drawn = (await page.evaluate(`(async ({ data, wanted }) => {
      const pdf = await import('/pdf.mjs')
      pdf.GlobalWorkerOptions.workerSrc = '/pdf.worker.mjs'
      const file = await pdf.getDocument({ data: Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)), useSystemFonts: false }).promise
      const pictures = []
      for (const { page: number, scale, box } of wanted) {
        const page = await file.getPage(number)
        const viewport = page.getViewport({ scale })
        const canvas = Object.assign(document.createElement('canvas'), { width: Math.ceil(viewport.width), height: Math.ceil(viewport.height) })
        await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport, annotationMode: pdf.AnnotationMode.ENABLE }).promise
        const pixels = canvas.getContext('2d').getImageData(...box).data
        let shades = ''
        for (let i = 0; i < pixels.length; i += 4) shades += String.fromCharCode(Math.round(0.299 * pixels[i] + 0.587 * pixels[i + 1] + 0.114 * pixels[i + 2]))
        pictures.push(btoa(shades))
      }
      return { pictures, fonts: [...document.fonts].filter(({ status }) => status === 'loaded').length }
    })(${JSON.stringify(task)})`)) as { pictures: string[]; fonts: number }
    const [borrower, lender] = drawn.pictures.map((shades, index) => ({ width: task.wanted[index]!.box[2], height: task.wanted[index]!.box[3], shades: new Uint8Array(Buffer.from(shades, 'base64')) })) as [Shades, Shades]
    return { borrower, lender, fonts: drawn.fonts }
  } finally {
    await page.close()
  }
}

describe.each(looks.map(nameOf))('%s, and another name below', (name) => {
  it('pdftotext finds what is written', () => {
    const { path, drawing } = made.get(name)!
    const text = run('pdftotext', ['-f', String(places.borrower.page), '-l', String(places.borrower.page), path, '-']).output
    for (const { runs } of [drawing, secondDrawing]) {
      for (const y of new Set(runs.map((one) => one.y))) expect(text.replace(/\s+/g, '')).toContain(runs.filter((one) => one.y === y).map((one) => one.text).join('').replace(/\s+/g, ''))
    }
  })

  it('poppler, pdf.js and pdf.js in Chromium draw the outlines of the whole fonts', async () => {
    const { path, bytes, drawing } = made.get(name)!
    const inBrowser = await inChromium(bytes)
    const apart = {
      poppler: farthest(drawing, unsigned.poppler, inPoppler(path)),
      pdfjs: farthest(drawing, unsigned.pdfjs, await inPdfjs(bytes)),
      chromium: farthest(drawing, unsigned.chromium, inBrowser),
    }
    for (const [renderer, value] of Object.entries(apart)) expect(value, renderer).toBeLessThan(tolerance)
    // The browser took every font of both signatures as it is.
    expect(inBrowser.fonts - unsigned.chromium.fonts).toBe(drawing.fonts.length + secondDrawing.fonts.length)
    // One character less in the outlines, and the two that are farthest off are beyond it.
    const other = { ...drawing, runs: drawing.runs.map((run, index) => (index === 0 ? { ...run, text: [...run.text].slice(0, -1).join('') } : run)) }
    for (const [pictures, bare] of [[inPoppler(path), unsigned.poppler], [inBrowser, unsigned.chromium]] as const) {
      expect(farthest(other, bare, pictures)).toBeGreaterThan(1.5 * tolerance)
    }
  })

  it('pdfsig and pyHanko: valid and trusted; qpdf: clean', () => {
    const { path } = made.get(name)!
    expect(pdfsig(trust, path).map(({ validation, certificate, coversTotal }) => [validation, certificate, coversTotal])).toEqual([
      ['Signature is Valid.', 'Certificate is Trusted.', false],
      ['Signature is Valid.', 'Certificate is Trusted.', true],
    ])
    expect(pyhanko(trust, path).map(({ intact, valid, trusted, bottomLine, modification }) => ({ intact, valid, trusted, bottomLine, modification }))).toEqual([
      { intact: true, valid: true, trusted: true, bottomLine: true, modification: 'FORM_FILLING' },
      { intact: true, valid: true, trusted: true, bottomLine: true, modification: 'NONE' },
    ])
    const { status, output } = qpdfCheck(path)
    expect({ status, warnings: output.includes('WARNING') }).toEqual({ status: 0, warnings: false })
  })
})

describe('all of them', () => {
  it('EU DSS: intact, nothing undefined changed', () => {
    const reports = dss(trust, [...made.values()].map(({ path }) => path))
    expect(reports).toHaveLength(looks.length)
    for (const { signatures } of reports) {
      expect(signatures).toHaveLength(2)
      for (const signature of signatures) expect(signature).toMatchObject({ level: 'PAdES-BASELINE-T', intact: true, byteRangeValid: true, dictionaryConsistent: true, undefinedChanges: 0, annotationChanges: 0, annotationOverlaps: 0 })
    }
  })

  it('veraPDF: PDF/A-3b is kept', () => {
    const reports = verapdf('3b', [join(folder, 'base.pdf'), ...[...made.values()].map(({ path }) => path)])
    expect(reports).toHaveLength(looks.length + 1)
    for (const report of reports) {
      expect(report).toMatchObject({ compliant: true, failed: [] })
      // Both signatures with their fonts are among what it looks at.
      if (report !== reports[0]) expect(report.assertions).toBeGreaterThan(reports[0]!.assertions + 100)
    }
  })

  it('here: TOTAL-PASSED', async () => {
    for (const { bytes } of made.values()) expect(await verifyPdf(bytes, { trustAnchors: [pki.root.certificate.der] })).toMatchObject({ indication: 'TOTAL-PASSED' })
  })
})

it('and so at B-LTA', async () => {
  const { bytes } = made.get('欧阳𠮷, time, hand')!
  const options = { trustAnchors: [pki.root.certificate.der], revocationSource: pki.source() }
  const archived = save('archived.pdf', await extendPdf({ file: await extendPdf({ file: bytes, ...options }), ...options, timestampAuthority: pki.timestampAuthority }))
  const [{ signatures }] = dss(trust, [archived]) as [ReturnType<typeof dss>[number]]
  expect(signatures.map(({ level, indication, undefinedChanges }) => [level, indication, undefinedChanges])).toEqual(Array.from({ length: 2 }, () => ['PAdES-BASELINE-LTA', 'TOTAL_PASSED', 0]))
  expect(verapdf('3b', [archived])).toMatchObject([{ compliant: true }])
})
