import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addSignatureTimestamp } from '../../cms/addSignatureTimestamp.js'
import { assembleSignedData } from '../../cms/assembleSignedData.js'
import { digest } from '../../crypto/hashing/digest.js'
import { oids } from '../../der/oids.js'
import { readPdf } from '../../pdf/readPdf.js'
import { crlOf, ocspResponse, revoked } from '../../revocation/revocation.fixture.js'
import { holder } from '../../revocation/revocationPki.fixture.js'
import { signWithKey } from '../../crypto/signWithKey.js'
import { requestTimestamp } from '../../timestamp/requestTimestamp.js'
import { contractFixture } from '../contract.fixture.js'
import { appendDocumentTimestamp } from '../extend/appendDocumentTimestamp.js'
import { appendSecurityStore } from '../extend/appendSecurityStore.js'
import { extendPdf } from '../extend/extendPdf.js'
import { makeLevelPki, type LevelPki } from '../levelPki.fixture.js'
import { readSecurityStore } from '../material/securityStore.js'
import { makeTestPki, purpose, signingUsage } from '../pki.fixture.js'
import { signOver } from '../signOver.fixture.js'
import { signPdf, type SignPdfOptions } from '../signing/signPdf.js'
import { verifyTimestampToken } from '../../timestamp/verifyTimestampToken.js'
import type { ValidationReport } from './verdict/report.js'
import { verifyPdf, type VerifyPdfOptions } from './verifyPdf.js'

let pki: LevelPki
let signedAt: Date

const later = (minutes: number): Date => new Date(signedAt.getTime() + minutes * 60_000)
const day = 24 * 60
const verify = (file: Uint8Array, at: Date, options: Partial<VerifyPdfOptions> = {}): Promise<ValidationReport> => verifyPdf(file, { trustAnchors: [pki.root.certificate.der], at, revocation: 'required', ...options })

/** Signed when the signer's clock says `signedAt`, and timestamped when the authority's says so. */
async function sign(timestampedAt: Date | null, options: Partial<SignPdfOptions> = {}): Promise<Uint8Array> {
  if (timestampedAt) pki.clock.now = timestampedAt
  return signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: signedAt, signer: pki.borrower, ...(timestampedAt ? { timestampAuthority: pki.timestampAuthority } : {}), ...options })
}

/** A document timestamp as anybody can get one, over whatever it is. */
async function stamp(file: Uint8Array, at: Date): Promise<Uint8Array> {
  pki.clock.now = at
  const trustAnchors = [pki.root.certificate.der]
  const stamped = await appendDocumentTimestamp({ file, authority: pki.timestampAuthority, verify: (token, data) => verifyTimestampToken({ token, data, trustAnchors }), contentsSize: 16_384, crypto })
  return stamped.file
}

function withStore(file: Uint8Array, ocsps: readonly Uint8Array[], crls: readonly Uint8Array[]): Uint8Array {
  const pdf = readPdf(file)
  return appendSecurityStore({ pdf, store: readSecurityStore(pdf), entries: [{ key: 'A', certificates: [], ocsps, crls }] })!
}

beforeAll(async () => {
  pki = await makeLevelPki()
  signedAt = new Date(Math.floor(pki.clock.now.getTime() / 1000) * 1000)
})
beforeEach(() => {
  pki.clock.now = signedAt
})

describe('a signature timestamp from the future', () => {
  it('leaves the signature undecided, proves no time and gives no level', async () => {
    const ahead = await verify(await sign(later(6)), signedAt, { revocation: 'when-present' })
    expect(ahead).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'TIMESTAMP_ORDER_FAILURE' })
    expect(ahead.signatures[0]).toMatchObject({ level: 'B-B', bestSignatureTime: null, signatureHolds: true, timestamp: { valid: false, time: later(6).toISOString(), problems: ['TIMESTAMP_ORDER_FAILURE'], revocation: [] } })
    expect(ahead.signatures[0]!.warnings).toEqual(['timestamp-invalid', 'timestamp-from-the-future', 'revocation-not-checked'])
  })

  it('counts once its time has come, and before that within the tolerance of clocks', async () => {
    const file = await sign(later(6))
    for (const minutes of [1, 6, 60]) expect((await verify(file, later(minutes), { revocation: 'when-present' })).signatures[0]).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-T', bestSignatureTime: later(6).toISOString() })
    expect((await verify(file, new Date(later(1).getTime() - 1000), { revocation: 'when-present' })).subIndication).toBe('TIMESTAMP_ORDER_FAILURE')
  })

  it('decides beside another one that does not hold, and does not beside one that does', async () => {
    const test = await makeTestPki()
    const levelSigned = async (times: readonly (Date | null)[]): Promise<Uint8Array> =>
      signOver({
        pki: { ...test, signer: pki.borrower },
        base: contractFixture(),
        build: async ({ signedAttributes, certificates }) => {
          const signature = await pki.borrower.sign(signedAttributes)
          let cms: Uint8Array = assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates })
          for (const time of times) {
            pki.clock.now = time ?? signedAt
            cms = addSignatureTimestamp({ cms, token: await requestTimestamp({ authority: time ? pki.timestampAuthority : test.timestampAuthority, digest: await digest({ algorithm: 'SHA-256', data: signature }) }) })
          }
          return cms
        },
      })
    const verdict = async (times: readonly (Date | null)[]): Promise<unknown> => {
      const { subIndication, bestSignatureTime } = (await verify(await levelSigned(times), later(1), { revocation: 'when-present' })).signatures[0]!
      return [subIndication, bestSignatureTime]
    }
    // null is an authority nobody trusts.
    expect(await verdict([null, later(day)])).toEqual(['TIMESTAMP_ORDER_FAILURE', null])
    expect(await verdict([later(day), null])).toEqual(['TIMESTAMP_ORDER_FAILURE', null])
    expect(await verdict([later(day), signedAt])).toEqual([null, signedAt.toISOString()])
    expect(await verdict([null])).toEqual([null, null])
    // Of two that hold the earlier one counts, in whichever order.
    for (const both of [[signedAt, later(1)], [later(1), signedAt]]) expect(await verdict(both)).toEqual([null, signedAt.toISOString()])
  })

  it('is one that states a later time than the document timestamp around it', async () => {
    const file = await stamp(await sign(later(120)), later(60))
    const report = await verify(file, later(day / 2), { revocation: 'when-present' })
    expect(report.signatures.map(({ subIndication, level }) => [subIndication, level])).toEqual([['TIMESTAMP_ORDER_FAILURE', 'B-T'], [null, 'none']])
    expect(report.signatures[0]!.bestSignatureTime).toBe(later(60).toISOString())
  })
})

