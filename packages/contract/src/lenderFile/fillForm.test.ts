import { inflateSync } from 'node:zlib'
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, rgb } from 'pdf-lib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectBase } from '@loansign/signature'
import { typst } from '../../dist/typst/index.js'
import { checkDrawnPages, type DrawnText } from '../checks/checkDrawnPages.js'
import { drawPages, ink } from '../checks/drawPages.fixture.js'
import { openFont } from '../drawing/glyphOutlines.js'
import { fillForm, readForm } from '../../dist/lenderFile/index.js'
import { data, lenderForm, mapping } from './lenderForm.fixture.js'

const engine = typst()
let pdf: Uint8Array
beforeAll(async () => {
  pdf = await lenderForm(engine)
})
afterAll(() => engine.close())

async function textOf(file: Uint8Array): Promise<string> {
  const task = getDocument({ data: Uint8Array.from(file), useSystemFonts: false, verbosity: 0 })
  const { items } = await (await (await task.promise).getPage(1)).getTextContent()
  await task.destroy()
  return items.map((item) => ('str' in item ? item.str : '')).join('')
}

const failure = async (promise: Promise<unknown>): Promise<{ code: string; details: { fields: { pointer: string; code: string; expected: Record<string, string> }[]; reasons: { code: string }[] } }> =>
  promise.then(() => { throw new TypeError('nothing was wrong') }, (error) => error)

describe('a lender’s form', () => {
  it('tells its fields', async () => {
    expect((await readForm(pdf)).map(({ name, kind }) => `${name} ${kind}`)).toEqual(['借款人 text', '大写 text', '小写 text', '合同.编号 text', '还款方式 choice', '用途 text', '担保 check', '还款日 radio', '备注 text'])
  })

  it('is filled, has no field any more and nothing foreign, and gives the same bytes again', async () => {
    const filled = await fillForm({ pdf, fields: mapping, data })
    expect(inspectBase(filled.pdf)).toMatchObject({ findings: [], fields: [], pages: 2 })
    const text = await textOf(filled.pdf)
    for (const value of ['周禾田、𠮷野龘', '人民币叁拾万元整', '300,000.00', 'bullet', '扩建温室二号棚', 'Greenhouse extension.']) expect(text).toContain(value)
    expect(filled.pdf.length).toBeLessThan(80_000)
    expect(Buffer.from((await fillForm({ pdf, fields: mapping, data })).pdf).equals(Buffer.from(filled.pdf))).toBe(true)
  }, 60_000)

  it('has ticks of ours in it: a look its author drew could be a lid upon the page', async () => {
    const lid = await lenderForm(engine, (document) => {
      const { context } = document
      const helvetica = context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' }))
      const look = context.register(context.stream('1 1 1 rg 0 0 500 160 re f 0 g BT /F1 14 Tf 12 40 Td (Amount: 999999 at 36 %) Tj ET', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 500, 160], Resources: { Font: { F1: helvetica } } }))
      for (const { dict } of [document.getForm().getCheckBox('担保'), document.getForm().getRadioGroup('还款日')].flatMap(({ acroField }) => acroField.getWidgets())) {
        const states = dict.lookup(PDFName.of('AP'), PDFDict).lookup(PDFName.of('N'), PDFDict)
        for (const state of states.keys()) states.set(state, look)
        dict.set(PDFName.of('Rect'), context.obj([60, 600, 560, 760]))
      }
    })
    const filled = await fillForm({ pdf: lid, fields: mapping, data })
    expect(await textOf(filled.pdf)).not.toContain('999999')
    expect(await textOf(filled.pdf)).toContain('300,000.00')
    // Nothing of what the form's author drew is left in the file at all.
    expect(Buffer.from(filled.pdf).toString('latin1')).not.toMatch(/BBox\s*\[\s*0 0 500 160/)
    // A lid would be white where the page has its text.
    const area = { left: 60, right: 560, top: 82, bottom: 242 }
    const [covered, honest] = await Promise.all([filled.pdf, (await fillForm({ pdf, fields: mapping, data })).pdf].map(async (file) => ink((await drawPages(file, 72))[0]!.canvas, area)))
    expect(covered! / honest!).toBeGreaterThan(0.98)
  }, 60_000)

  it('gives the places of its signature fields and takes them out', async () => {
    const signed = await lenderForm(engine, (document) => {
      const { context } = document
      const page = document.getPage(1)
      const widget = context.register(context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', F: 4, Rect: [72, 300, 242, 360], P: page.ref, T: PDFString.of('Sig1') }))
      page.node.addAnnot(widget)
      document.getForm().acroForm.addField(widget)
    })
    const { pdf: filled, signatures } = await fillForm({ pdf: signed, fields: mapping, data })
    expect(signatures).toEqual([{ name: 'Sig1', page: 2, rect: [72, 300, 242, 360] }])
    expect(inspectBase(filled).fields).toEqual([])
  }, 60_000)
})

