import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../../der/bytes.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { appendTable, startxrefOf } from '../../pdf/pdf.fixture.js'
import { readPdf } from '../../pdf/readPdf.js'
import { contractFixture } from '../contract.fixture.js'
import { makeTestPki, type TestPki } from '../pki.fixture.js'
import { signingTime, signOver, type Unsigned } from '../signOver.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import type { ValidationReport } from './verdict/report.js'
import { verifyPdf } from './verifyPdf.js'

let pki: TestPki

async function setUp(): Promise<void> {
  pki = await makeTestPki()
}

const sign = (base: Uint8Array, field = 'borrower'): Promise<Uint8Array> =>
  signPdf({ base, field, signerName: '周禾田', signingTime, signer: pki.signer, timestampAuthority: pki.timestampAuthority })
const verify = (bytes: Uint8Array): Promise<ValidationReport> => verifyPdf(bytes, { trustAnchors: [pki.root] })

const drawing = (text: string): string => `<</Length ${text.length}>>\nstream\n${text}\nendstream`
const otherText = drawing('BT /F1 14 Tf 72 700 Td (Amount 999999.00) Tj ET')
const borrower = '<</Type/Annot/Subtype/Widget/FT/Sig/T(borrower)/F 4/P 4 0 R/Rect[72 600 242 660]/AP<</N 11 0 R>>/V 14 0 R>>'
const page = '/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>'

