import { latin1 } from '../../pdf/syntax/write.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../../der/bytes.js'
import { fromBase64url } from '../../encoding/base64url.js'
import { appendRevision, type AppendedObject } from '../../pdf/appendRevision.js'
import { readPdf } from '../../pdf/readPdf.js'
import { checkTail } from './checkTail.js'
import { fixtureForms } from '../../pdf/pdf.fixture.js'
import { contractFixture } from '../contract.fixture.js'
import { embedSignature } from '../signing/embedSignature.js'
import { joinPrepared } from '../signing/joinPrepared.js'
import { prepareSignature } from '../signing/prepareSignature.js'

const appearance = { kind: 'mask', width: 16_000, height: 4_000, columns: 16, rows: 2, bits: 'qqpVVQ' } as const
const options = { field: 'borrower', signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18Z'), evidenceRoot: new Uint8Array(32).fill(7) }

describe.each(fixtureForms)('the tail grammar, base with cross-reference %s', (form) => {
  let base: Uint8Array<ArrayBuffer>
  let tailObjects: AppendedObject[]

  beforeAll(async () => {
    base = contractFixture({ form })
    const prepared = await prepareSignature({ base, ...options, appearance })
    const pdf = readPdf(joinPrepared({ base, prepared }))
    // The honest tail's objects, to be served again beside something dishonest.
    tailObjects = [...pdf.sections[0]!.entries.keys()].flatMap((number) => {
      const entry = pdf.entry(number)
      if (entry?.type !== 'offset' || entry.offset === pdf.sections[0]!.offset) return []
      const [start, end] = pdf.objectRange(number)!
      const whole = pdf.bytes.subarray(start, end)
      const text = new TextDecoder('latin1').decode(whole)
      const head = text.indexOf('obj\n') + 4
      return [{ number, generation: 0, body: whole.subarray(head, whole.length - '\nendobj'.length) }]
    })
  })

  const forged = (extra: readonly AppendedObject[], replace: readonly AppendedObject[] = tailObjects): Uint8Array =>
    concatBytes([base, appendRevision(readPdf(base), [...replace, ...extra]).tail])
  const codes = (revision: Uint8Array): string[] => checkTail({ base, revision }).problems.map(({ code }) => code)

  it('accepts what prepareSignature makes, and gives the same bytes again', async () => {
    const prepared = await prepareSignature({ base, ...options, appearance })
    expect(JSON.parse(JSON.stringify(prepared))).toEqual(await prepareSignature({ base, ...options, appearance }))
    expect(checkTail({ base, revision: joinPrepared({ base, prepared }) })).toEqual({ ok: true, problems: [], field: 'borrower' })
    expect(fromBase64url(prepared.tail).length).toBeGreaterThan(2 * prepared.contentsSize)
  })

  it('accepts a second tail upon a signed one', async () => {
    const first = await prepareSignature({ base, ...options })
    const signed = await embedSignature({ base, prepared: first, cms: Uint8Array.of(0x30, 0) })
    const second = await prepareSignature({ base: signed, ...options, field: 'lender' })
    expect(checkTail({ base: signed, revision: joinPrepared({ base: signed, prepared: second }) }).ok).toBe(true)
  })

  it.each([
    [3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R>>', 'page'],
    [7, '<</Type/Font/Subtype/Type1/BaseFont/Courier>>', 'font'],
    [2, '<</Type/Pages/Kids[4 0 R 3 0 R]/Count 2>>', 'page-tree'],
    [1, '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/OpenAction 5 0 R>>', 'catalog'],
    [5, '<</Length 0>>\nstream\n\nendstream', 'object'],
  ])('refuses a tail that also redefines object %i (%s)', (number, body, what) => {
    const report = checkTail({ base, revision: forged([{ number, generation: 0, body: latin1(body) }]) })
    expect(report.problems).toContainEqual({ code: 'redefines-foreign-object', object: number, what })
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

describe('prepareSignature', () => {
  it('refuses fields that are not there or signed, and appearances out of form', async () => {
    const base = contractFixture()
    await expect(prepareSignature({ base, ...options, field: 'nobody' })).rejects.toMatchObject({ code: 'field-not-found' })
    await expect(prepareSignature({ base, ...options, appearance: { ...appearance, bits: 'qq' } })).rejects.toMatchObject({ code: 'appearance-invalid' })
    const paths = { kind: 'paths', width: 100, height: 100, operators: 'BT (x) Tj ET' } as const
    await expect(prepareSignature({ base, ...options, appearance: paths })).rejects.toMatchObject({ code: 'appearance-invalid' })
    const prepared = await prepareSignature({ base, ...options, contentsSize: 100 })
    const signed = await embedSignature({ base, prepared, cms: new Uint8Array(100) })
    await expect(prepareSignature({ base: signed, ...options })).rejects.toMatchObject({ code: 'field-already-signed' })
  })

  it('embeds only what fits, and only into the base it was made for', async () => {
    const base = contractFixture()
    const prepared = await prepareSignature({ base, ...options, contentsSize: 100 })
    await expect(embedSignature({ base, prepared, cms: new Uint8Array(101) })).rejects.toMatchObject({ code: 'contents-too-small', details: { reserved: 100, needed: 101 } })
    const other = Uint8Array.from(base)
    other[200]! ^= 1
    await expect(embedSignature({ base: other, prepared, cms: new Uint8Array(5) })).rejects.toMatchObject({ code: 'base-changed' })
  })
})
