import { beforeAll, describe, expect, it } from 'vitest'
import { digest } from '../../crypto/hashing/digest.js'
import { oids } from '../../der/oids.js'
import { concatBytes } from '../../der/bytes.js'
import { toHex } from '../../encoding/hex.js'
import { appendTable } from '../../pdf/pdf.fixture.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { signWithKey } from '../../crypto/signWithKey.js'
import { requestTimestamp } from '../../timestamp/requestTimestamp.js'
import { contractFixture } from '../contract.fixture.js'
import { certify, makeTestPki, purpose, signingUsage, type TestPki } from '../pki.fixture.js'
import type { DataSigner } from '../signing/signer.js'
import { signPdf } from '../signing/signPdf.js'
import { verifyPdf } from './verifyPdf.js'

const hour = 3_600_000
const signingTime = new Date('2026-11-20T02:42:18Z')
const base = contractFixture()
let pki: TestPki

/** The signer with a certificate of this life. */
async function signerOf(from: Date, until: Date): Promise<DataSigner> {
  const extensions = [signingUsage(), purpose(oids.emailProtection)]
  const certificate = await certify({ subject: '周禾田', issuer: 'Test Root', key: pki.signerKey, issuerKey: pki.rootKey, extensions, from, until })
  return { certificates: [certificate], sign: (data) => signWithKey({ key: pki.signerKey.privateKey, data }) }
}

/** A document timestamp in a field of its own that is not shown (EN 319 142-1 section 5.4.3). */
async function appendDocumentTimestamp(file: Uint8Array): Promise<Uint8Array> {
  const room = 4096
  const rangeRoom = 40
  const stamped = appendTable(
    file,
    new Map([
      [6, '<</Fields[10 0 R 12 0 R 80 0 R]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>>>'],
      [80, '<</Type/Annot/Subtype/Widget/FT/Sig/T(timestamp)/F 132/Rect[0 0 0 0]/V 81 0 R>>'],
      [81, `<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161/ByteRange${' '.repeat(rangeRoom)}/Contents<${'0'.repeat(room)}>>>`],
    ]),
  )
  const text = new TextDecoder('latin1').decode(stamped)
  const range = text.lastIndexOf(`/ByteRange${' '.repeat(rangeRoom)}`) + '/ByteRange'.length
  const start = range + rangeRoom + '/Contents'.length
  const end = start + room + 2
  stamped.set(latin1(`[0 ${start} ${end} ${stamped.length - end}]`), range)
  const covered = concatBytes([stamped.subarray(0, start), stamped.subarray(end)])
  const token = await requestTimestamp({ authority: pki.timestampAuthority, digest: await digest({ algorithm: 'SHA-256', data: covered }) })
  stamped.set(latin1(toHex(token)), start + 1)
  return stamped
}

describe('the time that counts', () => {
  beforeAll(async () => {
    pki = await makeTestPki()
  })

  it('is the timestamp’s: a certificate that ended before it does not pass', async () => {
    const ended = await signerOf(new Date(Date.now() - 3 * hour), new Date(Date.now() - hour))
    const signed = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime, signer: ended, timestampAuthority: pki.timestampAuthority })
    const report = await verifyPdf(signed, { trustAnchors: [pki.root] })
    expect(report).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE' })
    // Nor does it for a moment when the certificate was good: the timestamp had yet to come then.
    expect(await verifyPdf(signed, { trustAnchors: [pki.root], at: new Date(Date.now() - 2 * hour) })).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'TIMESTAMP_ORDER_FAILURE' })
    expect(report.signatures[0]!.path.problems).toEqual([{ code: 'expired', index: 0 }])
  })

  it('is the moment asked for where there is no timestamp, and says so', async () => {
    const signed = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime, signer: pki.signer })
    const report = await verifyPdf(signed, { trustAnchors: [pki.root] })
    expect(report.signatures[0]).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-B', bestSignatureTime: null, claimedTime: '2026-11-20T02:42:18.000Z' })
    expect(report.signatures[0]!.warnings).toContain('no-timestamp')
  })

  it('does not trust the timestamp of an authority that is not trusted', async () => {
    const signed = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime, signer: pki.signer, timestampAuthority: (await makeTestPki()).timestampAuthority })
    const report = await verifyPdf(signed, { trustAnchors: [pki.root] })
    expect(report.signatures[0]).toMatchObject({ level: 'B-B', bestSignatureTime: null, timestamp: { valid: false, problems: ['path-not-trusted'] } })
    expect(report.signatures[0]!.warnings).toContain('timestamp-invalid')
  })

  it('is the document timestamp’s for the signatures under it', async () => {
    const signed = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime, signer: pki.signer })
    const stamped = await appendDocumentTimestamp(signed)
    const later = new Date(Date.now() + 1000 * hour)
    const report = await verifyPdf(stamped, { trustAnchors: [pki.root], at: later })
    expect(report.indication).toBe('TOTAL-PASSED')
    expect(report.signatures.map(({ field, kind, level, coverage }) => ({ field, kind, level, coverage }))).toEqual([
      { field: 'borrower', kind: 'signature', level: 'B-T', coverage: 'revision' },
      { field: 'timestamp', kind: 'document-timestamp', level: 'none', coverage: 'document' },
    ])
    expect(report.signatures[0]!.bestSignatureTime).toBe(report.signatures[1]!.bestSignatureTime)
    expect(report.signatures[0]!.changesSince.map(({ kind }) => kind)).toEqual(['document-timestamp', 'document-timestamp', 'document-timestamp'])
  })

  it('is nobody’s when the document timestamp is damaged', async () => {
    const stamped = await appendDocumentTimestamp(await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime, signer: pki.signer }))
    const at = new TextDecoder('latin1').decode(stamped).indexOf('Amount')
    stamped[at]! ^= 1
    const report = await verifyPdf(stamped, { trustAnchors: [pki.root] })
    expect(report.signatures.map(({ indication, subIndication }) => [indication, subIndication])).toEqual([
      ['TOTAL-FAILED', 'HASH_FAILURE'],
      ['TOTAL-FAILED', 'HASH_FAILURE'],
    ])
    expect(report.signatures[0]!.level).not.toBe('B-T')
  })
})