describe('what is appended after signing', () => {
  beforeAll(setUp)

  // Each case: what the attacker appends to a signed file, and how the report names the object.
  it.each<[string, Record<number, string>, string]>([
    ['another content of a page', { 5: otherText }, 'stream'],
    ['another page object', { 3: `<<${page}/Contents 8 0 R>>` }, 'page 1'],
    ['another page tree', { 2: '<</Type/Pages/Kids[4 0 R]/Count 1>>' }, 'page tree'],
    ['another font under the same name', { 7: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' }, 'font'],
    ['a catalog that opens with an action', { 1: '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/OpenAction 50 0 R>>', 50: '<</S/JavaScript/JS(app.alert)>>' }, 'catalog'],
    ['a catalog with other pages', { 1: '<</Type/Catalog/Pages 50 0 R/AcroForm 6 0 R>>', 50: '<</Type/Pages/Kids[3 0 R]/Count 1>>' }, 'catalog'],
    ['a note upon a page', { 3: `<<${page}/Contents 5 0 R/Annots[50 0 R]>>`, 50: '<</Type/Annot/Subtype/FreeText/Rect[70 690 300 720]/Contents(x)>>' }, 'annotation'],
    ['an empty field upon a page', { 3: `<<${page}/Contents 5 0 R/Annots[50 0 R]>>`, 6: '<</Fields[10 0 R 12 0 R 50 0 R]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>>>', 50: '<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/Rect[0 0 595 842]>>' }, 'annotation'],
    ['another look of the signed field', { 10: borrower.replace('11 0 R', '50 0 R'), 50: '<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 0>>\nstream\n\nendstream' }, 'drawing'],
    ['the look of the signed field where it stands', { 11: '<</Type/XObject/Subtype/Form/BBox[0 0 170 60]/Length 1>>\nstream\nn\nendstream' }, 'drawing'],
    ['the empty field moved', { 12: '<</Type/Annot/Subtype/Widget/FT/Sig/T(lender)/F 4/P 4 0 R/Rect[0 0 595 842]/AP<</N 13 0 R>>>>' }, 'annotation'],
    ['validation data that are what the file had for something else', { 1: '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/DSS 7 0 R>>' }, 'catalog'],
    ['validation data that brings a page along', { 1: '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/DSS 50 0 R>>', 3: `<<${page}/Contents 8 0 R>>`, 50: '<</Certs[3 0 R]>>' }, 'page 1'],
  ])('%s is suspicious', async (_, bodies, what) => {
    const attacked = appendTable(await sign(contractFixture()), new Map(Object.entries(bodies).map(([number, body]) => [Number(number), body])))
    const report = await verify(attacked)
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.signatures[0]).toMatchObject({ digestMatches: true, signatureHolds: true, coverage: 'revision' })
    expect(report.signatures[0]!.warnings).toContain('suspicious-change')
    expect(report.signatures[0]!.changesSince).toContainEqual(expect.objectContaining({ kind: 'suspicious', what }))
  })

  it('a trailer that turns to a catalog hidden in the signed bytes is suspicious, although no object changed', async () => {
    const hidden = ['<</Type/Catalog/Pages 21 0 R/AcroForm 6 0 R>>', '<</Type/Pages/Kids[22 0 R]/Count 1>>', `<<${page}/Contents 23 0 R>>`, otherText]
    const signed = await sign(contractFixture({ objects: hidden }))
    const report = await verify(appendTable(signed, new Map(), { trailer: '/Root 20 0 R' }))
    expect(report.indication).toBe('TOTAL-FAILED')
    expect(report.signatures[0]!.changesSince).toEqual([{ kind: 'suspicious', object: 20, what: 'catalog' }])
  })

  it('an object the signed bytes were waiting for is suspicious', async () => {
    const signed = await sign(contractFixture({ pageEntries: '/Annots 60 0 R' }))
    expect((await verify(signed)).indication).toBe('TOTAL-PASSED')
    const report = await verify(appendTable(signed, new Map([[60, '[61 0 R]'], [61, '<</Type/Annot/Subtype/FreeText/Rect[70 690 300 720]>>']])))
    expect(report.indication).toBe('TOTAL-FAILED')
    expect(report.signatures[0]!.changesSince).toContainEqual({ kind: 'suspicious', object: 60, what: 'object', page: 1 })
  })

  it('a freed object is suspicious', async () => {
    const report = await verify(appendTable(await sign(contractFixture()), new Map(), { freed: [5] }))
    expect(report.signatures[0]!.changesSince).toEqual([{ kind: 'suspicious', object: 5, what: 'object', page: 1 }])
  })

  it('an object stream in place of another is suspicious, although its members are not listed again', async () => {
    const base = contractFixture({ form: 'object-stream' })
    const container = readPdf(base).entry(1)
    const number = container?.type === 'compressed' ? container.stream : 0
    const report = await verify(appendTable(await sign(base), new Map([[number, '<</Type/ObjStm/N 0/First 0/Length 0>>\nstream\n\nendstream']])))
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED' })
  })

  it('a signature taken out of the form does not disappear', async () => {
    const signed = await sign(contractFixture())
    const form = '<</Fields[12 0 R]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>>>'
    const report = await verify(await sign(appendTable(signed, new Map([[6, form]])), 'lender'))
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.warnings).toContain('signature-removed')
    expect(report.signatures.map(({ field, indication }) => [field, indication])).toEqual([['lender', 'TOTAL-PASSED']])
  })

  it('a signature that no field shows is not passed over, signed over or not; the word alone is none', async () => {
    const hidden = '<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>'
    const outcome = async (file: Uint8Array): Promise<unknown> => {
      const { indication, warnings, signatures } = await verify(file)
      return [indication, warnings.includes('signature-not-shown'), ...signatures.map((signature) => signature.indication)]
    }
    expect(await outcome(await sign(contractFixture({ objects: [hidden] })))).toEqual(['TOTAL-FAILED', true, 'TOTAL-PASSED'])
    expect(await outcome(contractFixture({ objects: [hidden] }))).toEqual(['TOTAL-FAILED', true])
    expect(await outcome(concatBytes([await sign(contractFixture()), latin1(`% ${hidden}\n`)]))).toEqual(['TOTAL-FAILED', true, 'TOTAL-FAILED'])
    for (const options of [{ text: '/ByteRange[0 1 2 3]' }, { objects: ['<</ByteRange[0 1 2 3]>>', '(/ByteRange[]/Contents<00>)'] }]) expect(await outcome(await sign(contractFixture(options)))).toEqual(['TOTAL-PASSED', false, 'TOTAL-PASSED'])
  })

  it('a signature shown by a second field does not count for two', async () => {
    const signed = await sign(contractFixture())
    const reference = /\/V (\d+ 0 R)/.exec(new TextDecoder('latin1').decode(signed))![1]
    const field = `<</Type/Annot/Subtype/Widget/FT/Sig/T(lender)/F 4/P 4 0 R/Rect[72 500 242 560]/AP<</N 13 0 R>>/V ${reference}>>`
    const report = await verify(appendTable(signed, new Map([[12, field]])))
    expect(report.indication).toBe('TOTAL-FAILED')
    for (const signature of report.signatures) expect(signature.warnings).toContain('signature-shared')
  })

  it('nor when the second field waited for it, so that no later revision is to be blamed', async () => {
    const field = (value: string): string => `<</Type/Annot/Subtype/Widget/FT/Sig/T(lender)/F 4/P 4 0 R/Rect[72 500 242 560]/AP<</N 13 0 R>>${value}>>`
    const signedWith = async (value: string): Promise<Uint8Array> => sign(appendTable(contractFixture(), new Map([[12, field(value)]]), { size: 14 }))
    const number = /\/V (\d+ 0 R)/.exec(new TextDecoder('latin1').decode(await signedWith('')))![1]!
    const report = await verify(await signedWith(`/V ${number}`))
    expect(report.signatures.map(({ field: name, changesSince }) => [name, changesSince])).toEqual([['borrower', []], ['lender', []]])
    for (const { indication, subIndication, warnings } of report.signatures) {
      expect([indication, subIndication]).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE'])
      expect(warnings).toContain('signature-shared')
    }
  })

  it('validation data is permitted, and named', async () => {
    const store = { 1: '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/DSS 50 0 R>>', 50: '<</Certs[51 0 R]>>', 51: '<</Length 3>>\nstream\nabc\nendstream' }
    const report = await verify(appendTable(await sign(contractFixture()), new Map(Object.entries(store).map(([number, body]) => [Number(number), body]))))
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', warnings: ['changed-after-last-signature'] })
    expect(report.signatures[0]!.changesSince.map(({ kind }) => kind)).toEqual(['validation-data', 'validation-data', 'validation-data'])
  })

  it('what a page shows is no description of the file, though the trailer or the catalog names it as such', async () => {
    const described = '<</Type/Metadata/Length 3>>\nstream\nabc\nendstream'
    const catalog = (rest: string): string => `<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R${rest}>>`
    const later = async (base: Uint8Array, bodies: Record<number, string>, trailer = '/Root 1 0 R'): Promise<string> => {
      const signed = await sign(appendTable(base, new Map([[60, '<<>>']]), { trailer }))
      return (await verify(appendTable(signed, new Map(Object.entries(bodies).map(([number, body]) => [Number(number), body])), { trailer }))).indication
    }
    const font = { 7: '<</Type/Font/Subtype/Type1/BaseFont/Courier>>' }
    const changed = { 20: described.replace('abc', 'abd') }
    expect(await later(contractFixture(), { 60: '<</Title(x)>>' }, '/Root 1 0 R/Info 60 0 R')).toBe('TOTAL-PASSED')
    expect(await later(contractFixture(), font, '/Root 1 0 R/Info 7 0 R')).toBe('TOTAL-FAILED')
    expect(await later(contractFixture(), { 1: catalog('/OpenAction 8 0 R') }, '/Root 1 0 R/Info 1 0 R')).toBe('TOTAL-FAILED')
    expect(await later(contractFixture({ catalog: '/Extensions 20 0 R', objects: ['<<>>'] }), { 20: '<</ADBE<</BaseVersion/1.7/ExtensionLevel 3>>>>' })).toBe('TOTAL-PASSED')
    expect(await later(contractFixture({ catalog: '/Extensions 7 0 R' }), font)).toBe('TOTAL-FAILED')
    expect(await later(contractFixture({ catalog: '/Metadata 20 0 R', objects: [described] }), changed)).toBe('TOTAL-PASSED')
    expect(await later(contractFixture({ catalog: '/Metadata 20 0 R', objects: [described], pageEntries: '/PieceInfo 20 0 R' }), changed)).toBe('TOTAL-FAILED')
    expect(await later(contractFixture(), { 1: catalog('/Metadata 50 0 R'), 50: described })).toBe('TOTAL-PASSED')
    expect(await later(contractFixture(), { 1: catalog('/Metadata 50 0 R'), 50: drawing('abc') })).toBe('TOTAL-FAILED')
  })

  it('what the catalog names besides is not of the store, though the store names it', async () => {
    const form = (font: number): string => `<</Fields[10 0 R 12 0 R]/SigFlags 3/DR<</Font<</F1 ${font} 0 R>>>>>>`
    const later = async (bodies: Record<number, string>): Promise<string> => {
      const signed = await sign(contractFixture({ catalog: '/DSS<</VRI<</A 20 0 R/B 6 0 R>>>>', objects: ['<<>>'] }))
      return (await verify(appendTable(signed, new Map(Object.entries(bodies).map(([number, body]) => [Number(number), body]))))).indication
    }
    expect(await later({ 20: '<</Cert[]>>' })).toBe('TOTAL-PASSED')
    expect(await later({ 6: form(8) })).toBe('TOTAL-FAILED')
  })

  it('a revision that cannot be read is suspicious or refused, never passed', async () => {
    const signed = await sign(contractFixture())
    const broken = appendTable(signed, new Map([[5, '<</Length 99999>>\nstream\n\nendstream']]))
    expect((await verify(broken)).indication).toBe('TOTAL-FAILED')
    const loop = appendTable(signed, new Map(), { previous: signed.length + 1 })
    expect(startxrefOf(loop)).toBe(signed.length + 1)
    expect(await verify(loop)).toMatchObject({ indication: 'TOTAL-FAILED', warnings: ['unreadable-file'] })
  })
})

