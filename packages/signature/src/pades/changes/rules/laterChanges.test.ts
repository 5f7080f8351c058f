import { beforeAll, describe, expect, it } from 'vitest'
import { appendTable } from '../../../pdf/pdf.fixture.js'
import { contractFixture } from '../../contract.fixture.js'
import { makeTestPki, type TestPki } from '../../pki.fixture.js'
import { signPdf } from '../../signing/signPdf.js'
import type { SignatureReport, ValidationReport } from '../../validation/verdict/report.js'
import { verifyPdf } from '../../validation/verifyPdf.js'

const look = (text = ''): string => `<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<<>>/Length ${text.length}>>\nstream\n${text}\nendstream`
const at = '/Type/Annot/Subtype/Widget/F 4/P 3 0 R/Rect[72 400 172 420]'

/** 20 a text, 22 a choice, 24 a checkbox, 26 two radio buttons (27, 28), 29 a text that nobody may fill in, 30 a push button, 31 a remark. */
const objects = [
  `<<${at}/FT/Tx/T(phone)/AP<</N 21 0 R>>>>`,
  look(),
  `<<${at}/FT/Ch/T(purpose)/Opt[(a)(b)]/AP<</N 23 0 R>>>>`,
  look(),
  `<<${at}/FT/Btn/T(copy)/AP<</N<</Off 25 0 R/Yes 21 0 R>>>>/AS/Off/V/Off>>`,
  look(),
  '<</FT/Btn/Ff 49152/T(way)/Kids[27 0 R 28 0 R]/V/Off>>',
  `<<${at}/Parent 26 0 R/AP<</N<</Off 25 0 R/sms 21 0 R>>>>/AS/Off>>`,
  `<<${at}/Parent 26 0 R/AP<</N<</Off 25 0 R/post 21 0 R>>>>/AS/Off>>`,
  `<<${at}/FT/Tx/Ff 1/T(rate)/V(4.25)/AP<</N 21 0 R>>>>`,
  `<<${at}/FT/Btn/Ff 65536/T(go)>>`,
  '<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/Contents(a)>>',
]
const annotations = '/Annots[20 0 R 22 0 R 24 0 R 27 0 R 28 0 R 29 0 R 30 0 R 31 0 R]'
const page = `/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 5 0 R`

let pki: TestPki
beforeAll(async () => {
  pki = await makeTestPki()
})

const verify = (bytes: Uint8Array): Promise<ValidationReport> => verifyPdf(bytes, { trustAnchors: [pki.root] })
/** With further objects from 32. */
const frozen = (...further: string[]): Uint8Array => contractFixture({ objects: [...objects, ...further], pageEntries: annotations, moreFields: [20, 22, 24, 26, 29, 30] })

