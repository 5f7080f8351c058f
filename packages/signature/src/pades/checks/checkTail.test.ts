import { latin1 } from '../../pdf/syntax/write.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../../der/bytes.js'
import { appendRevision, type AppendedObject } from '../../pdf/appendRevision.js'
import { readPdf } from '../../pdf/readPdf.js'
import { checkTail } from './checkTail.js'
import { appendTable, fixtureForms } from '../../pdf/pdf.fixture.js'
import { contractFixture } from '../contract.fixture.js'
import { embedSignature } from '../signing/embedSignature.js'
import { joinPrepared } from '../signing/joinPrepared.js'
import { prepareSignature } from '../signing/prepareSignature.js'

const appearance = { kind: 'mask', width: 16_000, height: 4_000, columns: 16, rows: 2, bits: 'qqpVVQ' } as const
const options = { field: 'borrower', signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18Z'), evidenceRoot: new Uint8Array(32).fill(7), contentsSize: 200 }

describe.each(fixtureForms)('the tail grammar, base with cross-reference %s', (form) => {
  let base: Uint8Array<ArrayBuffer>
  let tailObjects: AppendedObject[]

  beforeAll(async () => {
    base = contractFixture({ form })
    const prepared = await prepareSignature({ base, ...options, appearance })
    const pdf = readPdf(joinPrepared({ base, prepared }))
    // The honest tail's objects, to be served again beside something dishonest.
    tailObjects = []
    pdf.sections[0]!.entries.forEach((entry, number) => {
      if (entry.type !== 'offset' || entry.offset === pdf.sections[0]!.offset) return
      const [start, end] = pdf.objectRange(number)!
      const whole = pdf.bytes.subarray(start, end)
      const text = new TextDecoder('latin1').decode(whole)
      const head = text.indexOf('obj\n') + 4
      tailObjects.push({ number, generation: 0, body: whole.subarray(head, whole.length - '\nendobj'.length) })
    })
  })

  const forged = (extra: readonly AppendedObject[], replace: readonly AppendedObject[] = tailObjects): Uint8Array =>
    concatBytes([base, appendRevision(readPdf(base), [...replace, ...extra]).tail])
  const codes = (revision: Uint8Array): string[] => checkTail({ base, revision }).problems.map(({ code }) => code)

  it('accepts what prepareSignature makes, and gives the same bytes again', async () => {
    const prepared = await prepareSignature({ base, ...options, appearance })
    expect(JSON.parse(JSON.stringify(prepared))).toEqual(await prepareSignature({ base, ...options, appearance }))
    expect(checkTail({ base, revision: joinPrepared({ base, prepared }) })).toEqual({ ok: true, problems: [], field: 'borrower' })
  })

  it('accepts a seal that says what it is in words', async () => {
    const seal = { kind: 'paths', width: 100, height: 100, operators: '0 0 m 9 9 l S', text: '青溪县农村信用合作联社' } as const
    const revision = joinPrepared({ base, prepared: await prepareSignature({ base, ...options, appearance: seal }) })
    expect(checkTail({ base, revision })).toMatchObject({ ok: true })
    expect(textOf(revision)).toContain('/Span<</ActualText<feff9752')
    const hidden = Array.from(revision.subarray(base.length), (octet) => String.fromCharCode(octet)).join('').replace('BDC\nq\n', 'BDC\nW\n')
    expect(checkTail({ base, revision: concatBytes([base, latin1(hidden)]) }).problems.map(({ code }) => code)).toContain('appearance')
  })

  it('accepts a second tail upon a signed one', async () => {
    const first = await prepareSignature({ base, ...options })
    const signed = await embedSignature({ base, prepared: first, cms: Uint8Array.of(0x30, 0) })
    const second = await prepareSignature({ base: signed, ...options, field: 'lender' })
    expect(checkTail({ base: signed, revision: joinPrepared({ base: signed, prepared: second }) }).ok).toBe(true)
  })

  it.each([
    [3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R>>', 'Page'],
    [7, '<</Type/Font/Subtype/Type1/BaseFont/Courier>>', 'Font'],
    [2, '<</Type/Pages/Kids[4 0 R 3 0 R]/Count 2>>', 'Pages'],
    [1, '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/OpenAction 5 0 R>>', 'Catalog'],
    [5, '<</Length 0>>\nstream\n\nendstream', undefined],
  ])('refuses a tail that also redefines object %i (%s)', (number, body, what) => {
    const report = checkTail({ base, revision: forged([{ number, generation: 0, body: latin1(body) }]) })
    expect(report.problems).toContainEqual({ code: 'redefines-foreign-object', object: number, ...(what === undefined ? {} : { what }) })
  })

  it('refuses a field whose other keys change', () => {
    const moved = tailObjects.map((object) =>
      object.number === 10 ? { ...object, body: latin1(new TextDecoder('latin1').decode(object.body).replace('72 600', '72 100')) } : object,
    )
    expect(codes(forged([], moved))).toContain('field-key-changed')
  })

  it('refuses loose objects, gaps, a second end and another catalog', () => {
    expect(codes(forged([{ number: 90, generation: 0, body: latin1('<</Loose true>>') }]))).toContain('unreachable-object')
    const honest = forged([])
    expect(codes(concatBytes([honest, latin1('\n%%EOF\n')]))).toContain('second-eof')
    expect(codes(concatBytes([honest, latin1(' ')]))).toContain('second-eof')
    const tail = Array.from(honest.subarray(base.length), (octet) => String.fromCharCode(octet)).join('')
    const withTail = (text: string): Uint8Array => concatBytes([base, latin1(text)])
    expect(codes(withTail(tail.replace('/Root 1 0 R', '/Root 2 0 R')))).toContain('root-changed')
    expect(codes(withTail(tail.replace('/ID [<00', '/ID [<ff')))).toContain('root-changed')
    expect(codes(withTail(tail.replace(/\/Prev \d+/, (found) => found.replace(/\d/g, '0'))))).not.toEqual([])
  })

  const textOf = (bytes: Uint8Array): string => Array.from(bytes, (octet) => String.fromCharCode(octet)).join('')
  /** The honest tail with one object's body edited; the cross-reference fits again. */
  const withBody = (index: number, change: (body: string) => string): Uint8Array => {
    const changed = tailObjects.map((object, i) => (i === index ? { ...object, body: latin1(change(textOf(object.body))) } : object))
    expect(changed).not.toEqual(tailObjects)
    return forged([], changed)
  }
  // 0 the field, 1 the signature dictionary, 2 the form, 3 the mask.
  const [field, signature, look, image] = [0, 1, 2, 3]

  it.each<[string, number, (body: string) => string, string]>([
    ['the look of another object', field, (body) => body.replace(/\/AP <<\/N \d+ 0 R>>/, '/AP <</N 13 0 R>>'), 'appearance'],
    ['a look for pressing besides', field, (body) => body.replace(/\/AP <<\/N (\d+) 0 R>>/, '/AP <</N $1 0 R/D 5 0 R>>'), 'appearance'],
    ['an action', field, (body) => body.replace('/F 4', '/F 4/A<<>>'), 'field-key-changed'],
    ['other flags', field, (body) => body.replace('/F 4', '/F 6'), 'field-key-changed'],
    ['an old signature', field, (body) => body.replace(/\/V \d+ 0 R/, '/V 5 0 R'), 'signature-dictionary'],
    ['another kind of signature', signature, (body) => body.replace('ETSI.CAdES.detached', 'adbe.x509.rsa_sha1 '), 'signature-dictionary'],
    ['permissions', signature, (body) => body.replace('/Type/Sig', '/Type/Sig/Reference[]'), 'signature-dictionary'],
    ['a literal string as long as it', signature, (body) => body.replace(/<0{400}>/, `(${'\\n'.repeat(200)})`), 'signature-dictionary'],
    ['a name that stands elsewhere', signature, (body) => body.replace(/\/Name<[^>]*>/, '/Name 5 0 R'), 'signature-dictionary'],
    ['a range that is not the gap', signature, (body) => body.replace(/\/ByteRange\[0 (\d)/, '/ByteRange[1 $1'), 'signature-dictionary'],
    ['text in the look', look, (body) => body.replace(/\/Length \d+>>\nstream\n[^]*\nendstream/, '/Length 12>>\nstream\nBT (x) Tj ET\nendstream'), 'appearance'],
    ['a font in the look', look, (body) => body.replace('/Resources<<', '/Resources<</Font<</F 7 0 R>>'), 'appearance'],
    ['a state of graphics in the look', look, (body) => body.replace('/Resources<<', '/Resources<</ExtGState<</G<</ca 0>>>>'), 'appearance'],
    ['a look of another size', look, (body) => body.replace('/BBox[0 0 170 60]', '/BBox[0 0 17 6]'), 'appearance'],
    ['a look that is turned', look, (body) => body.replace('/Matrix[1 0 0 1 0 0]', '/Matrix[1 1 1 1 0 0]'), 'appearance'],
    ['an optional look', look, (body) => body.replace('/Subtype/Form', '/Subtype/Form/OC 5 0 R'), 'appearance'],
    ['a picture in colours', image, (body) => body.replace('/ImageMask true', '/ColorSpace/DeviceRGB'), 'appearance'],
    ['a picture with a key of its own', image, (body) => body.replace('/ImageMask true', '/ImageMask true/Intent/Perceptual'), 'appearance'],
    ['a picture with a mask of its own', image, (body) => body.replace('/Decode[1 0]', '/SMask 5 0 R'), 'appearance'],
    ['words for a look that are no text', look, (body) => body.replace(/\/Length \d+>>\nstream\n/, '/Length 9>>\nstream\n').replace(/stream\n[^]*\nendstream/, 'stream\n/Span BDC\nendstream'), 'appearance'],
    ['a comment', field, (body) => body.replace('/F 4', '%<<>>\n/F 4'), 'unreadable'],
    ['a comment behind the field', field, (body) => `${body}%5 0 obj<<>>endobj`, 'gap'],
    ['a comment before the data of a look', look, (body) => body.replace('\nstream', '%5 0 obj\nstream'), 'gap'],
    ['a comment behind a look', look, (body) => `${body} % 5 0 obj<<>>endobj`, 'gap'],
    ['blanks behind the signature', signature, (body) => `${body}  `, 'gap'],
  ])('refuses %s', (_, index, change, code) => {
    expect(codes(withBody(index, change))).toContain(code)
  })

  it.each([field, signature, look, image])('refuses another generation of object %i: a reference to it is one to nothing', (index) => {
    expect(codes(forged([], tailObjects.map((object, i) => (i === index ? { ...object, generation: 1 } : object))))).toContain('other-generation')
  })

  it('refuses a second revision, a new trailer key, and a word of the end in between', () => {
    const honest = forged([])
    const twice = concatBytes([honest, appendRevision(readPdf(honest), [{ number: 60, generation: 0, body: latin1('<<>>') }]).tail])
    expect(codes(twice)).toEqual(expect.arrayContaining(['prev-mismatch', 'second-eof']))
    const tail = textOf(honest.subarray(base.length))
    expect(codes(concatBytes([base, latin1(tail.replace('/ID ', '/X/Y/ID '))]))).not.toEqual([])
    if (form === 'table') expect(codes(concatBytes([base, latin1(tail.replace('/ID ', '/X/Y/ID '))]))).toContain('gap')
    expect(codes(concatBytes([base, latin1(tail.replace('\nstartxref', '\n\nstartxref'))]))).toContain('gap')
    expect(codes(concatBytes([base, latin1(tail.replace('%%EOF\n', '%%EOF'))]))).toContain('gap')
  })

  it('refuses freed objects and numbers the base left out', () => {
    expect(codes(appendTable(base, new Map([[9, '<<>>']])))).toContain('number-below-size')
    expect(codes(appendTable(base, new Map(), { freed: [5] }))).toContain('object-freed')
    expect(codes(appendTable(base, new Map()))).toContain('redefines-nothing')
  })

  it('never throws, whatever byte of the tail is changed', () => {
    const honest = forged([])
    for (let position = base.length; position < honest.length; position += 2) {
      const changed = Uint8Array.from(honest)
      changed[position]! ^= 0x11
      checkTail({ base, revision: changed })
    }
    for (let length = base.length; length < honest.length; length += 13) expect(checkTail({ base, revision: honest.subarray(0, length) }).ok).toBe(false)
  })

  it('refuses another base', () => {
    const other = contractFixture({ form, text: 'Amount 999999.00' })
    expect(codes(concatBytes([other, forged([]).subarray(base.length)]))).toEqual(['base-changed'])
  })

  it('refuses a base that waits for the new numbers', async () => {
    const waiting = contractFixture({ form, pageEntries: '/Extra 30 0 R' })
    const prepared = await prepareSignature({ base: waiting, ...options })
    const report = checkTail({ base: waiting, revision: joinPrepared({ base: waiting, prepared }) })
    expect(report.problems.map(({ code }) => code)).toContain('reached-from-base')
  })
})

it.each(['linearized', 'linearized-stream'] as const)('the tail grammar refuses a base that calls itself linearized: %s', async (form) => {
  const base = contractFixture({ form })
  const { problems } = checkTail({ base, revision: joinPrepared({ base, prepared: await prepareSignature({ base, ...options }) }) })
  expect(problems).toEqual([{ code: 'xref-form-changed' }])
})
