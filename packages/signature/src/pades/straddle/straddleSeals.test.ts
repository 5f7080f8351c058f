import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../../der/bytes.js'
import { appendRevision, type AppendedObject } from '../../pdf/appendRevision.js'
import { appendTable, fixtureForms } from '../../pdf/pdf.fixture.js'
import { readPdf } from '../../pdf/readPdf.js'
import { latin1, writeValue } from '../../pdf/syntax/write.js'
import { checkTail } from '../checks/checkTail.js'
import { contractFixture } from '../contract.fixture.js'
import { makeTestPki, type TestPki } from '../pki.fixture.js'
import { joinPrepared } from '../signing/joinPrepared.js'
import { prepareSignature } from '../signing/prepareSignature.js'
import { signPdf } from '../signing/signPdf.js'
import type { ValidationReport } from '../validation/verdict/report.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import { straddleSeals } from './straddleSeals.js'

const signingTime = new Date('2026-11-20T02:42:18Z')
let pki: TestPki
const sign = (base: Uint8Array, field: string): Promise<Uint8Array> =>
  signPdf({ base, field, signerName: field, signingTime, signer: pki.signer, timestampAuthority: pki.timestampAuthority })
const verify = (bytes: Uint8Array): Promise<ValidationReport> => verifyPdf(bytes, { trustAnchors: [pki.root] })
const states = (bytes: Uint8Array): string[] => straddleSeals(readPdf(bytes)).map(({ dictionary }) => [...dictionary.entries].filter(([key]) => key === 'V' || key === 'AS').map(([, value]) => writeValue(value!)).join(''))

beforeAll(async () => {
  pki = await makeTestPki()
})

