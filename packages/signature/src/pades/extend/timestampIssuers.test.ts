import { beforeEach, describe, expect, it } from 'vitest'
import { oids } from '../../der/oids.js'
import { element, integer, objectIdentifier, sequence, setOf } from '../../der/write.js'
import type { FixtureSigner } from '../../revocation/revocation.fixture.js'
import { fullAuthority, holder } from '../../revocation/revocationPki.fixture.js'
import type { RevocationSource } from '../../revocation/revocationSource.js'
import type { TimestampAuthority } from '../../timestamp/requestTimestamp.js'
import { contractFixture } from '../contract.fixture.js'
import { makeLevelPki, type LevelPki } from '../levelPki.fixture.js'
import { purpose, signingUsage, timestampAuthorityOf } from '../pki.fixture.js'
import { fixtureSource } from '../revocationSource.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import { extendPdf, type ExtendPdfOptions } from './extendPdf.js'

let pki: LevelPki
/** Between root and authority, and in no token. */
let between: FixtureSigner
let timestampAuthority: TimestampAuthority
let signed: Uint8Array
let asked: (string | null)[]
let stamps: number

const pkcs7 = (der: Uint8Array): Uint8Array =>
  sequence(objectIdentifier(oids.signedData), element(0xa0, sequence(integer(1), setOf(0x31, []), sequence(objectIdentifier(oids.data)), element(0xa0, der), setOf(0x31, []))))

beforeEach(async () => {
  pki = await makeLevelPki()
  const times = { from: new Date(Date.now() - 7_200_000), until: new Date(Date.now() + 1000 * 86_400_000) }
  between = await holder({ subject: 'Stamping', issuer: pki.root, extensions: fullAuthority(), ...times })
  const own = await holder({ subject: 'Bare TSA', issuer: between, extensions: [signingUsage(), purpose(oids.timeStamping, true)], ...times })
  const inner = timestampAuthorityOf({ name: 'Bare TSA', certificates: [own.certificate.der], key: own.key })
  stamps = 0
  timestampAuthority = { name: inner.name, timestamp: (request) => (stamps++, inner.timestamp(request)) }
  const sign = { base: contractFixture(), field: 'borrower', signerName: '周禾田', signer: pki.borrower, signingTime: new Date(), timestampAuthority }
  signed = await signPdf(sign)
  asked = []
})

const anchors = (): { trustAnchors: Uint8Array[] } => ({ trustAnchors: [pki.root.certificate.der] })
/** With an issuer, one that can be asked for it. */
function source(issuer: Uint8Array | null, form = (der: Uint8Array) => der): RevocationSource {
  const inner = fixtureSource({ responders: { ...pki.services, Stamping: { issuer: between, list: true } }, thisUpdate: () => new Date() })
  if (!issuer) return inner
  return { ...inner, fetchIssuers: async ({ subject }) => (asked.push(subject.commonName), subject.commonName === 'Bare TSA' ? [form(issuer)] : []) }
}
const extend = (options: Partial<ExtendPdfOptions>): Promise<Uint8Array> => extendPdf({ file: signed, ...anchors(), revocationSource: source(null), ...options })
/** By the file alone. */
const offline = async (file: Uint8Array): Promise<unknown> => {
  const { indication, signatures } = await verifyPdf(file, { ...anchors(), revocation: 'required' })
  return [indication, signatures.map(({ level }) => level)]
}

describe('a timestamp authority whose token lacks its issuer', () => {
  it('is not trusted by the file alone, and is once its issuer is asked for', async () => {
    expect((await verifyPdf(signed, anchors())).signatures[0]).toMatchObject({ level: 'B-B', timestamp: { valid: false, problems: ['path-not-trusted'] } })
    expect(await verifyPdf(signed, { ...anchors(), revocationSource: source(between.certificate.der) })).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ level: 'B-T', timestamp: { valid: true, path: { names: ['Bare TSA', 'Stamping', 'Level Root'] } } }] })
    expect(asked).toEqual(['Bare TSA', 'Stamping'])
  })

  it.each([
    ['fetched', (): Partial<ExtendPdfOptions> => ({ revocationSource: source(between.certificate.der) })],
    ['fetched as a CMS of certificates', (): Partial<ExtendPdfOptions> => ({ revocationSource: source(between.certificate.der, pkcs7) })],
    ['given', (): Partial<ExtendPdfOptions> => ({ intermediates: [between.certificate.der] })],
  ])('gets into the store when it is %s, so that the file needs nobody', async (_how, options) => {
    const stored = await extend(options())
    expect(await offline(stored)).toEqual(['TOTAL-PASSED', ['B-LT']])
    const archived = await extend({ ...options(), timestampAuthority })
    expect(await offline(archived)).toEqual(['TOTAL-PASSED', ['B-LTA', 'none']])
    // The authority of the archive timestamp is the same: its issuer was stored with the signature's.
    expect(stamps).toBe(2)
    expect(await offline(await extend({ file: archived, timestampAuthority }))).toEqual(['TOTAL-PASSED', ['B-LTA', 'none', 'none']])
  })

  it('of an archive timestamp only: its issuer is stored, and the timestamp asked for once more, over the store', async () => {
    signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signer: pki.borrower, signingTime: new Date(), timestampAuthority: pki.timestampAuthority })
    stamps = 0
    const archived = await extend({ intermediates: [between.certificate.der], timestampAuthority })
    expect(stamps).toBe(2)
    // Whether this authority was revoked is for the renewal to store; who issued it is not.
    expect(await verifyPdf(archived, anchors())).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ level: 'B-LTA' }, { path: { trusted: true, names: ['Bare TSA', 'Stamping', 'Level Root'] } }] })
    // One timestamp is in the file, not the one that was asked for first.
    expect(new TextDecoder('latin1').decode(archived).match(/ETSI\.RFC3161/g)).toHaveLength(1)
  })

  it('is refused where the issuer is not to be had, or another certificate comes', async () => {
    await expect(extend({})).rejects.toMatchObject({ code: 'extension-refused' })
    await expect(extend({ revocationSource: source(pki.issuing.certificate.der) })).rejects.toMatchObject({ code: 'extension-refused' })
    await expect(extend({ intermediates: [Uint8Array.of(0x30, 0), pki.issuing.certificate.der] })).rejects.toMatchObject({ code: 'extension-refused' })
    signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signer: pki.borrower, signingTime: new Date(), timestampAuthority: pki.timestampAuthority })
    await expect(extend({ timestampAuthority })).rejects.toMatchObject({ code: 'timestamp-mismatch', details: { problems: ['path-not-trusted'] } })
  })
})
