import { latin1 } from '../../pdf/syntax/write.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../../der/bytes.js'
import { SignatureError } from '../../errors.js'
import { fixtureForms } from '../../pdf/pdf.fixture.js'
import { contractFixture } from '../contract.fixture.js'
import { makeTestPki, type TestPki } from '../pki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import type { ValidationReport } from './verdict/report.js'
import { verifyPdf } from './verifyPdf.js'

const strokes = { kind: 'strokes', width: 20_000, height: 8_000, lineWidth: 220, strokes: [[1000, 1000, 6000, 7000, 9000, 2000], [12_000, 4000]] } as const
const signingTime = new Date('2026-11-20T02:42:18Z')

describe.each(fixtureForms)('verifyPdf, base with cross-reference %s', (form) => {
  let pki: TestPki
  let base: Uint8Array
  let signed: Uint8Array

  beforeAll(async () => {
    pki = await makeTestPki()
    base = contractFixture({ form })
    const once = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime, appearance: strokes, signer: pki.signer, timestampAuthority: pki.timestampAuthority })
    signed = await signPdf({ base: once, field: 'lender', signerName: 'Qingxi', signingTime, signer: pki.signer, timestampAuthority: pki.timestampAuthority })
  })

  it('passes two signatures of level B-T', async () => {
    const report = await verifyPdf(signed, { trustAnchors: [pki.root] })
    expect(report.signatures.map(({ field, indication, level, coverage, claimedName }) => ({ field, indication, level, coverage, claimedName }))).toEqual([
      { field: 'borrower', indication: 'TOTAL-PASSED', level: 'B-T', coverage: 'revision', claimedName: '周禾田' },
      { field: 'lender', indication: 'TOTAL-PASSED', level: 'B-T', coverage: 'document', claimedName: 'Qingxi' },
    ])
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', subIndication: null, revisions: 3 })
    expect(report.signatures[0]!.changesSince.every(({ kind }) => kind === 'signature')).toBe(true)
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  it('cannot decide without the anchor', async () => {
    const report = await verifyPdf(signed, { trustAnchors: [] })
    expect(report).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' })
    // Nor with one of its name and another key.
    const { root } = await makeTestPki()
    expect(await verifyPdf(signed, { trustAnchors: [root] })).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE' })
  })

  it('fails with one byte changed anywhere in the signed range', async () => {
    // Every kind of place: header, content, field, tail of the first signature, its CMS, tail of the second, cross-reference, end.
    // The last signature's own gap is the one place no signature covers; the first one's lies inside the second's range.
    const [gapStart, gapEnd] = [...new TextDecoder('latin1').decode(signed).matchAll(/\/ByteRange\[0 (\d+) (\d+)/g)].at(-1)!.slice(1).map(Number) as [number, number]
    const outside = (position: number): boolean => position < gapStart || position >= gapEnd
    const dense = Array.from({ length: 12 }, (_, i) => gapStart - 1 - i * 9).concat(Array.from({ length: 60 }, (_, i) => signed.length - 1 - i * 7))
    const spread = Array.from({ length: 80 }, (_, i) => Math.floor((i * signed.length) / 80))
    for (const position of [...dense, ...spread].filter(outside)) {
      const changed = Uint8Array.from(signed)
      changed[position]! ^= 1
      expect((await verifyPdf(changed, { trustAnchors: [pki.root] })).indication, `byte ${position}`).toBe('TOTAL-FAILED')
    }
  })

  it('never passes a file that was cut short, and never throws anything but its own error', async () => {
    const ends = [...new TextDecoder('latin1').decode(signed).matchAll(/%%EOF\n?/g)].flatMap((match) => [match.index + 5, match.index + match[0].length])
    for (let length = 0; length < signed.length; length += 211) {
      // Cut at the end of a revision it is a file of its own, with fewer signatures.
      if (ends.includes(length)) continue
      const outcome = await verifyPdf(signed.subarray(0, length), { trustAnchors: [pki.root] }).catch((error: unknown) => error)
      if (outcome instanceof SignatureError) expect(outcome.code).toBe('pdf-malformed')
      // Before the first signature's range there is no trace of one.
      else expect((outcome as ValidationReport).indication, `${length} octets`).toMatch(/^(TOTAL-FAILED|INDETERMINATE)$/)
    }
  })

  it('fails with an object added behind the last signature, and names it', async () => {
    const startxref = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(new TextDecoder('latin1').decode(signed))![1])
    const body = `3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R>>\nendobj\n`
    const offset = signed.length
    const table = `xref\n3 1\n${String(offset).padStart(10, '0')} 00000 n \ntrailer\n<</Size 40/Root 1 0 R/Prev ${startxref}>>\nstartxref\n${offset + body.length}\n%%EOF\n`
    const report = await verifyPdf(concatBytes([signed, latin1(body + table)]), { trustAnchors: [pki.root] })
    expect(report.indication).toBe('TOTAL-FAILED')
    expect(report.signatures[1]!.changesSince).toEqual([{ kind: 'suspicious', object: 3, what: 'page 1', page: 1 }])
    expect(report.signatures[1]!.warnings).toContain('suspicious-change')
  })

  it('fails with bytes behind the last %%EOF', async () => {
    const report = await verifyPdf(concatBytes([signed, latin1('% a comment\n')]), { trustAnchors: [pki.root] })
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', warnings: ['bytes-after-end', 'changed-after-last-signature'] })
  })

  it('judges the path at the time the timestamp proves', async () => {
    const later = new Date(Date.now() + 400 * 86_400_000)
    expect((await verifyPdf(signed, { trustAnchors: [pki.root], at: later })).indication).toBe('TOTAL-PASSED')
    const unstamped = await signPdf({ base, field: 'borrower', signerName: 'a', signingTime, signer: pki.signer })
    expect(await verifyPdf(unstamped, { trustAnchors: [pki.root], at: later })).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE' })
  })
})
