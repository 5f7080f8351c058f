import { describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { extractAttachment } from '../../pdf/document/extractAttachment.js'
import { appendTable, fixtureForms, writePdf } from '../../pdf/pdf.fixture.js'
import { readPdf } from '../../pdf/readPdf.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { otherPageBases } from '../attacks/readers/otherPages.fixture.js'
import { contractFixture, type FixtureOptions } from '../contract.fixture.js'
import { makeTestPki } from '../pki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import { inspectBase } from './inspectBase.js'

const codes = (bytes: Uint8Array): string[] => inspectBase(bytes).findings.map(({ code }) => code)
const names = '/Names<</EmbeddedFiles<</Names[(loan.json) 20 0 R]>>>>'
const attached: FixtureOptions = { catalog: names, objects: ['<</Type/Filespec/F(loan.json)/EF<</F 21 0 R/UF 21 0 R>>>>', '<</Length 8>>\nstream\n{"a": 1}\nendstream'] }

describe.each(fixtureForms)('inspectBase, cross-reference %s', (form) => {
  it('finds nothing wrong with a contract of ours, and lists what is in it', () => {
    expect(inspectBase(contractFixture({ form }))).toEqual({
      findings: [],
      fields: [
        { name: 'borrower', page: 2, rect: [72, 600, 242, 660] },
        { name: 'lender', page: 2, rect: [72, 500, 242, 560] },
      ],
      straddleSeals: [],
      attachments: [],
      pages: 2,
    })
  })

  it('lists the slices of a straddle seal, and who switches them on', () => {
    expect(inspectBase(contractFixture({ form, straddleSeal: true }))).toMatchObject({
      findings: [],
      straddleSeals: [
        { name: 'straddle-seal-1', page: 1, lockedBy: 'lender' },
        { name: 'straddle-seal-2', page: 2, lockedBy: 'lender' },
      ],
    })
  })

  it('lists attachments and knows those that belong there', () => {
    const base = contractFixture({ form, ...attached })
    expect(inspectBase(base).findings).toEqual([{ code: 'unlisted-attachment' }])
    expect(inspectBase(base, { expectedAttachments: ['loan.json'] })).toMatchObject({ findings: [], attachments: ['loan.json'] })
    expect(extractAttachment({ pdf: readPdf(base), name: 'loan.json' })).toEqual(latin1('{"a": 1}'))
  })
})

describe('inspectBase', () => {
  it.each<[string, FixtureOptions]>([
    ['open-action', { catalog: '/OpenAction[3 0 R/Fit]' }],
    ['optional-content', { catalog: '/OCProperties<</OCGs[]/D<<>>>>' }],
    ['external-content', { catalog: '/Collection<<>>' }],
    ['additional-actions', { catalog: '/AA<<>>' }],
    ['additional-actions', { objects: ['<</Deep[<</AA<<>>>>]>>'] }],
    ['javascript', { catalog: '/Names<</JavaScript<</Names[]>>>>' }],
    ['javascript', { objects: ['<</S/JavaScript>>'] }],
    ['foreign-action', { objects: ['<</S/URI/URI(https://example.com)>>'] }],
    ['foreign-action', { objects: ['<</Type/Action/S/SubmitForm/F(x)>>'] }],
    ['external-content', { objects: ['<</F(other.bin)/Length 0>>\nstream\n\nendstream'] }],
    ['external-content', { objects: ['<</Subtype/Form/BBox[0 0 1 1]/Ref<<>>/Length 0>>\nstream\n\nendstream'] }],
    ['dangling-reference', { objects: ['[90 0 R]'] }],
    ['dangling-reference', { objects: ['[9 0 R]'] }],
    ['foreign-action', { objects: ['<</S 21 0 R/URI(https://example.com)>>', '/URI'] }],
    ['unlisted-attachment', { objects: ['[<</Type/Filespec/F(x)/EF<</F 21 0 R>>>>]', '<</Length 0>>\nstream\n\nendstream'] }],
    ['unlisted-attachment', { objects: ['<</Type/Filespec/EF<<>>>>'] }],
    ['foreign-annotation', { pageEntries: '/Annots[20 0 R]', objects: ['<</Type/Annot/Subtype/FileAttachment/Rect[0 0 1 1]>>'] }],
    ['foreign-annotation', { pageEntries: '/Annots[20 0 R]', objects: ['<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 1 1]>>'] }],
    ['foreign-annotation', { pageEntries: '/Annots[null]' }],
    ['foreign-annotation', { pageEntries: '/Annots<<>>' }],
    ['foreign-annotation', { pageEntries: '/Annots[20 0 R]', objects: ['<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/Dest[3 0 R/Fit]/AP<</N 11 0 R>>>>'] }],
    ['foreign-action', { pageEntries: '/Annots[20 0 R]', objects: ['<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/Named/N/Print>>>>'] }],
    ['foreign-action', { pageEntries: '/Annots[20 0 R]', objects: ['<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/GoTo/D[3 0 R/Fit]/Next<<>>>>>>'] }],
    ['field-ambiguous', { fields: ['borrower', 'borrower'] }],
  ])('finds %s', (code, options) => {
    expect(codes(contractFixture(options))).toEqual([code])
  })

  // What stands in the frozen file instead.
  it.each<[what: string, from: string, to: string, code: string]>([
    ['is on already', '/AS/Off/V/Off', '/AS/Sealed/V/Off', 'straddle-seal'],
    ['lies in the middle of the page', '/Rect[535 361 595 481]', '/Rect[435 361 495 481]', 'straddle-seal'],
    ['reaches into the text', '/Rect[535 361 595 481]', '/Rect[035 361 595 481]', 'straddle-seal'],
    ['is as long as the page', '/Rect[535 361 595 481]', '/Rect[535 001 595 841]', 'straddle-seal'],
    ['has its corners the other way round', '/Rect[535 361 595 481]', '/Rect[535 842 595 000]', 'straddle-seal'],
    ['takes more than a sixth of a narrow page', '/MediaBox[0 0 595 842]', '/MediaBox[300 0 595 842]', 'straddle-seal'],
    ['takes more than a third of a low page', '/MediaBox[0 0 595 842]', '/MediaBox[0 361 595 700]', 'straddle-seal'],
    ['stands on a page of other units', '/Type/Page/Parent 2 0 R', '/Type/Page/UserUnit 10/Parent 2 0 R', 'straddle-seal'],
    ['is all that is shown of its page', '/MediaBox[0 0 595 842]', '/MediaBox[535 361 595 481]/CropBox[0 0 595 842]', 'straddle-seal'],
    ['is seen at the left of a page turned over', '/MediaBox[0 0 595 842]', '/MediaBox[0 0 595 842]/Rotate 180', 'straddle-seal'],
    ['is seen at the foot of a page turned once', '/MediaBox[0 0 595 842]', '/MediaBox[0 0 595 842]/Rotate 90', 'straddle-seal'],
    ['lies outside of what is shown of its page', '/MediaBox[0 0 595 842]', '/MediaBox[0 0 595 842]/CropBox[0 0 500 842]', 'straddle-seal'],
    ['does not print', '/F 4/T(straddle', '/F 0/T(straddle', 'straddle-seal'],
    ['could be ticked by hand', '/Ff 1', '/Ff 0', 'straddle-seal'],
    ['has an action', '/T(straddle-seal-1)', '/A<<>>/T(straddle-seal-1)', 'straddle-seal'],
    ['has a ground', '/T(straddle-seal-1)', '/MK<</BG[1 1 1]>>/T(straddle-seal-1)', 'straddle-seal'],
    ['writes text once it is on', '110 60 l 60 10 l h S', 'BT (x) Tj ET        ', 'straddle-seal'],
    ['has a font at hand', '/BBox[0 0 120 120]/Resources<<>>', '/BBox[0 0 120 120]/Resources<</Font<</F1 7 0 R>>>>', 'straddle-seal'],
    ['is a group', '/BBox[0 0 120 120]', '/Group<<>>/BBox[0 0 120 120]', 'straddle-seal'],
    ['shows something while it is off', '/Off 16 0 R', '/Off 19 0 R', 'straddle-seal'],
    ['is no checkbox', '/FT/Btn', '/FT/Tx ', 'straddle-seal'],
    ['has a third look', '/Off 16 0 R', '/Off 16 0 R/X 16 0 R', 'straddle-seal'],
    ['is locked by nobody', '(straddle-seal-1)(', '(straddle-seal-0)(', 'straddle-seal'],
    ['is locked with all the rest', '/Action/Include', '/Action/All    ', 'straddle-seal'],
    ['is locked twice', '/T(borrower)/F 4', '/T(borrower)/F 4/Lock<</Action/Include/Fields[(straddle-seal-1)]>>', 'straddle-seal'],
    ['is shown on two pages', '/Annots[14 0 R]', '/Annots[14 0 R 15 0 R]', 'straddle-seal'],
    ['is no straddle seal but another checkbox', '/Sealed 17 0 R', '/Sealde 17 0 R', 'foreign-annotation'],
  ])('refuses a straddle seal that %s', (_, from, to, code) => {
    const text = new TextDecoder('latin1').decode(contractFixture({ straddleSeal: true }))
    expect(text).toContain(from)
    expect(codes(rewrite(text.replace(from, to)))).toContain(code)
  })

  // What stands in the frozen file instead, of the lender's field.
  it.each<[what: string, from: string, to: string]>([
    ['covers its page', '/Rect[72 500 242 560]', '/Rect[0 0 595 842]'],
    ['covers its page, its corners the other way round', '/Rect[72 500 242 560]', '/Rect[595 0 0 842]'],
    ['lies upon the borrower’s', '/Rect[72 500 242 560]', '/Rect[72 590 242 650]'],
    ['is shown on paper only', '/T(lender)/F 4', '/T(lender)/F 36'],
    ['is shown on screen only', '/T(lender)/F 4', '/T(lender)/F 0'],
    ['keeps its size when the page grows', '/T(lender)/F 4', '/T(lender)/F 28'],
    ['has a ground', '/T(lender)', '/T(lender)/MK<</BG[1 1 1]>>'],
    ['has a look for a hovering pointer', '/AP<</N 13 0 R', '/AP<</R 11 0 R/N 13 0 R'],
    ['shows something already', '/AP<</N 13 0 R', '/AP<</N 20 0 R'],
    ['is shown on two pages', '/Contents 5 0 R', '/Annots[12 0 R]/Contents 5 0 R'],
  ])('refuses a signature field that %s', (_, from, to) => {
    const text = new TextDecoder('latin1').decode(contractFixture({ objects: ['<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 9>>\nstream\n0 0 9 9 f\nendstream'] }))
    expect(text).toContain(from)
    expect(codes(rewrite(text.replace(from, to)))).toContain('field-look')
  })

  it('refuses two slices of a straddle seal on one page', () => {
    const text = new TextDecoder('latin1').decode(contractFixture({ straddleSeal: true }))
    const moved = text.replace('/Annots[14 0 R]', '/Annots[14 0 R 15 0 R]').replace('12 0 R 15 0 R]>>', '12 0 R]>>')
    expect(inspectBase(rewrite(moved))).toMatchObject({ findings: [{ code: 'straddle-seal' }], straddleSeals: [{ page: 1 }, { page: 1 }] })
  })

  it.each(otherPageBases({ form: 'table' }))('refuses what viewers take for other pages: $what', ({ what, base }) => {
    if (what.endsWith('of another generation')) expect(codes(base)).toContain('dangling-reference')
    else expect(() => inspectBase(base)).toThrow(expect.objectContaining({ code: 'pdf-malformed' }) as Error)
  })

  it('has nothing against links inside the document', () => {
    const links = ['<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/Dest[3 0 R/Fit]>>', '<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/GoTo/D[3 0 R/Fit]>>>>']
    expect(codes(contractFixture({ pageEntries: '/Annots[20 0 R 21 0 R]', objects: links }))).toEqual([])
  })

  it('finds what the form asks for', () => {
    const text = new TextDecoder('latin1').decode(contractFixture())
    expect(codes(latin1(text.replace('/SigFlags 3', '/XFA []    ')))).toEqual(['xfa'])
    expect(codes(appendTable(contractFixture(), new Map([[6, '<</Fields[]/NeedAppearances true>>']])))).toEqual(['several-revisions', 'need-appearances'])
  })

  it('finds revisions, trailing bytes, encryption and signed fields', async () => {
    const base = contractFixture()
    expect(codes(appendTable(base, new Map()))).toEqual(['several-revisions'])
    for (const form of ['hybrid', 'linearized', 'linearized-stream'] as const) expect(codes(contractFixture({ form }))).toEqual(['several-revisions'])
    expect(codes(latin1(`${new TextDecoder('latin1').decode(base)}\n`))).toEqual(['bytes-after-end'])
    expect(codes(latin1(new TextDecoder('latin1').decode(base).replace('/Root 1 0 R', '/Root 1 0 R/Encrypt<<>>')))).toEqual(['encrypted'])
    const { signer } = await makeTestPki()
    const signed = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18Z'), signer })
    expect(codes(signed)).toEqual(['several-revisions', 'field-signed'])
  })
})

describe('extractAttachment', () => {
  it('refuses names that are not there, stand twice, or have two contents', () => {
    const extract = (options: FixtureOptions, name = 'loan.json'): string => {
      try {
        extractAttachment({ pdf: readPdf(contractFixture(options)), name })
        return 'found'
      } catch (error) {
        return error instanceof SignatureError ? error.code : String(error)
      }
    }
    expect(extract(attached)).toBe('found')
    expect(extract(attached, 'other.json')).toBe('attachment-not-found')
    expect(extract({ ...attached, catalog: '/Names<</EmbeddedFiles<</Names[(loan.json) 20 0 R(loan.json) 20 0 R]>>>>' })).toBe('pdf-malformed')
    expect(extract({ ...attached, objects: ['<</EF<</F 21 0 R/UF 22 0 R>>>>', attached.objects![1]!, attached.objects![1]!] })).toBe('pdf-malformed')
    expect(extract({ catalog: names, objects: ['<</EF<<>>>>'] })).toBe('attachment-not-found')
  })
})

/** The file with its table made again: its objects moved. */
function rewrite(text: string): Uint8Array {
  const bodies = [...text.matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)].map((match): [number, string] => [Number(match[1]), match[2]!])
  return writePdf(new Map(bodies))
}
