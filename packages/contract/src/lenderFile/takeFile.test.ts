import { PDFDocument, PDFName, PDFRef, PDFString, StandardFonts, degrees } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extractAttachment, inspectBase, readPdf, signPdf, verifyPdf } from '@loansign/signature'
import { makeTestPki } from '../../../signature/src/pades/pki.fixture.js'
import { typst } from '../../dist/typst/index.js'
import { drawSeal } from '../drawing/drawSeal.js'
import { fillForm } from '../../dist/lenderFile/index.js'
import type { LenderPlace } from './findPlaces.js'
import { data, lenderFile, lenderForm, mapping } from './lenderForm.fixture.js'
import { takeFile } from '../../dist/lenderFile/index.js'

const engine = typst()
let pdf: Uint8Array
beforeAll(async () => {
  pdf = await lenderFile(engine)
})
afterAll(() => engine.close())

const borrower: LenderPlace = { field: 'borrower', role: 'borrower', label: '借款人', anchor: { text: '借款人（签字）：', right: 10, up: -20, width: 170, height: 60 } }
const lender: LenderPlace = { field: 'lender', role: 'lender', label: '贷款人', page: 2, rect: [172, 420, 342, 500] }
const common = { data: new TextEncoder().encode('{"format":"loansign-contract-1"}'), identity: ['con_1', '1', 'nonce'], now: new Date('2026-11-20T02:00:00Z'), archival: 'required' } as const
const take = (places: readonly LenderPlace[], file = pdf) => takeFile({ ...common, pdf: file, places })
const failure = async (promise: Promise<unknown>): Promise<{ code: string; details: any }> => promise.then(() => { throw new TypeError('nothing was wrong') }, (error) => error)