describe('an archive timestamp from the future', () => {
  it('is one that states a later time than the one around it, which is looked at first', async () => {
    const file = await stamp(await stamp(await sign(signedAt), later(120)), later(60))
    const report = await verify(file, later(day / 2), { revocation: 'when-present' })
    expect(report.signatures.map(({ subIndication, bestSignatureTime }) => [subIndication, bestSignatureTime])).toEqual([[null, signedAt.toISOString()], ['TIMESTAMP_ORDER_FAILURE', null], [null, later(60).toISOString()]])
  })

  it('is undecided, proves nothing for what it covers, and cannot be extended', async () => {
    const signed = await sign(signedAt)
    pki.clock.now = later(1)
    const options = { trustAnchors: [pki.root.certificate.der], revocationSource: pki.source(), at: later(1) }
    const stored = await extendPdf({ file: signed, ...options })
    const archived = await stamp(stored, later(90 * day))
    const report = await verify(archived, later(2))
    expect(report).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'TIMESTAMP_ORDER_FAILURE' })
    expect(report.signatures[0]).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-LT', bestSignatureTime: signedAt.toISOString(), revocation: [{ provenAt: null }, { provenAt: null }] })
    expect(report.signatures[1]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'TIMESTAMP_ORDER_FAILURE', bestSignatureTime: null, digestMatches: true, signatureHolds: true })
    expect(report.signatures[1]!.warnings).toEqual(['timestamp-invalid', 'timestamp-from-the-future'])
    await expect(extendPdf({ file: archived, ...options, timestampAuthority: pki.timestampAuthority })).rejects.toMatchObject({ code: 'extension-refused', details: { subIndication: 'TIMESTAMP_ORDER_FAILURE' } })
    expect((await verify(archived, later(90 * day), { revocation: 'when-present' })).signatures.map(({ level }) => level)).toEqual(['B-LTA', 'none'])
  })

  it('does not give life to a certificate that is not valid yet', async () => {
    const own = await holder({ subject: '周禾田', issuer: pki.issuing, extensions: [signingUsage(), purpose(oids.emailProtection)], from: later(30 * day), until: later(31 * day) })
    const early = { certificates: [own.certificate.der, pki.issuing.certificate.der], sign: (data: Uint8Array) => signWithKey({ key: own.key.privateKey, data }) }
    const file = await stamp(await sign(null, { signer: early }), later(30 * day + 60))
    const report = await verify(file, later(2), { revocation: 'when-present' })
    expect(report.signatures.map(({ subIndication, bestSignatureTime }) => [subIndication, bestSignatureTime])).toEqual([['OUT_OF_BOUNDS_NO_POE', null], ['TIMESTAMP_ORDER_FAILURE', null]])
  })

  it('does not let an answer from the future outlive the one that says revoked', async () => {
    const { responder } = pki.services['Level Issuing']!
    const answer = (options: object): Promise<Uint8Array> => ocspResponse({ certificate: pki.borrower.holder.certificate, issuer: pki.issuing.certificate, signer: responder!, certificates: [responder!.certificate], thisUpdate: later(1), ...options })
    const list = await crlOf({ signer: pki.root, entries: [], thisUpdate: later(1) })
    const known = withStore(await sign(signedAt), [await answer({ status: revoked(later(-10), 1) })], [list])
    const newer = withStore(known, [await answer({ thisUpdate: later(60), producedAt: later(60) })], [])
    const file = await stamp(newer, later(90))
    const report = await verify(file, later(2))
    expect(report.signatures[0]).toMatchObject({ subIndication: 'REVOKED_NO_POE', level: 'B-T', revocation: [{ status: 'revoked', problems: ['from-the-future'] }, {}] })
    expect(report.indication).toBe('INDETERMINATE')
  })
})

describe('the time that a signer’s software wrote', () => {
  const warnings = async (signingTime: Date, timestampedAt: Date | null, at: Date): Promise<readonly string[]> => (await verify(await sign(timestampedAt, { signingTime }), at, { revocation: 'when-present' })).signatures[0]!.warnings.filter((word) => word.startsWith('claimed'))

  it('is warned of when it lies after the proven time, or after now where none is proven', async () => {
    expect(await warnings(later(6), signedAt, later(60))).toEqual(['claimed-time-later'])
    expect(await warnings(later(5), signedAt, later(60))).toEqual([])
    expect(await warnings(later(-500), signedAt, later(60))).toEqual([])
    expect(await warnings(later(66), null, later(60))).toEqual(['claimed-time-later'])
    expect(await warnings(later(6), null, later(60))).toEqual([])
  })
})
