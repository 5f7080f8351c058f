import { beforeAll, describe, expect, it } from 'vitest'
import { bytesEqual } from '../../der/bytes.js'
import { toHex } from '../../encoding/hex.js'
import { fixtureForms } from '../../pdf/pdf.fixture.js'
import { contractFixture } from '../contract.fixture.js'
import { makeLevelPki, type LevelPki } from '../levelPki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import { extendPdf } from './extendPdf.js'

const hour = 3_600_000
const signingTime = new Date('2026-11-20T02:42:18Z')
let pki: LevelPki

async function signTwice(base: Uint8Array): Promise<Uint8Array> {
  const common = { signingTime, timestampAuthority: pki.timestampAuthority }
  const once = await signPdf({ base, field: 'borrower', signerName: '周禾田', signer: pki.borrower, ...common })
  return signPdf({ base: once, field: 'lender', signerName: 'Qingxi', signer: pki.lender, ...common })
}
const anchors = (): { trustAnchors: Uint8Array[] } => ({ trustAnchors: [pki.root.certificate.der] })
const verify = (file: Uint8Array, at = pki.clock.now) => verifyPdf(file, { ...anchors(), at, revocation: 'required' })
const extend = (file: Uint8Array, options: Partial<Parameters<typeof extendPdf>[0]> = {}) => extendPdf({ file, ...anchors(), revocationSource: pki.source(), at: pki.clock.now, ...options })

describe.each(fixtureForms)('extendPdf, base with cross-reference %s', (form) => {
  beforeAll(async () => {
    pki = await makeLevelPki()
  })

  it('goes from B-T to B-LT to B-LTA, and renews', async () => {
    const signed = await signTwice(contractFixture({ form }))
    const levels = async (file: Uint8Array, at?: Date) => (await verify(file, at)).signatures.map(({ kind, level, indication, subIndication }) => (kind === 'signature' ? level : kind) + (subIndication ?? (indication === 'TOTAL-PASSED' ? '' : indication)))
    expect((await verifyPdf(signed, anchors())).signatures.map(({ level }) => level)).toEqual(['B-T', 'B-T'])

    const stored = await extend(signed)
    expect(bytesEqual(stored.subarray(0, signed.length), signed)).toBe(true)
    expect(await levels(stored)).toEqual(['B-LT', 'B-LT'])

    const archived = await extend(stored, { timestampAuthority: pki.timestampAuthority })
    expect(bytesEqual(archived.subarray(0, stored.length), stored)).toBe(true)
    expect(await levels(archived)).toEqual(['B-LTA', 'B-LTA', 'document-timestamp'])

    // Two years on certificates of signers and responder have ended; the archive timestamp still carries them.
    const later = new Date(pki.clock.now.getTime() + 700 * 24 * hour)
    expect(await levels(archived, later)).toEqual(['B-LTA', 'B-LTA', 'document-timestamp'])
    expect(await levels(stored, later)).not.toEqual(['B-LT', 'B-LT'])
    pki.clock.now = later
    const source = pki.source()
    const renewed = await extend(archived, { timestampAuthority: pki.timestampAuthority, revocationSource: source })
    expect(source.questions).toEqual(['ocsp Level TSA', 'crl Level TSA'])
    expect(bytesEqual(renewed.subarray(0, archived.length), archived)).toBe(true)
    expect(await levels(renewed)).toEqual(['B-LTA', 'B-LTA', 'document-timestamp', 'document-timestamp'])
    pki.clock.now = new Date(later.getTime() - 700 * 24 * hour)
  })
})