describe('a finished file', () => {
  it('is frozen with its places, its data and the straddle seal, and gives the same bytes again', async () => {
    const seal = { drawing: drawSeal({ organization: '青溪县农村信用合作联社', caption: '合同专用章' }), field: 'lender', label: '骑缝章' }
    const options = { ...common, pdf, places: [borrower, lender], straddleSeal: seal }
    const taken = await takeFile(options)
    const report = inspectBase(taken.pdf, { expectedAttachments: ['loan.json'] })
    expect(report.findings).toEqual([])
    expect(report.fields.map(({ name, page }) => `${name} ${page}`)).toEqual(['borrower 2', 'lender 2'])
    expect(report.straddleSeals).toHaveLength(2)
    expect(taken).toMatchObject({ archival: 'PDF/A-3b', pages: 2, claimed: { part: 3, conformance: 'B', rgb: true } })
    expect(extractAttachment({ pdf: readPdf(taken.pdf), name: 'loan.json' })).toEqual(common.data)
    expect(Buffer.from((await takeFile(options)).pdf).equals(Buffer.from(taken.pdf))).toBe(true)
  }, 60_000)

  it('that was a form is filled, frozen, signed by borrower and lender, and verified', async () => {
    const { pdf: filled } = await fillForm({ pdf: await lenderForm(engine), fields: mapping, data })
    const { pdf: frozen } = await take([borrower, lender], filled)
    const pki = await makeTestPki()
    let signed = frozen
    for (const field of ['borrower', 'lender']) signed = await signPdf({ base: signed, field, signerName: '周禾田', signingTime: new Date(), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
    const report = await verifyPdf(signed, { trustAnchors: [pki.root] })
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', revisions: 3 })
    expect(report.signatures.map(({ coverage }) => coverage)).toEqual(['revision', 'document'])
  }, 60_000)

  it('that is no PDF/A is refused, or taken and marked: then it claims nothing', async () => {
    const document = await PDFDocument.create()
    document.addPage([595, 842]).drawText('Borrower signs here:', { x: 72, y: 700, size: 12, font: await document.embedFont(StandardFonts.Helvetica) })
    const plain = await document.save()
    const place: LenderPlace = { field: 'borrower', role: 'borrower', label: 'Borrower', anchor: { text: 'Borrower signs here:', right: 8, up: -10, width: 150, height: 50 } }
    expect((await failure(take([place], plain))).details.reasons).toMatchObject([{ code: 'not-archival', why: { 'zh-CN': /PDF\/A/, en: /PDF\/A/ } }])
    const taken = await takeFile({ ...common, archival: 'as-claimed', pdf: plain, places: [place] })
    expect(taken).toMatchObject({ archival: 'none', claimed: null })
    expect(inspectBase(taken.pdf, { expectedAttachments: ['loan.json'] }).findings).toEqual([])
  }, 60_000)

  it.each([
    ['part 2, level U', 'PDF/A-3b', (text: string) => text.replace(/part>3/, 'part>2').replace(/conformance>B/, 'conformance>U')],
    ['part 1', 'none', (text: string) => text.replace(/part>3/, 'part>1')],
  ] as const)('that claims %s is made to claim %s', async (_what, archival, change) => {
    const document = await PDFDocument.load(pdf, { updateMetadata: false })
    const reference = document.catalog.get(PDFName.of('Metadata'))!
    const text = Buffer.from((document.context.lookup(reference) as any).contents).toString()
    expect(change(text)).not.toBe(text)
    document.context.assign(reference as any, document.context.stream(Buffer.from(change(text)), { Type: 'Metadata', Subtype: 'XML' }))
    const taken = await takeFile({ ...common, archival: 'as-claimed', pdf: await document.save(), places: [borrower] })
    expect(taken.archival).toBe(archival)
    const claim = /pdfaid:(\w+)>([^<]+)/g
    expect([...Buffer.from(taken.pdf).toString('latin1').matchAll(claim)].map(([, key, value]) => `${key} ${value}`)).toEqual(archival === 'none' ? [] : ['part 3', 'conformance B'])
  }, 60_000)

  it('that shows something else to whoever ignores its cross-reference is refused', async () => {
    const text = Buffer.from(await (await PDFDocument.load(pdf, { updateMetadata: false })).save({ useObjectStreams: false })).toString('latin1')
    const [, number] = /\/Contents (\d+) 0 R/.exec(text)!
    const content = 'BT ET 0 0 100 100 re f'
    const decoy = `${number} 0 obj\n<</Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\n`
    const at = text.lastIndexOf('xref\n0 ')
    const attacked = Buffer.from(`${text.slice(0, at)}${decoy}${text.slice(at).replace(/startxref\n\d+/, `startxref\n${at + decoy.length}`)}`, 'latin1')
    expect(await failure(take([borrower], attacked))).toMatchObject({ code: 'drawing-differs', details: { findings: [{ pointer: '/pages/1' }] } })
  }, 60_000)

  it('with fields, a note or a link to the web is refused', async () => {
    expect((await failure(take([borrower], await lenderForm(engine)))).details.reasons).toMatchObject([{ code: 'form-fields' }])
    const linked = await PDFDocument.load(pdf, { updateMetadata: false })
    const link = linked.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 90, 90], A: { S: 'URI', URI: PDFString.of('https://example.org') } })
    linked.getPage(0).node.addAnnot(linked.context.register(link))
    expect((await failure(take([borrower], await linked.save()))).details.reasons).toMatchObject([{ code: 'action' }])
  }, 60_000)
})

describe('what stands behind a reference', () => {
  const changed = async (change: (document: PDFDocument) => void): Promise<Uint8Array> => {
    const document = await PDFDocument.load(pdf, { updateMetadata: false })
    change(document)
    return document.save({ useObjectStreams: false })
  }

  it.each([
    ['the kind of action of an outline', 'action', ({ context, catalog }: PDFDocument) => {
      const launch = context.obj({ S: context.register(PDFName.of('Launch')), F: PDFString.of('cmd.exe') })
      const item = context.register(context.obj({ Title: PDFString.of('see'), A: launch }))
      catalog.set(PDFName.of('Outlines'), context.register(context.obj({ Type: 'Outlines', First: item, Last: item, Count: 1 })))
    }],
    ['the kind of action of a link', 'action', (document: PDFDocument) => {
      const { context } = document
      document.getPage(0).node.addAnnot(context.register(context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 90, 90], A: { S: context.register(PDFName.of('URI')), URI: PDFString.of('https://example.org') } })))
    }],
    ['the kind of an annotation', 'annotation', (document: PDFDocument) => {
      const { context } = document
      document.getPage(0).node.addAnnot(context.register(context.obj({ Type: 'Annot', Subtype: context.register(PDFName.of('Stamp')), Rect: [0, 0, 90, 90] })))
    }],
    ['a link that goes on after it went', 'action', (document: PDFDocument) => {
      const { context } = document
      document.getPage(0).node.addAnnot(context.register(context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 90, 90], A: { S: 'GoTo', D: [document.getPage(1).ref, 'Fit'], Next: { S: 'Named', N: 'Print' } } })))
    }],
  ] as const)('is judged: %s', async (_what, code, change) => {
    expect((await failure(take([borrower], await changed(change)))).details.reasons).toMatchObject([{ code }])
  }, 60_000)

  it('or in front of nothing is refused as whoever signs it would: nothing is given that inspectBase refuses', async () => {
    // The very next number, where an object of ours would come to stand.
    const dangling = await changed(({ context, catalog }) => catalog.set(PDFName.of('PieceInfo'), context.obj({ Somebody: PDFRef.of(context.largestObjectNumber + 1) })))
    expect((await failure(take([borrower], dangling))).details.reasons).toMatchObject([{ code: 'base-finding', finding: 'dangling-reference', why: { 'zh-CN': /签名/, en: /signed/ } }])
  }, 60_000)
})

