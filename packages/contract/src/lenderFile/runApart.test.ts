import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFRef } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { fillForm, takeFile, type TakeFileOptions } from '../../dist/lenderFile/index.js'
import { runApart } from '../../dist/lenderFile/runApart.js'

const options = (pdf: Uint8Array): TakeFileOptions => ({
  pdf, places: [{ field: 'borrower', role: 'borrower', label: '借款人', page: 1, rect: [72, 100, 192, 160] }], data: new TextEncoder().encode('{}'), identity: ['con_1', '1', 'nonce'], now: new Date('2026-11-20T02:00:00Z'), archival: 'as-claimed',
})
const refused = async (promise: Promise<unknown>): Promise<{ code: string; page?: number; why: Record<string, string> }[]> => promise.then(() => { throw new TypeError('nothing was wrong') }, (error) => error.details?.reasons ?? error)

async function file(change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.addPage([595, 842]).drawText('Amount 300000.00')
  change(document)
  return document.save({ useObjectStreams: false })
}

/** Ten draws of a form that draws ten of another, and so on: a page of a few hundred octets more for each tenfold time. */
function laughs(levels: number): Promise<Uint8Array> {
  return file((document) => {
    const { context } = document
    let form = context.register(context.stream('0 0 1 1 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 400, 100] }))
    for (let level = 1; level < levels; level++) form = context.register(context.stream('/X Do '.repeat(10), { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 400, 100], Resources: { XObject: { X: form } } }))
    const { node } = document.getPage(0)
    node.setXObject(PDFName.of('X'), form)
    node.addContentStream(context.register(context.stream('/X Do')))
  })
}

/** An object stream of 300 MB, which every reader that looks for objects must inflate. */
async function bomb(): Promise<Uint8Array> {
  const body = Buffer.alloc(300 * 1_048_576, ' ')
  body.write('900 0 <<>>')
  const packed = deflateSync(body).toString('latin1')
  const text = Buffer.from(await file(() => undefined)).toString('latin1')
  const at = text.lastIndexOf('xref\n0 ')
  return Buffer.from(`${text.slice(0, at)}800 0 obj\n<</Type/ObjStm/N 1/First 6/Filter/FlateDecode/Length ${packed.length}>>\nstream\n${packed}\nendstream\nendobj\n${text.slice(at)}`, 'latin1')
}

const inBoth = { 'zh-CN': /[\u4e00-\u9fff]/, en: /^[ -~]+$/ }

describe('a file that asks for too much', () => {
  it('of the processor is ended, and taken where it may ask for as much: forms within forms', async () => {
    const pdf = await laughs(5)
    expect(pdf.length).toBeLessThan(5_000)
    expect(await refused(runApart('takeFile', options(pdf), { cpuSeconds: 0.8, memoryMegabytes: 2_000 }))).toMatchObject([{ code: 'too-costly', why: inBoth }])
    expect((await takeFile(options(pdf))).pages).toBe(1)
  }, 60_000)

  it('is ended where nobody gives it other limits: forms within forms, a hundred times as many', async () => {
    expect(await refused(takeFile(options(await laughs(7))))).toMatchObject([{ code: 'too-costly' }])
  }, 120_000)

  it('of memory is ended: an object stream like a bomb', async () => {
    const pdf = await bomb()
    expect(pdf.length).toBeLessThan(400_000)
    expect(await refused(takeFile(options(pdf)))).toMatchObject([{ code: 'too-costly', why: inBoth }])
    expect(await refused(fillForm({ pdf, fields: {}, data: {} }))).toMatchObject([{ code: 'too-costly' }])
  }, 120_000)

  it.each([
    ['too-large', async () => Buffer.concat([await file(() => undefined), Buffer.alloc(32 * 1_048_576)])],
    ['too-many-pages', () => file((document) => { for (let page = 1; page <= 100; page++) document.addPage([595, 842]) })],
    ['page-too-large', () => file((document) => document.getPage(0).setSize(595, 4_000))],
    ['page-too-large', () => file((document) => document.getPage(0).node.set(PDFName.of('UserUnit'), document.context.obj(10)))],
    ['too-costly', () => file(({ context, catalog }) => catalog.set(PDFName.of('PieceInfo'), context.obj({ Somebody: PDFRef.of(4_000_000) })))],
  ])('is refused before it is drawn: %s', async (code, make) => {
    expect(await refused(takeFile(options(await make())))).toMatchObject([{ code, why: inBoth }])
  }, 60_000)

  it('of no more than there is, is taken: a hundred pages, and one of A0', async () => {
    const pdf = await file((document) => { for (let page = 1; page < 100; page++) document.addPage(page === 1 ? [2_384, 3_370] : [595, 842]).drawText('Amount 300000.00') })
    expect((await takeFile(options(pdf))).pages).toBe(100)
  }, 120_000)
})
