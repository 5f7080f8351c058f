import { describe, expect, it } from 'vitest'
import { appendTable, fixtureForms, writePdf } from '../../pdf/pdf.fixture.js'
import { readPdf } from '../../pdf/readPdf.js'
import { decodeText } from '../../pdf/syntax/decodeText.js'
import { isKind } from '../../pdf/syntax/values.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { fromBase64url } from '../../encoding/base64url.js'
import { contractFixture } from '../contract.fixture.js'
import { embedSignature } from './embedSignature.js'
import { coveredBytes, joinPrepared } from './joinPrepared.js'
import { prepareSignature } from './prepareSignature.js'

const options = { field: 'borrower', signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18.999Z'), contentsSize: 100 }

const knownDigests = {
  'table': 'gOYE_9pA4Nho2KgKtQCxFtCweRMavjQkSQ5s5URgFEg',
  'stream': 'K3m3VnNzzsIdfgB8zlc4xVu90SxRj3CWYaR5_bdWK3w',
  'object-stream': 'slGEoLw95i5RuGMYem0p5Gq1mCsInwG9f_ugwDOJckk',
}

describe.each(fixtureForms)('prepareSignature, base with cross-reference %s', (form) => {
  const base = contractFixture({ form })

  it('writes what it was given, and covers everything but /Contents', async () => {
    const prepared = await prepareSignature({ base, ...options, reason: '100 %', evidenceRoot: new Uint8Array(32).fill(1) })
    const file = joinPrepared({ base, prepared })
    const pdf = readPdf(file)
    const field = pdf.dictionary(pdf.object(10))!
    const signature = pdf.dictionary(field.entries.get('V'))!
    const text = (key: string): string => {
      const value = signature.entries.get(key)
      return isKind(value, 'string') ? decodeText(value.bytes) : 'none'
    }
    expect([text('Name'), text('Reason'), text('M')]).toEqual(['周禾田', '100 %', 'D:20261120024218Z'])
    expect(text('LoanSign_EvidenceRoot')).toBe('\u0001'.repeat(32))
    expect(pdf.get(signature, 'SubFilter')).toMatchObject({ name: 'ETSI.CAdES.detached' })
    const [start, length, second, rest] = prepared.byteRange
    expect([start, second + rest]).toEqual([0, file.length])
    expect(file.subarray(length, second)).toEqual(latin1(`<${'0'.repeat(200)}>`))
    expect(coveredBytes(file, prepared.byteRange)).toHaveLength(file.length - 202)
  })

  it('gives the same bytes in every runtime', async () => {
    // Known answers: this suite runs in Node and in browsers.
    const strokes = { kind: 'strokes', width: 12_345, height: 6789, lineWidth: 220, strokes: [[1000, 1000, 6000, 5000, 9000, 2000], [12_000, 4000]] } as const
    const prepared = await prepareSignature({ base, ...options, reason: 'signing', appearance: strokes })
    expect(prepared.digest).toBe(knownDigests[form])
  })

  it('is a pure function of its input and survives JSON', async () => {
    const once = await prepareSignature({ base, ...options })
    expect(JSON.parse(JSON.stringify(once))).toEqual(await prepareSignature({ base: Uint8Array.from(base), ...options }))
  })
})

describe('prepareSignature', () => {
  const base = contractFixture()

  it.each(['', '   ', 'a\u200bb', 'a\u202eb', 'a\nb', 'a\u0000b', '\ud800', 'x'.repeat(257), '\u2028'])('refuses the name %j', async (signerName) => {
    await expect(prepareSignature({ base, ...options, signerName })).rejects.toMatchObject({ code: 'text-refused' })
  })

  it('composes names, so that what looks the same is the same', async () => {
    const [composed, decomposed] = await Promise.all(['Zo\u00eb', 'Zoe\u0308'].map((signerName) => prepareSignature({ base, ...options, signerName })))
    expect(composed).toEqual(decomposed)
    expect(composed!.parameters.signerName).toBe('Zo\u00eb')
  })

  it('refuses fields that cannot be signed', async () => {
    const prepare = (file: Uint8Array, field = 'borrower'): Promise<unknown> => prepareSignature({ base: file, ...options, field })
    await expect(prepare(base, 'nobody')).rejects.toMatchObject({ code: 'field-not-found', details: { matches: 0 } })
    await expect(prepare(contractFixture({ fields: ['borrower', 'borrower'] }))).rejects.toMatchObject({ code: 'field-not-found', details: { matches: 2 } })
    const signed = await embedSignature({ base, prepared: await prepareSignature({ base, ...options }), cms: Uint8Array.of(0x30, 0) })
    await expect(prepare(signed)).rejects.toMatchObject({ code: 'field-already-signed' })
    const apart = new Map([
      [1, '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>'],
      [2, '<</Type/Pages/Kids[]/Count 0>>'],
      [3, '<</FT/Sig/T(borrower)/Kids[4 0 R]>>'],
      [4, '<</Type/Annot/Subtype/Widget/Parent 3 0 R/Rect[0 0 10 10]>>'],
    ])
    await expect(prepare(writePdf(apart))).rejects.toMatchObject({ code: 'field-not-found' })
    await expect(prepare(latin1(`${new TextDecoder('latin1').decode(base)} `))).rejects.toMatchObject({ code: 'pdf-malformed' })
  })

  it('signs a field by its full name, where its parents name it', async () => {
    const nested = appendTable(base, new Map([[6, '<</Fields[60 0 R]/SigFlags 3>>'], [60, '<</T(loan)/FT/Sig/Kids[10 0 R 12 0 R]>>']]))
    expect((await prepareSignature({ base: nested, ...options, field: 'loan.borrower' })).field).toBe('loan.borrower')
  })

  it('refuses what no caller can mean', async () => {
    await expect(prepareSignature({ base, ...options, signingTime: new Date(Number.NaN) })).rejects.toThrow(TypeError)
    await expect(prepareSignature({ base, ...options, evidenceRoot: new Uint8Array(31) })).rejects.toThrow(TypeError)
    await expect(prepareSignature({ base, ...options, contentsSize: 0 })).rejects.toThrow(TypeError)
  })
})

describe('embedSignature', () => {
  const base = contractFixture()

  it('embeds only what fits, and only into the base it was made for', async () => {
    const prepared = await prepareSignature({ base, ...options })
    await expect(embedSignature({ base, prepared, cms: new Uint8Array(101) })).rejects.toMatchObject({ code: 'contents-too-small', details: { reserved: 100, needed: 101 } })
    const other = Uint8Array.from(base)
    other[200]! ^= 1
    await expect(embedSignature({ base: other, prepared, cms: new Uint8Array(5) })).rejects.toMatchObject({ code: 'base-changed' })
  })

  it('refuses a preparation that was changed in between', async () => {
    const prepared = await prepareSignature({ base, ...options })
    const cms = Uint8Array.of(0x30, 0)
    const [start, length, second, rest] = prepared.byteRange
    for (const changed of [
      { ...prepared, contentsOffset: prepared.contentsOffset - 2 },
      { ...prepared, contentsSize: prepared.contentsSize + 1 },
      { ...prepared, byteRange: [start, length, second, rest - 1] as const },
      { ...prepared, digest: prepared.baseDigest },
      { ...prepared, tail: `${prepared.tail.slice(0, 40)}AAAA${prepared.tail.slice(44)}` },
      { ...prepared, tail: prepared.tail.slice(0, -4) },
      { ...prepared, tail: '' },
    ]) {
      await expect(embedSignature({ base, prepared: changed, cms })).rejects.toMatchObject({ code: 'base-changed' })
    }
    const file = await embedSignature({ base, prepared, cms })
    expect(file.subarray(length, length + 6)).toEqual(latin1('<30000'))
    expect(fromBase64url(prepared.tail)).toHaveLength(file.length - base.length - 2 * prepared.contentsSize)
  })
})