describe.each(fixtureForms)('a straddle seal, base with cross-reference %s', (form) => {
  let frozen: Uint8Array
  let signed: Uint8Array
  let sealed: Uint8Array
  beforeAll(async () => {
    frozen = contractFixture({ form, straddleSeal: true })
    signed = await sign(frozen, 'borrower')
    sealed = await sign(signed, 'lender')
  })

  it('stays off when the borrower signs and is switched on with the lender’s signature, which locks it', async () => {
    expect([states(frozen), states(signed), states(sealed)]).toEqual([['/Off/Off', '/Off/Off'], ['/Off/Off', '/Off/Off'], ['/Sealed/Sealed', '/Sealed/Sealed']])
    const report = await verify(sealed)
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', warnings: [], revisions: 3 })
    const kinds = report.signatures[0]!.changesSince.map(({ kind }) => kind).sort()
    expect(kinds).toEqual(['signature', 'signature', 'straddle-seal', 'straddle-seal'])
    const text = new TextDecoder('latin1').decode(sealed.subarray(signed.length))
    const transform = '/TransformMethod /FieldMDP /TransformParams <</Type /TransformParams /V /1.2 /Action /Include /Fields [(straddle-seal-1) (straddle-seal-2)]>> /Data 1 0 R'
    expect(text.includes(transform)).toBe(true)
  })

  it('is the same bytes from the same input, and passes the grammar of the tail', async () => {
    const prepare = () => prepareSignature({ base: signed, field: 'lender', signerName: 'Qingxi', signingTime })
    const prepared = await prepare()
    expect(await prepare()).toEqual(prepared)
    expect(checkTail({ base: signed, revision: joinPrepared({ base: signed, prepared }) })).toEqual({ ok: true, problems: [], field: 'lender' })
    expect(checkTail({ base: frozen, revision: signed })).toMatchObject({ ok: true, field: 'borrower' })
    expect(checkTail({ base: signed, revision: sealed })).toMatchObject({ ok: true, field: 'lender' })
  })

  /** The objects of the tail that `field` signs, to be served again otherwise. */
  const tailOf = async (field: string): Promise<AppendedObject[]> => {
    const pdf = readPdf(joinPrepared({ base: frozen, prepared: await prepareSignature({ base: frozen, field, signerName: 'a', signingTime, contentsSize: 100 }) }))
    const [section] = pdf.sections
    const objects: AppendedObject[] = []
    section!.entries.forEach((entry, number) => {
      if (entry.type !== 'offset' || entry.offset === section!.offset) return
      const [start, end] = pdf.objectRange(number)!
      objects.push({ number, generation: 0, body: pdf.bytes.subarray(start + `${number} 0 obj\n`.length, end - '\nendobj'.length) })
    })
    return objects
  }
  const codes = (objects: readonly AppendedObject[]): string[] =>
    checkTail({ base: frozen, revision: concatBytes([frozen, appendRevision(readPdf(frozen), objects).tail]) }).problems.map(({ code }) => code)
  const isSeal = ({ number }: AppendedObject): boolean => number === 14 || number === 15

  it('is never in a borrower’s tail', async () => {
    const [borrower, lender] = [await tailOf('borrower'), await tailOf('lender')]
    expect(borrower.some(isSeal)).toBe(false)
    expect(codes(borrower)).toEqual([])
    expect(codes([...borrower, ...lender.filter(isSeal)]).filter((code) => code === 'redefines-foreign-object')).toHaveLength(2)
  })

  it('is on on every page or the tail is refused, and nothing else of it changes', async () => {
    const tail = await tailOf('lender')
    expect(codes(tail)).toEqual([])
    expect(codes(tail.filter(({ number }) => number !== 15))).toContain('straddle-seal')
    const change = (from: string, to: string): AppendedObject[] =>
      tail.map((object) => (isSeal(object) ? { ...object, body: latin1(new TextDecoder('latin1').decode(object.body).replace(from, to)) } : object))
    expect(codes(change('/V /Sealed', '/V /Off'))).toContain('straddle-seal')
    expect(codes(change('535 361', '035 361'))).toContain('straddle-seal')
    expect(codes(change('/Off 16 0 R', '/Off 8 0 R'))).toContain('straddle-seal')
    const unlocked = tail.map((object) => ({ ...object, body: latin1(Array.from(object.body, (octet) => String.fromCharCode(octet)).join('').replace('FieldMDP', 'Identity')) }))
    expect(codes(unlocked)).toContain('signature-dictionary')
  })

  const slice = (bytes: Uint8Array, number: number, change: (body: string) => string): Uint8Array =>
    {
    const before = writeValue(readPdf(bytes).object(number))
    expect(change(before)).not.toBe(before)
    return appendTable(bytes, new Map([[number, change(before)]]))
  }

  it.each<[string, () => Uint8Array]>([
    ['switched on by somebody without the lender’s key', () => slice(signed, 14, (body) => body.replace('/AS /Off /V /Off', '/AS /Sealed /V /Sealed'))],
    ['switched back', () => slice(sealed, 14, (body) => body.replace('/AS /Sealed /V /Sealed', '/AS /Off /V /Off'))],
    ['shown off, though its value stays', () => slice(sealed, 15, (body) => body.replace('/AS /Sealed', '/AS /Off'))],
    ['moved', () => slice(sealed, 15, (body) => body.replace('535 361', '035 361'))],
    ['of another look', () => appendTable(sealed, new Map([[18, '<</Type/XObject/Subtype/Form/BBox[0 0 60 120]/Resources<<>>/Length 0>>\nstream\n\nendstream']]))],
    ['another seal', () => appendTable(sealed, new Map([[19, '<</Type/XObject/Subtype/Form/BBox[0 0 120 120]/Resources<<>>/Length 0>>\nstream\n\nendstream']]))],
  ])('%s later is suspicious', async (_, attack) => {
    const attacked = attack()
    const report = await verify(attacked)
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.signatures.at(-1)!.changesSince.some(({ kind }) => kind === 'suspicious')).toBe(true)
  })

  it('is for the lender’s signature alone, not for a timestamp in its place, and on one page alone', async () => {
    const kindOf = ({ signatures: [first] }: ValidationReport, number: number): string | undefined => first!.changesSince.find(({ object }) => object === number)?.kind
    const filled = (subFilter: string): Promise<ValidationReport> => {
      const pdf = readPdf(signed)
      const lender = writeValue(pdf.object(12)).replace(/>>$/, ' /V 61 0 R>>')
      const on = writeValue(pdf.object(14)).replace('/AS /Off /V /Off', '/AS /Sealed /V /Sealed')
      return verify(appendTable(signed, new Map([[12, lender], [14, on], [61, `<</Type/Sig/SubFilter/${subFilter}/ByteRange[0 1 2 3]/Contents<00>>>`]])))
    }
    expect(kindOf(await filled('ETSI.CAdES.detached'), 14)).toBe('straddle-seal')
    expect(kindOf(await filled('ETSI.RFC3161'), 14)).toBe('suspicious')
    const page = writeValue(readPdf(frozen).object(4)).replace('15 0 R', '15 0 R 14 0 R')
    const twice = await sign(await sign(appendTable(frozen, new Map([[4, page]])), 'borrower'), 'lender')
    const report = await verify(twice)
    expect([kindOf(report, 14), kindOf(report, 15)]).toEqual(['suspicious', 'straddle-seal'])
  })

  it('switched on by the lender in another shape is suspicious for those who signed before', async () => {
    const flipped = slice(signed, 14, (body) => body.replace('/AS /Off /V /Off', '/AS /Sealed /V /Sealed'))
    const report = await verify(await sign(flipped, 'lender'))
    expect(report.signatures[0]).toMatchObject({ indication: 'TOTAL-FAILED', warnings: expect.arrayContaining(['suspicious-change']) as unknown })
  })

  it('fails with one byte changed anywhere, and never passes in silence with bytes appended', async () => {
    const [gapStart, gapEnd] = [...new TextDecoder('latin1').decode(sealed).matchAll(/\/ByteRange\[0 (\d+) (\d+)/g)].at(-1)!.slice(1).map(Number) as [number, number]
    const positions = Array.from({ length: 150 }, (_, i) => Math.floor((i * sealed.length) / 150)).filter((position) => position < gapStart || position >= gapEnd)
    // Every octet of the lender's tail apart from its gap would take minutes: every third.
    for (let position = signed.length; position < sealed.length; position += 3) if (position < gapStart || position >= gapEnd) positions.push(position)
    for (const position of positions) {
      const changed = Uint8Array.from(sealed)
      changed[position]! ^= 1
      expect((await verify(changed)).indication, `byte ${position}`).toBe('TOTAL-FAILED')
    }
    for (const added of ['\n', '%', ' \n%%EOF\n', '\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n']) {
      const report = await verify(concatBytes([sealed, latin1(added)]))
      expect(report.indication === 'TOTAL-PASSED' && report.warnings.length === 0, JSON.stringify(added)).toBe(false)
      expect(report.indication).toBe('TOTAL-FAILED')
    }
  }, 120_000)
})