describe('a damaged file', () => {
  it.each([
    ['a page tree in a circle', (text: string) => text.replace(/(\/Type \/Pages[^]*?\/Kids \[) /, '$1 1 0 R ')],
    ['no catalog', (text: string) => text.replace('/Type /Catalog', '/Type /Catalag').replace(/\/Root \d+ 0 R/, '/Root 9999 0 R')],
  ])('is refused, whatever it does to a reader: %s', async (_what, change) => {
    const text = Buffer.from(await (await PDFDocument.load(pdf, { updateMetadata: false })).save({ useObjectStreams: false })).toString('latin1')
    expect(change(text)).not.toBe(text)
    expect((await failure(take([borrower], Buffer.from(change(text), 'latin1')))).details.reasons).toMatchObject([{ code: 'unreadable' }])
  }, 60_000)
})

describe('a signature place', () => {
  it('by a text begins where the text ends', async () => {
    const { places: [place] } = await take([borrower])
    // 借款人（签字）： behind a margin of 25 mm: eight characters of 11 points, of which two marks share the width of one and a half.
    expect(place!.page).toBe(2)
    expect(place!.rect[0]).toBeCloseTo(25 / 25.4 * 72 + 7.5 * 11 + 10, 1)
    expect(place!.rect[2] - place!.rect[0]).toBeCloseTo(170, 1)
  }, 60_000)

  it.each([
    ['anchor-not-found', '/places/0/anchor', { ...borrower, anchor: { ...(borrower as any).anchor, text: '担保人（签字）：' } }],
    ['anchor-ambiguous', '/places/0/anchor', { ...borrower, anchor: { ...(borrower as any).anchor, text: '借款合同' } }],
    ['anchor-not-found', '/places/0/anchor', { ...borrower, anchor: { ...(borrower as any).anchor, page: 1 } }],
    ['page-unknown', '/places/0/page', { ...lender, page: 3 }],
    ['off-page', '/places/0', { ...lender, rect: [500, 100, 620, 160] }],
    ['off-page', '/places/0', { ...lender, rect: [200, 100, 100, 160] }],
    ['too-large', '/places/0', { ...lender, rect: [50, 100, 550, 400] }],
  ])('that cannot be is told: %s %s', async (code, pointer, place) => {
    const error = await failure(take([place as LenderPlace]))
    expect(error.code).toBe('places-unusable')
    expect(error.details.fields).toMatchObject([{ code, pointer, expected: { 'zh-CN': /[\u4e00-\u9fff]/, en: /^[^\u4e00-\u9fff“]*(“.*)?/ } }])
  }, 60_000)

  it('lies upon no other, has a name of its own, and is on an upright page', async () => {
    const overlapping = [lender, { ...lender, field: 'other', rect: [300, 450, 400, 520] }, { ...lender, rect: [72, 100, 172, 160] }] as const
    expect((await failure(take(overlapping))).details.fields).toMatchObject([{ code: 'field-twice', pointer: '/places/2/field' }, { code: 'overlapping', pointer: '/places/1' }])
    const turned = await PDFDocument.load(pdf, { updateMetadata: false })
    turned.getPage(1).setRotation(degrees(90))
    expect((await failure(take([lender], await turned.save()))).details.fields).toMatchObject([{ code: 'page-turned' }])
  }, 60_000)
})