describe('what does not fit', () => {
  it('between form and mapping is told by field', async () => {
    const { code, details } = await failure(fillForm({ pdf, fields: { ...mapping, 借款人: undefined as never, '甲/方': '/borrower' }, data }))
    expect(code).toBe('form-mismatch')
    expect(details.fields.map(({ pointer, code: why }) => `${pointer} ${why}`)).toEqual(['/fields/甲~1方 field-unknown', '/fields/借款人 field-missing'])
  })

  it.each([
    ['borrower', undefined, 'value-missing'],
    ['borrower', '', 'value-missing'],
    ['borrower', '周\u202e禾田', 'value-wrong'],
    ['borrower', '周禾田'.repeat(40), 'value-does-not-fit'],
    ['borrower', '周\u{2ebf0}', 'glyph-missing'],
    ['amount', { minor: 1 }, 'value-wrong'],
    ['amount', '3'.repeat(80), 'value-does-not-fit'],
    ['number', 'QX2026-001-002-003', 'value-too-long'],
    ['method', 'balloon', 'value-wrong'],
    ['purpose', '购买化肥。'.repeat(60), 'value-does-not-fit'],
    ['guaranteed', 'yes', 'value-wrong'],
  ])('in the data is told by pointer, in both languages: %s %j', async (key, value, why) => {
    const { code, details } = await failure(fillForm({ pdf, fields: mapping, data: { ...data, [key]: value } }))
    expect(code).toBe('contract-data-invalid')
    expect(details.fields.map(({ pointer, code: found }) => `${pointer} ${found}`)).toEqual([`/${key} ${why}`])
    expect(details.fields[0]!.expected['zh-CN']).toMatch(/[\u4e00-\u9fff]|level/)
    expect(details.fields[0]!.expected.en).not.toBe('')
  }, 60_000)

  it('because there is no room for a tick is told by pointer', async () => {
    const tiny = await lenderForm(engine, (document) => document.getForm().getCheckBox('担保').acroField.getWidgets()[0]!.setRectangle({ x: 73, y: 445, width: 3, height: 11 }))
    const { code, details } = await failure(fillForm({ pdf: tiny, fields: mapping, data }))
    expect(code).toBe('contract-data-invalid')
    expect(details.fields).toMatchObject([{ pointer: '/guaranteed', code: 'field-unusable' }])
  }, 60_000)

  it.each([
    ['white upon white', (document: PDFDocument) => document.getForm().getTextField('小写').acroField.setDefaultAppearance('/Helv 12 Tf 1 g')],
    ['beside the page', (document: PDFDocument) => document.getForm().getTextField('小写').acroField.getWidgets()[0]!.setRectangle({ x: 1_700, y: 657, width: 350, height: 16 })],
  ])('with the eye that reads it is told: %s', async (_what, change) => {
    const unseen = await lenderForm(engine, (document) => {
      const [widget] = document.getForm().getTextField('小写').acroField.getWidgets()
      widget!.dict.delete(PDFName.of('DA'))
      change(document)
    })
    expect(await failure(fillForm({ pdf: unseen, fields: mapping, data }))).toMatchObject({ code: 'drawing-differs', details: { findings: [{ pointer: '/amount', page: 1 }] } })
  }, 60_000)

  it('is told all at once', async () => {
    const { details } = await failure(fillForm({ pdf, fields: mapping, data: { ...data, borrower: '周禾田'.repeat(40), method: 'none', guaranteed: 1 } }))
    expect(details.fields.map(({ pointer }) => pointer).sort()).toEqual(['/borrower', '/guaranteed', '/method'])
  }, 60_000)

  it.each([
    ['unreadable', async () => Buffer.from('no PDF')],
    ['encrypted', async () => Buffer.from(Buffer.from(pdf).toString('latin1').replace('trailer\n<<', 'trailer\n<< /Encrypt << /Filter /Standard /V 5 >>'), 'latin1')],
    ['xfa', () => lenderForm(engine, (document) => document.getForm().acroForm.dict.set(PDFName.of('XFA'), PDFString.of('<xdp/>')))],
    ['push-button', () => lenderForm(engine, (document) => document.getForm().createButton('Send').addToPage('Send', document.getPage(0)))],
    ['annotation', () => lenderForm(engine, (document) => document.getPage(0).node.addAnnot(document.context.register(document.context.obj({ Type: 'Annot', Subtype: 'Stamp', Rect: [0, 0, 90, 90] }))))],
    ['action', () => lenderForm(engine, (document) => document.catalog.set(PDFName.of('OpenAction'), document.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') })))],
    ['optional-content', () => lenderForm(engine, (document) => document.catalog.set(PDFName.of('OCProperties'), document.context.obj({ OCGs: [], D: {} })))],
    ['signed', () => lenderForm(engine, (document) => document.context.register(document.context.obj({ Type: 'Sig', ByteRange: [0, 1, 2, 3], Contents: PDFHexString.of('00') })))],
  ])('in the file is told by reason: %s', async (reason, make) => {
    const { code, details } = await failure(fillForm({ pdf: await make(), fields: mapping, data }))
    expect(code).toBe('lender-file-refused')
    expect(details.reasons.map(({ code: why }) => why)).toContain(reason)
  }, 60_000)
})

describe('drawn pages', () => {
  const font = openFont('NotoSerifSC-Regular.ttf')
  const fonts = new Map([['NotoSerifSC-Regular.ttf', font] as const])
  const only = { 借款人: '/borrower', 大写: null, 小写: '/amount', '合同.编号': null, 还款方式: null, 用途: null, 担保: null, 还款日: null, 备注: null }
  const texts: readonly DrawnText[] = [
    { pointer: '/borrower', page: 1, matrix: [1, 0, 0, 1, 120, 725], color: [0], size: 12, runs: [{ font: 'NotoSerifSC-Regular.ttf', text: '周禾田', x: 2, y: 3.44 }] },
    { pointer: '/amount', page: 1, matrix: [1, 0, 0, 1, 170, 657], color: [0, 0, 0], size: 12, runs: [{ font: 'NotoSerifSC-Regular.ttf', text: '300,000.00', x: 348 - font.getAdvanceWidth('300,000.00', 12), y: 3.44 }] },
  ]
  const filled = async (): Promise<Uint8Array> => (await fillForm({ pdf, fields: only, data: { borrower: '周禾田', amount: '300,000.00' } })).pdf
  const pointers = async (after: Uint8Array, expected = texts): Promise<string[]> => (await checkDrawnPages({ before: pdf, after, texts: expected, fonts })).map(({ pointer }) => pointer)

  it('are as they should be, and one wrong character, digit or point is seen', async () => {
    const after = await filled()
    expect(await pointers(after)).toEqual([])
    const with_ = (index: number, text: string): readonly DrawnText[] => texts.map((one, at) => (at === index ? { ...one, runs: [{ ...one.runs[0]!, text }] } : one))
    expect(await pointers(after, with_(0, '周采田'))).toEqual(['/borrower'])
    expect(await pointers(after, with_(1, '300,000 00'))).toEqual(['/amount'])
    expect(await pointers(after, with_(1, '800,000.00'))).toEqual(['/amount'])
  }, 60_000)

  it('of a subset that lost its outlines are told apart, though its text is still found', async () => {
    const document = await PDFDocument.load(await filled(), { updateMetadata: false })
    let emptied = 0
    for (const [, object] of document.context.enumerateIndirectObjects()) {
      // The subset of ours: the page's own faces come with a character set or are compact.
      if (!(object instanceof PDFDict) || !/\+NotoSerifSC-Regular$/.test(String(object.get(PDFName.of('FontName')))) || String(object.get(PDFName.of('StemV'))) !== '80') continue
      const stream = document.context.lookup(object.get(PDFName.of('FontFile2')))
      if (!(stream instanceof PDFRawStream)) continue
      const program = inflateSync(stream.contents)
      const tables = Array.from({ length: program.readUInt16BE(4) }, (_, index) => 12 + 16 * index)
      const loca = tables.find((at) => program.toString('latin1', at, at + 4) === 'loca')!
      program.fill(0, program.readUInt32BE(loca + 8), program.readUInt32BE(loca + 8) + program.readUInt32BE(loca + 12))
      object.set(PDFName.of('FontFile2'), document.context.register(document.context.flateStream(program, { Length1: program.length })))
      emptied++
    }
    expect(emptied).toBe(1)
    const broken = await document.save()
    expect(await textOf(broken)).toContain('周禾田')
    expect(await pointers(broken)).toEqual(['/borrower', '/amount'])
  }, 60_000)

  it('that changed elsewhere are told by their number', async () => {
    const document = await PDFDocument.load(await filled(), { updateMetadata: false })
    document.getPage(1).drawRectangle({ x: 300, y: 300, width: 3, height: 3, color: rgb(0, 0, 0) })
    expect(await pointers(await document.save())).toEqual(['/pages/2'])
  }, 60_000)
})