describe('what the ByteRange leaves out', () => {
  beforeAll(setUp)

  /** Signs a tail honestly over a range that is not the honest one. */
  const signRange = (change: (range: [number, number, number, number]) => number[]): Promise<Uint8Array> =>
    signOver({ pki, base: contractFixture(), change: (unsigned) => ({ ...unsigned, range: change([...unsigned.range] as [number, number, number, number]) }) })

  it('is the signature alone when it is honest', async () => {
    expect((await verify(await signRange((range) => range))).indication).toBe('TOTAL-PASSED')
    // The line end behind %%EOF is nobody's content; some software signs without it.
    expect(await verify(await signRange(([a, b, c, d]) => [a, b, c, d - 1]))).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ coverage: 'document' }] })
  })

  it('ends with the revision of the signature, and not with a later one that was there when it was signed', async () => {
    const change = (unsigned: Unsigned): Unsigned => {
      const file = appendTable(unsigned.file, new Map([[50, '<<>>']]))
      return { ...unsigned, file, range: [...unsigned.range.slice(0, 3), unsigned.range[3]! + file.length - unsigned.file.length] }
    }
    const report = await verify(await signOver({ pki, base: contractFixture(), change }))
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', signatures: [{ signatureHolds: true, coverage: 'odd' }] })
    expect(report.signatures[0]!.warnings).toContain('revision-not-signed')
  })

  it.each<[string, (range: [number, number, number, number]) => number[], string]>([
    ['a gap that begins early', ([a, b, c, d]) => [a, b - 10, c, d], 'contents-not-in-gap'],
    ['a gap that ends late', ([a, b, c, d]) => [a, b, c + 1, d - 1], 'contents-not-in-gap'],
    ['a gap without the angle brackets', ([a, b, c, d]) => [a, b + 1, c - 1, d + 1], 'contents-not-in-gap'],
    ['a range that begins late', ([, b, c, d]) => [1, b - 1, c, d], 'byte-range-odd'],
    ['a range that ends early', ([a, b, c, d]) => [a, b, c, d - 7], 'revision-not-signed'],
    ['a range of one part', ([a, b]) => [a, b], 'byte-range-odd'],
    ['a range of three parts', ([a, b, c, d]) => [a, b - 20, b - 20, 20, c, d], 'byte-range-odd'],
    ['parts that overlap', ([a, b, , d]) => [a, b, b - 5, d], 'byte-range-odd'],
  ])('%s never passes', async (_, change, warning) => {
    const report = await verify(await signRange(change))
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.signatures[0]!.coverage).toBe('odd')
    expect(report.signatures[0]!.warnings).toContain(warning)
  })
})