/** Signs, then appends these objects. */
async function after(bodies: Record<number, string>, certification?: 1 | 2 | 3, unsigned = frozen()): Promise<SignatureReport> {
  const base = await signPdf({ base: unsigned, ...(certification ? { certification } : {}), field: 'borrower', signerName: 'a', signingTime: new Date('2026-11-20T02:42:18Z'), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
  const report = await verify(appendTable(base, new Map(Object.entries(bodies).map(([number, body]) => [Number(number), body]))))
  return report.signatures[0]!
}

describe('an empty signature field that gets a signature', () => {
  const lender = '<</Type/Annot/Subtype/Widget/FT/Sig/T(lender)/F 4/P 4 0 R/Rect[72 500 242 560]/AP<</N 13 0 R>>/V 61 0 R>>'
  const value = '<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>'
  const kindOf = async (object: number, bodies: Record<number, string>, base?: Uint8Array): Promise<string | undefined> =>
    (await after({ 12: lender, 61: value, ...bodies }, undefined, base)).changesSince.find((change) => change.object === object)?.kind

  it('may be locked, and no other flag of it changes', async () => {
    expect(await kindOf(12, {})).toBe('signature')
    expect(await kindOf(12, { 12: lender.replace('/F 4', '/F 132') })).toBe('signature')
    for (const flags of ['/F 6', '/F 128', '/F 134', '']) expect(await kindOf(12, { 12: lender.replace('/F 4', flags) }), flags).toBe('suspicious')
  })

  it('has its empty look replaced where it stands, unless something else shows it', async () => {
    const drawn = { 13: look('0 0 m 9 9 l S') }
    expect(await kindOf(13, drawn)).toBe('signature')
    expect(await kindOf(13, drawn, frozen('[13 0 R]'))).toBe('suspicious')
    expect(await kindOf(13, { 13: '<</N 5 0 R>>' })).toBe('suspicious')
  })
})

describe('a new signature field that no page shows', () => {
  const fields = '[10 0 R 12 0 R 20 0 R 22 0 R 24 0 R 26 0 R 29 0 R 30 0 R]'
  const form = (list: string, rest = ''): string => `<</Fields${list}/SigFlags 3/DR<</Font<</F1 7 0 R>>>>${rest}>>`
  const grown = fields.replace(']', ' 60 0 R]')
  const added = (rest: string, drawn = '', { name = 'x', bodies = {}, base }: { readonly name?: string; readonly bodies?: Record<number, string>; readonly base?: Uint8Array } = {}): Promise<SignatureReport> =>
    after({
      6: form(grown),
      60: `<<${rest}/FT/Sig/T(${name})/V 61 0 R>>`,
      61: '<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>',
      62: look(drawn),
      ...bodies,
    }, undefined, base)
  const kindsOf = ({ changesSince }: SignatureReport): string[] => [...new Set(changesSince.filter(({ object }) => object >= 60).map(({ kind }) => kind))].sort()
  const widget = '/Type/Annot/Subtype/Widget/F 132/P 3 0 R/Rect[0 0 0 0]'

  it('may have no widget, or one of no size that draws nothing', async () => {
    for (const rest of ['', widget, `${widget}/AP<</N 62 0 R>>`]) expect(kindsOf(await added(rest, ' \n')), rest).toContain('signature-field')
  })

  it('is suspicious of a name that there was, with what acts, in a form that changed besides, or with a value that was there before', async () => {
    expect(kindsOf(await added('', '', { name: 'lender' }))).toContain('suspicious')
    for (const rest of ['/AA<<>>', '/A<</S/Named>>', '/Kids[]', `${widget}/AA<<>>`]) expect(kindsOf(await added(rest)), rest).toContain('suspicious')
    for (const rest of ['/NeedAppearances true', '/XFA()', '/CO[]']) expect(kindsOf(await added('', '', { bodies: { 6: form(grown, rest) } })), rest).toContain('suspicious')
    expect(kindsOf(await added('', '', { bodies: { 60: '<</FT/Sig/T(x)/V 32 0 R>>' }, base: frozen('<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>') }))).toContain('suspicious')
  })

  it('may stand in a list of the form’s own, which nothing else shows', async () => {
    const listed = (...further: string[]): Uint8Array => appendTable(frozen(fields, ...further), new Map([[6, form(' 32 0 R')]]))
    const bodies = { 6: form(' 32 0 R'), 32: grown }
    const kindOfList = async (base: Uint8Array): Promise<string | undefined> => (await added('', '', { bodies, base })).changesSince.find(({ object }) => object === 32)?.kind
    expect(await kindOfList(listed())).toBe('signature-field')
    expect(await kindOfList(listed('<</Annots 32 0 R>>'))).toBe('suspicious')
  })

  it('that is shown lies upon no annotation, and a document timestamp draws nothing', async () => {
    const shown = (rect: string, subFilter = 'ETSI.CAdES.detached', drawn = '/AP<</N 62 0 R>>'): Promise<SignatureReport> =>
      added(`/Type/Annot/Subtype/Widget/F 132/P 3 0 R/Rect${rect}${drawn}`, '0 0 m 9 9 l S', {
        bodies: { 3: `<<${page}${annotations.replace(']', ' 60 0 R]')}>>`, 61: `<</Type/Sig/SubFilter/${subFilter}/ByteRange[0 1 2 3]/Contents<00>>>` },
      })
    expect(kindsOf(await shown('[300 500 400 520]'))).toEqual(['visible-signature-field'])
    expect(kindsOf(await shown('[171 419 400 520]'))).toContain('suspicious')
    expect(kindsOf(await shown('[171 419 400 520]', undefined, '/MK<</BG[1 1 1]>>'))).toContain('suspicious')
    expect(kindsOf(await shown('[300 500 400 520]', 'ETSI.RFC3161'))).toContain('suspicious')
  })

  it('may have no other look', async () => {
    for (const looks of ['<</N 62 0 R>>', '<</R 62 0 R>>', '<</N<</On 62 0 R>>>>', '[62 0 R]', '<</N 5 0 R>>']) expect(kindsOf(await added(`${widget}/AP${looks}`, '0 0 m 9 9 l S')), looks).toContain('suspicious')
  })
})

describe('filling in a form', () => {
  it.each<[string, Record<number, string>, number]>([
    ['a text with its look', { 20: objects[0]!.replace('21 0 R', '50 0 R').replace('/T(', '/V(13800000187)/T('), 50: look('0 0 m 9 9 l S') }, 2],
    ['a text whose look is replaced where it stands', { 22: objects[2]!.replace('/T(', '/V(b)/T('), 23: look('0 0 m 9 9 l S') }, 2],
    ['a choice of two', { 22: objects[2]!.replace('/T(', '/V[(a)(b)]/I[0 1]/T(') }, 1],
    ['a checkbox', { 24: objects[4]!.replace('/AS/Off/V/Off', '/AS/Yes/V/Yes') }, 1],
    ['a radio button', { 26: objects[6]!.replace('/V/Off', '/V/sms'), 27: objects[7]!.replace('/AS/Off', '/AS/sms') }, 2],
  ])('%s is permitted and named', async (_, bodies, count) => {
    const report = await after(bodies)
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', warnings: expect.arrayContaining(['form-filled']) as unknown })
    expect(report.changesSince.map(({ kind }) => kind)).toEqual(Array.from({ length: count }, () => 'form-filling'))
  })

  it('a value that was there when it was signed may not be another, nor be taken out', async () => {
    const filled = (value: string): Uint8Array =>
      contractFixture({ objects: objects.map((body, index) => (index === 0 ? body.replace('/T(', `/V${value}/T(`) : index === 4 ? body.replace('/AS/Off/V/Off', '/AS/Yes/V/Yes') : body)), pageEntries: annotations, moreFields: [20, 22, 24, 26, 29, 30] })
    const outcome = async (base: Uint8Array, number: number, body: string): Promise<string> => {
      const signed = await signPdf({ base, field: 'borrower', signerName: 'a', signingTime: new Date('2026-11-20T02:42:18Z'), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
      return (await verify(appendTable(signed, new Map([[number, body]])))).indication
    }
    expect(await outcome(filled('()'), 20, objects[0]!.replace('/T(', '/V(1)/T('))).toBe('TOTAL-PASSED')
    expect(await outcome(filled('(300000)'), 20, objects[0]!.replace('/T(', '/V(999999)/T('))).toBe('TOTAL-FAILED')
    expect(await outcome(filled('(300000)'), 20, objects[0]!)).toBe('TOTAL-FAILED')
    expect(await outcome(filled('()'), 24, objects[4]!)).toBe('TOTAL-FAILED')
  })

  it('a look that its own field shows in two states is not replaced where it stands', async () => {
    const twice = objects[2]!.replace('/N 23 0 R', '/N 23 0 R/D 23 0 R')
    const base = contractFixture({ objects: objects.map((body, index) => (index === 2 ? twice : body)), pageEntries: annotations, moreFields: [22] })
    const filled = twice.replace('/T(', '/V(b)/T(')
    expect((await after({ 22: filled }, undefined, base)).warnings).toContain('form-filled')
    expect((await after({ 22: filled, 23: look('0 0 m 9 9 l S') }, undefined, base)).warnings).toContain('suspicious-change')
  })

  it('a value is written for its field, and none that stood in the file', async () => {
    const filled = { 20: objects[0]!.replace('/T(', '/V 32 0 R/T(') }
    expect((await after({ 20: objects[0]!.replace('/T(', '/V 50 0 R/T('), 50: '(13800000187)' })).warnings).toContain('form-filled')
    expect((await after(filled, undefined, frozen('(13800000187)'))).warnings).toContain('suspicious-change')
  })

  it.each<[string, Record<number, string>]>([
    ['another look, though the value stays', { 20: objects[0]!.replace('21 0 R', '50 0 R'), 50: look('0 0 m 9 9 l S') }],
    ['the look where it stands, though the value stays', { 23: look('0 0 m 9 9 l S') }],
    ['a look that something else shows too', { 20: objects[0]!.replace('/T(', '/V(1)/T('), 21: look('0 0 m 9 9 l S') }],
    ['a look that stood elsewhere in the file', { 20: objects[0]!.replace('21 0 R', '11 0 R').replace('/T(', '/V(1)/T(') }],
    ['a value that stood elsewhere in the file', { 20: objects[0]!.replace('/T(', '/V 5 0 R/T(') }],
    ['a field that grows', { 20: objects[0]!.replace('172 420', '572 820').replace('/T(', '/V(1)/T(') }],
    ['a field that acts', { 20: objects[0]!.replace('/T(', '/V(1)/AA<<>>/T(') }],
    ['a field that nobody may fill in', { 29: objects[9]!.replace('4.25', '9.99') }],
    ['a push button', { 30: objects[10]!.replace('/T(', '/V/Yes/AS/Off/T(') }],
    ['a checkbox with a new look', { 24: objects[4]!.replace('/Yes 21 0 R', '/Yes 50 0 R').replace('/AS/Off/V/Off', '/AS/Yes/V/Yes'), 50: look('0 0 m 9 9 l S') }],
    ['a state the checkbox has no look for', { 24: objects[4]!.replace('/AS/Off/V/Off', '/AS/No/V/No') }],
    ['a widget that moves', { 26: objects[6]!.replace('/V/Off', '/V/sms'), 27: objects[7]!.replace('/AS/Off', '/AS/sms').replace('172 420', '572 820') }],
  ])('%s is suspicious', async (_, bodies) => {
    expect(await after(bodies)).toMatchObject({ indication: 'TOTAL-FAILED', warnings: expect.arrayContaining(['suspicious-change']) as unknown })
  })
})

describe('remarks upon a page', () => {
  const remark = { 3: `<<${page}${annotations.replace(']', ' 50 0 R]')}>>`, 50: '<</Type/Annot/Subtype/FreeText/Rect[70 690 300 720]/Contents(x)>>' }

  it('are suspicious, added, changed or taken away, where no certification permits them', async () => {
    for (const bodies of [remark, { 31: objects[11]!.replace('(a)', '(b)') }, { 3: `<<${page}${annotations.replace(' 31 0 R', '')}>>` }]) {
      expect(await after(bodies)).toMatchObject({ indication: 'TOTAL-FAILED', warnings: expect.arrayContaining(['suspicious-change']) as unknown })
    }
  })

  it('are permitted by a certification that says so, and named', async () => {
    const cases = [remark, { 31: objects[11]!.replace('(a)', '(b)') }, { 3: `<<${page}${annotations.replace(' 31 0 R', '')}>>` }]
    for (const bodies of cases) {
      const report = await after(bodies, 3)
      expect(report).toMatchObject({ indication: 'TOTAL-PASSED', warnings: expect.arrayContaining(['annotation-added']) as unknown })
      expect(new Set(report.changesSince.map(({ kind }) => kind))).toEqual(new Set(['annotation']))
      expect((await after(bodies, 2)).warnings).toContain('suspicious-change')
      expect((await after(bodies, 1)).warnings).toContain('suspicious-change')
    }
  })

  it('are suspicious where something else shows what was changed', async () => {
    const changed = { 31: objects[11]!.replace('(a)', '(b)') }
    expect((await after(changed, 3, frozen('[32 0 R]'))).indication).toBe('TOTAL-PASSED')
    expect((await after(changed, 3, frozen('[31 0 R]'))).warnings).toContain('suspicious-change')
  })

  it.each<[string, Record<number, string>]>([
    ['that lead elsewhere', { 3: remark[3], 50: remark[50].replace('/FreeText', '/FreeText/A<</S/URI/URI(https://example.com)>>') }],
    ['that are links', { 3: remark[3], 50: remark[50].replace('/FreeText', '/Link') }],
    ['that are fields besides', { 3: remark[3], 50: remark[50].replace('/FreeText', '/FreeText/FT/Tx') }],
    ['that are fields', { 3: remark[3], 50: remark[50].replace('/FreeText', '/Widget/FT/Tx') }],
    ['that bring another content along', { 3: remark[3].replace('/Contents 5 0 R', '/Contents 8 0 R'), 50: remark[50] }],
    ['in another order', { 3: `<<${page}${annotations.replace('20 0 R 22 0 R', '22 0 R 20 0 R').replace(']', ' 50 0 R]')}>>`, 50: remark[50] }],
    ['in place of a field', { 3: `<<${page}${annotations.replace('29 0 R', '50 0 R')}>>`, 50: remark[50] }],
    ['a page without its field', { 3: `<<${page}${annotations.replace(' 29 0 R', '')}>>` }],
  ])('%s are suspicious whatever is permitted', async (_, bodies) => {
    expect(await after(bodies, 3)).toMatchObject({ indication: 'TOTAL-FAILED', warnings: expect.arrayContaining(['suspicious-change']) as unknown })
  })
})

describe('a certification', () => {
  const filled = { 24: objects[4]!.replace('/AS/Off/V/Off', '/AS/Yes/V/Yes') }

  it('permits what it says: nothing, filling in, remarks too', async () => {
    expect(await after(filled, 1)).toMatchObject({ indication: 'TOTAL-FAILED', warnings: expect.arrayContaining(['forbidden-change']) as unknown })
    expect(await after(filled, 2)).toMatchObject({ indication: 'TOTAL-PASSED', warnings: expect.arrayContaining(['form-filled']) as unknown })
    expect(await after(filled, 3)).toMatchObject({ indication: 'TOTAL-PASSED' })
    expect((await after({}, 1)).indication).toBe('TOTAL-PASSED')
  })

  const sign = (base: Uint8Array, field: string, certification?: 1 | 2 | 3): Promise<Uint8Array> =>
    signPdf({ base, field, ...(certification ? { certification } : {}), signerName: 'a', signingTime: new Date('2026-11-20T02:42:18Z'), signer: pki.signer, timestampAuthority: pki.timestampAuthority })

  it('without further signatures fails when one comes, and binds those who sign later too', async () => {
    const second = await sign(await sign(frozen(), 'borrower', 1), 'lender')
    expect((await verify(second)).signatures.map(({ indication, warnings }) => [indication, warnings.includes('forbidden-change')])).toEqual([['TOTAL-FAILED', true], ['TOTAL-PASSED', false]])
    const remarked = async (level: 2 | 3): Promise<(string | boolean)[]> => {
      const base = await sign(await sign(frozen(), 'borrower', level), 'lender')
      return (await verify(appendTable(base, new Map([[31, objects[11]!.replace('(a)', '(b)')]]), { trailer: '/Root 1 0 R' }))).signatures.map(({ indication }) => indication)
    }
    const ticked = await verify(appendTable(second, new Map([[24, filled[24]]]), { trailer: '/Root 1 0 R' }))
    expect(ticked.signatures.map(({ warnings }) => warnings.includes('forbidden-change'))).toEqual([true, true])
    expect(await remarked(3)).toEqual(['TOTAL-PASSED', 'TOTAL-PASSED'])
    expect(await remarked(2)).toEqual(['TOTAL-FAILED', 'TOTAL-FAILED'])
  })

  it('is the first signature or none', async () => {
    await expect(sign(await sign(frozen(), 'borrower'), 'lender', 2)).rejects.toMatchObject({ code: 'field-already-signed' })
  })

  it('that a later revision takes away or makes milder is suspicious', async () => {
    const base = await sign(frozen(), 'borrower', 2)
    const catalog = (perms: string): Map<number, string> => new Map([[1, `<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R${perms}>>`], [50, '<</Type/Sig/Reference[<</TransformMethod/DocMDP/TransformParams<</P 3>>>>]>>']])
    for (const perms of ['', '/Perms<</DocMDP 50 0 R>>']) expect((await verify(appendTable(base, catalog(perms)))).indication).toBe('TOTAL-FAILED')
  })
})

describe('fields that a signature locks', () => {
  it.each<[string, boolean]>([
    ['(group)', true],
    ['(group.copy)', true],
    ['(gro)', false],
    ['(group.copy.more)', false],
  ])('by the name of the field above them, not by a part of a name: %s, %s', async (name, isForbidden) => {
    const box = `<<${at}/Parent 32 0 R/FT/Btn/T(copy)/AP<</N<</Off 25 0 R/Yes 21 0 R>>>>/AS/Off/V/Off>>`
    const base = contractFixture({ objects: [...objects, '<</T(group)/Kids[33 0 R]>>', box], pageEntries: annotations.replace(']', ' 33 0 R]'), moreFields: [20, 32] })
    const field = `<</Type/Annot/Subtype/Widget/FT/Sig/T(borrower)/F 4/P 4 0 R/Rect[72 600 242 660]/AP<</N 11 0 R>>/Lock<</Action/Include/Fields[${name}]>>>>`
    const report = await after({ 33: box.replace('/AS/Off/V/Off', '/AS/Yes/V/Yes') }, undefined, appendTable(base, new Map([[10, field]])))
    expect(report.changesSince.map(({ kind }) => kind)).toEqual(['form-filling'])
    expect(report.warnings.includes('forbidden-change')).toBe(isForbidden)
  })

  it.each<[string, boolean]>([
    ['/Action/All', true],
    ['/Action/Include/Fields[(phone)(copy)]', true],
    ['/Action/Include/Fields[(phone)]', false],
    ['/Action/Exclude/Fields[(copy)]', false],
    ['/Action/Exclude/Fields[(phone)]', true],
  ])('with %s: a checkbox ticked later is forbidden: %s', async (lock, isForbidden) => {
    const base = contractFixture({ objects, pageEntries: annotations, moreFields: [20, 22, 24, 26, 29, 30] })
    const field = '<</Type/Annot/Subtype/Widget/FT/Sig/T(borrower)/F 4/P 4 0 R/Rect[72 600 242 660]/AP<</N 11 0 R>>'
    const locked = appendTable(base, new Map([[10, `${field}/Lock<<${lock}>>>>`]]))
    const signed = await signPdf({ base: locked, field: 'borrower', signerName: 'a', signingTime: new Date('2026-11-20T02:42:18Z'), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
    const report = await verify(appendTable(signed, new Map([[24, objects[4]!.replace('/AS/Off/V/Off', '/AS/Yes/V/Yes')]])))
    expect(report.signatures[0]!.warnings.includes('forbidden-change')).toBe(isForbidden)
    expect(report.indication).toBe(isForbidden ? 'TOTAL-FAILED' : 'TOTAL-PASSED')
  })
})