describe('extendPdf', () => {
  let signed: Uint8Array
  beforeAll(async () => {
    pki = await makeLevelPki()
    signed = await signTwice(contractFixture())
  })

  it('says what was asked for, in one step too, and stores nothing twice', async () => {
    const source = pki.source()
    const archived = await extend(signed, { revocationSource: source, timestampAuthority: pki.timestampAuthority })
    // The root's list, got for the timestamp authority, is about the issuing authority as well.
    expect([...source.questions].sort()).toEqual(['crl Level TSA', 'ocsp Level TSA', 'ocsp Qingxi Credit Union', 'ocsp 周禾田'])
    const report = await verify(archived)
    expect(report.signatures[0]!.revocation).toMatchObject([
      { index: 0, status: 'good', freshness: 'after', kind: 'ocsp', origin: 'document', problems: [] },
      { index: 1, status: 'good', kind: 'crl', origin: 'document' },
    ])
    expect(report.signatures[0]!.timestamp).toMatchObject({ valid: true, path: { trusted: true, names: ['Level TSA', 'Level Root'] }, revocation: [{ status: 'good', kind: 'crl' }] })
    expect(report.signatures[0]!.changesSince.every(({ kind }) => ['signature', 'validation-data', 'document-timestamp'].includes(kind))).toBe(true)
    expect(new TextDecoder('latin1').decode(archived).match(/\/VRI/g)).toHaveLength(1)
    // A second time there is nothing to add but a timestamp.
    const again = await extend(archived, { timestampAuthority: pki.timestampAuthority })
    expect((await verify(again)).signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA', 'none', 'none'])
  })

  it('refuses what it cannot prove, and says whether a later try may', async () => {
    const refusal = async (options: Partial<Parameters<typeof extendPdf>[0]>, file = signed): Promise<unknown> => extend(file, options).catch((error: unknown) => error)
    const gone = (serial: Uint8Array, at: Date, reason?: number) => pki.source({ revoked: new Map([[toHex(serial), { at, ...(reason === undefined ? {} : { reason }) }]]) })
    const before = new Date(pki.clock.now.getTime() - hour)
    const { serialNumber } = pki.borrower.holder.certificate
    expect(await refusal({ revocationSource: { fetchOcsp: async () => null, fetchCrl: async () => null } })).toMatchObject({ code: 'extension-refused', retryable: true, details: { field: 'borrower', subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE' } })
    expect(await refusal({ revocationSource: gone(serialNumber, before, 1) })).toMatchObject({ code: 'extension-refused', retryable: false, details: { field: 'borrower', subIndication: 'REVOKED_NO_POE' } })
    expect(await refusal({ revocationSource: gone(serialNumber, before, 6) })).toMatchObject({ retryable: true, details: { subIndication: 'TRY_LATER' } })
    expect(await refusal({ revocationSource: gone(pki.issuing.certificate.serialNumber, before) })).toMatchObject({ retryable: false, details: { subIndication: 'REVOKED_CA_NO_POE' } })
    // An answer from a cache, made before the signature was: it cannot know.
    expect(await refusal({ revocationSource: pki.source({ thisUpdate: () => new Date(pki.clock.now.getTime() - 60_000) }) })).toMatchObject({ retryable: true, details: { field: 'borrower', subIndication: 'TRY_LATER' } })
    const unstamped = await signPdf({ base: contractFixture(), field: 'borrower', signerName: 'a', signingTime, signer: pki.borrower })
    expect(await refusal({}, unstamped)).toMatchObject({ code: 'extension-refused', retryable: false, details: { warnings: ['no-timestamp'] } })
    const broken = Uint8Array.from(signed)
    broken[new TextDecoder('latin1').decode(broken).indexOf('Amount')]! ^= 1
    expect(await refusal({}, broken)).toMatchObject({ code: 'extension-refused', retryable: false, details: { subIndication: 'HASH_FAILURE' } })
    expect(await refusal({}, contractFixture())).toMatchObject({ code: 'extension-refused', details: { subIndication: 'NO_SIGNATURE' } })
    expect(await refusal({ timestampAuthority: (await makeLevelPki()).timestampAuthority })).toMatchObject({ code: 'timestamp-mismatch', details: { problems: ['path-not-trusted'] } })
    expect(await refusal({ timestampAuthority: pki.timestampAuthority, contentsSize: 100 })).toMatchObject({ code: 'contents-too-small' })
  })

  it('makes a file in which no octet can be changed', async () => {
    const archived = await extend(signed, { timestampAuthority: pki.timestampAuthority })
    // The last timestamp's own gap is the one place that nothing covers: lastTimestamp.test.ts looks at each of its octets.
    const [gapStart, gapEnd] = [...new TextDecoder('latin1').decode(archived).matchAll(/\/ByteRange\[0 (\d+) (\d+)/g)].at(-1)!.slice(1).map(Number) as [number, number]
    const spread = Array.from({ length: 120 }, (_, index) => Math.floor((index * archived.length) / 120))
    const store = Array.from({ length: 60 }, (_, index) => signed.length + index * 71)
    for (const position of [...spread, ...store].filter((at) => at < gapStart || at >= gapEnd)) {
      const changed = Uint8Array.from(archived)
      changed[position]! ^= 1
      const { indication, signatures } = await verify(changed)
      expect(indication, `octet ${position}`).toBe('TOTAL-FAILED')
      expect(signatures.every(({ level }) => level !== 'B-LTA'), `octet ${position}`).toBe(true)
    }
  })

  it('takes a revocation after the signature for what it is', async () => {
    const { serialNumber } = pki.borrower.holder.certificate
    const start = pki.clock.now
    pki.clock.now = new Date(start.getTime() + hour)
    const source = pki.source({ revoked: new Map([[toHex(serialNumber), { at: new Date(start.getTime() + hour / 2), reason: 1 }]]) })
    const archived = await extend(signed, { revocationSource: source, timestampAuthority: pki.timestampAuthority })
    const [borrower] = (await verify(archived)).signatures
    expect(borrower).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-LTA', revocation: [{ status: 'revoked-later', reason: 'key-compromise' }, { status: 'good' }] })
    pki.clock.now = start
  })
})
