import { beforeAll, describe, expect, it } from 'vitest'
import { toHex } from '../../encoding/hex.js'
import { readPdf } from '../../pdf/readPdf.js'
import { holder, responderExtensions } from '../../revocation/revocationPki.fixture.js'
import { crlOf, ocspResponse, revoked, unknown, type OcspFixture } from '../../revocation/revocation.fixture.js'
import { contractFixture } from '../contract.fixture.js'
import { appendSecurityStore } from '../extend/appendSecurityStore.js'
import { extendPdf } from '../extend/extendPdf.js'
import { makeLevelPki, type LevelPki } from '../levelPki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import type { SignatureReport } from '../validation/verdict/report.js'
import { verifyPdf, type VerifyPdfOptions } from '../validation/verifyPdf.js'
import { readSecurityStore } from './securityStore.js'

const minute = 60_000
let pki: LevelPki
let signed: Uint8Array
let signedAt: Date

const later = (minutes: number): Date => new Date(signedAt.getTime() + minutes * minute)
const answer = (options: Partial<OcspFixture> = {}): Promise<Uint8Array> =>
  ocspResponse({
    certificate: pki.borrower.holder.certificate, issuer: pki.issuing.certificate, signer: pki.services['Level Issuing']!.responder!, certificates: [pki.services['Level Issuing']!.responder!.certificate],
    thisUpdate: later(1), ...options,
  })
const list = (entries: Parameters<typeof crlOf>[0]['entries'] = []): Promise<Uint8Array> => crlOf({ signer: pki.root, entries, thisUpdate: later(1) })

/** The signed contract with these data in its store, whatever they are worth. */
function withStore(ocsps: readonly Uint8Array[], crls: readonly Uint8Array[], file = signed): Uint8Array {
  const pdf = readPdf(file)
  return appendSecurityStore({ pdf, store: readSecurityStore(pdf), entries: [{ key: 'A', certificates: [], ocsps, crls }] })!
}

async function verify(file: Uint8Array, options: Partial<VerifyPdfOptions> = {}): Promise<SignatureReport> {
  const report = await verifyPdf(file, { trustAnchors: [pki.root.certificate.der], at: later(2), ...options })
  return report.signatures[0]!
}
const verdict = async (ocsps: readonly Uint8Array[], crls: readonly Uint8Array[], revocation: 'required' | 'when-present' = 'required') => {
  const { indication, subIndication, revocation: found } = await verify(withStore(ocsps, crls), { revocation })
  return [indication, subIndication, found[0]?.status]
}

beforeAll(async () => {
  pki = await makeLevelPki()
  signedAt = new Date(Math.floor(pki.clock.now.getTime() / 1000) * 1000)
  signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: signedAt, signer: pki.borrower, timestampAuthority: pki.timestampAuthority })
})

describe('verifyPdf with revocation data', () => {
  it('without any: undecided where they are required, else passed with a warning', async () => {
    expect(await verify(signed, { revocation: 'required' })).toMatchObject({ indication: 'INDETERMINATE', revocation: [{ status: 'not-checked', freshness: null }, { status: 'not-checked' }] })
    const lenient = await verify(signed)
    expect(lenient).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-T' })
    expect(lenient.warnings).toEqual(['revocation-not-checked'])
  })

  it('with good ones: passed, B-LT, no warning', async () => {
    const report = await verify(withStore([await answer()], [await list()]), { revocation: 'required' })
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-LT', warnings: [] })
    expect(report.revocation).toMatchObject([
      { index: 0, status: 'good', freshness: 'after', kind: 'ocsp', origin: 'document', thisUpdate: later(1).toISOString(), provenAt: null },
      { index: 1, status: 'good', freshness: 'after', kind: 'crl' },
    ])
  })

  it('revoked before the signature, after it, on hold; the signer, the authority above, the timestamp authority', async () => {
    const fine = await list()
    expect(await verdict([await answer({ status: revoked(later(-10), 1) })], [fine])).toEqual(['INDETERMINATE', 'REVOKED_NO_POE', 'revoked'])
    expect(await verdict([await answer({ status: revoked(later(-10), 1) })], [fine], 'when-present')).toEqual(['INDETERMINATE', 'REVOKED_NO_POE', 'revoked'])
    expect(await verdict([await answer({ status: revoked(later(0), 1) })], [fine])).toEqual(['INDETERMINATE', 'REVOKED_NO_POE', 'revoked'])
    expect(await verdict([await answer({ status: revoked(later(1), 1) })], [fine])).toEqual(['TOTAL-PASSED', null, 'revoked-later'])
    expect(await verdict([await answer({ status: revoked(later(-10), 6) })], [fine])).toEqual(['INDETERMINATE', 'TRY_LATER', 'on-hold'])
    expect(await verdict([await answer()], [await list([{ serialNumber: pki.issuing.certificate.serialNumber, at: later(-10) }])])).toEqual(['INDETERMINATE', 'REVOKED_CA_NO_POE', 'good'])
    // A stolen timestamp key can state any time: revoked after the signature is revoked all the same.
    const stolen = withStore([await answer()], [await list([{ serialNumber: pki.tsa.certificate.serialNumber, at: later(1), reason: 1 }])])
    const report = await verify(stolen, { revocation: 'required' })
    expect(report.timestamp).toMatchObject({ valid: false, problems: ['REVOKED_NO_POE'], revocation: [{ status: 'revoked', reason: 'key-compromise' }] })
    expect(report).toMatchObject({ bestSignatureTime: null, level: 'B-B' })
    expect(report.warnings).toContain('timestamp-invalid')
  })

  it('the newest word counts; an answer that does not know is no answer', async () => {
    const fine = await list()
    const [before, gone, after] = [await answer({ thisUpdate: later(-1) }), await answer({ thisUpdate: later(1), status: revoked(later(-10), 6) }), await answer({ thisUpdate: later(2) })]
    expect(await verdict([before, gone], [fine])).toEqual(['INDETERMINATE', 'TRY_LATER', 'on-hold'])
    expect(await verdict([after, gone], [fine])).toEqual(['TOTAL-PASSED', null, 'good'])
    // Of two of one second the worse, in whichever order.
    for (const both of [[await answer(), gone], [gone, await answer()]]) expect(await verdict(both, [fine])).toEqual(['INDETERMINATE', 'TRY_LATER', 'on-hold'])
    const noIdea = await answer({ thisUpdate: later(2), status: unknown() })
    expect(await verdict([noIdea], [fine])).toEqual(['INDETERMINATE', 'CERTIFICATE_CHAIN_GENERAL_FAILURE', 'unknown'])
    expect(await verdict([noIdea, await answer()], [fine])).toEqual(['TOTAL-PASSED', null, 'good'])
  })

  it('older than the signature: current by its own word, or stale; never B-LT', async () => {
    const fine = await list()
    const current = withStore([await answer({ thisUpdate: later(-10) })], [fine])
    expect(await verify(current, { revocation: 'required' })).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-T', revocation: [{ freshness: 'current' }, {}] })
    const ended = withStore([await answer({ thisUpdate: later(-10), nextUpdate: later(-1) })], [fine])
    expect(await verify(ended, { revocation: 'required' })).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'TRY_LATER', revocation: [{ freshness: 'stale' }, {}] })
    const lenient = await verify(ended)
    expect(lenient).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-T' })
    expect(lenient.warnings).toEqual(['revocation-not-checked'])
    // Without nextUpdate an answer counts as current for an hour.
    expect(await verify(withStore([await answer({ thisUpdate: later(-59), nextUpdate: null })], [fine]), { revocation: 'required' })).toMatchObject({ indication: 'TOTAL-PASSED' })
    expect(await verify(withStore([await answer({ thisUpdate: later(-61), nextUpdate: null })], [fine]), { revocation: 'required' })).toMatchObject({ subIndication: 'TRY_LATER' })
  })

  it('forged, signed by nobody appointed, of another certificate, from the future, unreadable: as if they were not there, and named', async () => {
    const { lender, borrower, tsa } = pki
    const fine = await list()
    const forged = Uint8Array.from(await answer())
    forged[forged.length - pki.services['Level Issuing']!.responder!.certificate.der.length - 30]! ^= 1
    const cases: readonly (readonly [Uint8Array, string[]])[] = [
      [forged, ['signature-invalid']],
      [await answer({ signer: tsa, certificates: [tsa.certificate] }), ['signer-not-authorized']],
      [await answer({ signer: borrower.holder, certificates: [borrower.holder.certificate] }), ['signer-not-authorized']],
      [await answer({ certificate: lender.holder.certificate }), []],
      [await answer({ thisUpdate: later(30) }), ['from-the-future']],
      [Uint8Array.of(0x30, 3, 2, 1, 0), ['unreadable']],
    ]
    for (const [data, problems] of cases) {
      const report = await verify(withStore([data], [fine]), { revocation: 'required' })
      expect({ subIndication: report.subIndication, status: report.revocation[0]!.status, problems: report.revocation[0]!.problems }).toEqual({ subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE', status: 'not-checked', problems })
    }
  })

  it('of a responder without ocsp-nocheck: relied upon when a list of its issuer clears it, and not when it is revoked or on hold', async () => {
    const responder = await holder({ subject: 'Checked responder', issuer: pki.issuing, extensions: responderExtensions().slice(0, 2) })
    const given = [await answer({ signer: responder, certificates: [responder.certificate] })]
    const found = async (...crls: Uint8Array[]) => (await verify(withStore(given, [await list(), ...crls]))).revocation[0]!
    const issued = (entries: Parameters<typeof crlOf>[0]['entries'] = [], thisUpdate = later(1)): Promise<Uint8Array> => crlOf({ signer: pki.issuing, entries, thisUpdate })
    expect(await found()).toMatchObject({ status: 'not-checked', problems: ['responder-not-checked'] })
    expect((await found(await issued())).problems).toEqual([])
    // Reasons: keyCompromise, certificateHold.
    for (const reason of [1, 6]) expect((await found(await issued([{ serialNumber: responder.certificate.serialNumber, at: later(-10), reason }]))).problems, `reason ${reason}`).toEqual(['responder-revoked'])
    // A list that ended before the responder answered clears nobody.
    const old = await crlOf({ signer: pki.issuing, thisUpdate: later(-60), nextUpdate: later(-30) })
    expect((await found(old)).problems).toEqual(['responder-not-checked'])
  })

  it('asks a source for what is wanting, and for nothing else', async () => {
    pki.clock.now = later(1)
    const source = pki.source()
    const report = await verify(withStore([await answer()], []), { revocation: 'required', revocationSource: source })
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-T', revocation: [{ origin: 'document' }, { origin: 'fetched' }] })
    expect(source.questions).toEqual(['ocsp Level TSA', 'crl Level TSA'])
    const failing = { fetchOcsp: () => Promise.resolve(Uint8Array.of(1)), fetchCrl: () => Promise.resolve(null) }
    expect(await verify(signed, { revocation: 'required', revocationSource: failing })).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE' })
    pki.clock.now = signedAt
  })
})

describe('a fetch', () => {
  it('is followed to the issuer, the responder and the list, and to nothing without one', async () => {
    const alone = { ...pki.borrower, certificates: [pki.borrower.certificates[0]!] }
    const file = await signPdf({ base: contractFixture(), field: 'borrower', signerName: 'a', signingTime: signedAt, signer: alone, timestampAuthority: pki.timestampAuthority })
    expect(await verify(file)).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' })
    const answers: Readonly<Record<string, () => Promise<Uint8Array>>> = { 'http://ocsp.level.example/': () => answer(), 'http://crl.level.example/root.crl': () => list(), 'http://ca.level.example/issuing.crt': async () => pki.issuing.certificate.der }
    const asked: string[] = []
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(String(input))
      return new Response((await answers[String(input)]!()) as BodyInit)
    }
    expect(await verify(file, { fetch, revocation: 'required' })).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-T', path: { trusted: true, names: ['周禾田', 'Level Issuing', 'Level Root'] } })
    expect([...new Set(asked)].sort()).toEqual(Object.keys(answers).sort())
  })
})

describe('a document timestamp', () => {
  it('carries data whose signer’s certificate has ended since, and no data that came later', async () => {
    pki.clock.now = later(1)
    const options = { trustAnchors: [pki.root.certificate.der], revocationSource: pki.source(), at: later(1) }
    const stored = await extendPdf({ file: signed, ...options })
    const archived = await extendPdf({ file: signed, ...options, timestampAuthority: pki.timestampAuthority })
    pki.clock.now = signedAt
    // The responder's certificate ends after 400 days.
    const at = new Date(signedAt.getTime() + 500 * 86_400_000)
    expect(await verify(archived, { at, revocation: 'required' })).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-LTA', revocation: [{ status: 'good', provenAt: later(1).toISOString() }, {}] })
    expect(await verify(stored, { at, revocation: 'required' })).toMatchObject({ indication: 'INDETERMINATE', revocation: [{ status: 'not-checked', problems: ['signer-expired'] }, {}] })
    // An answer about the borrower added behind the timestamp says what it says; nothing proves its age.
    const added = withStore([await answer({ thisUpdate: later(5), status: revoked(later(-10), 1) })], [], archived)
    expect(await verify(added, { at: later(6), revocation: 'required' })).toMatchObject({ subIndication: 'REVOKED_NO_POE', level: 'B-T' })
  })

  it('of an authority that was revoked since proves nothing', async () => {
    pki.clock.now = later(1)
    const options = { trustAnchors: [pki.root.certificate.der], revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority, at: later(1) }
    const archived = await extendPdf({ file: signed, ...options })
    pki.clock.now = later(3)
    const renewed = await extendPdf({ file: archived, ...options, revocationSource: pki.source(), at: later(3) })
    pki.clock.now = later(6)
    const gone = new Map([[toHex(pki.tsa.certificate.serialNumber), { at: later(5), reason: 1 }]])
    const last = async (file: Uint8Array) => (await verifyPdf(file, { trustAnchors: [pki.root.certificate.der], at: later(6), revocation: 'required' })).signatures.map(({ indication, subIndication, level }) => subIndication ?? (level === 'none' ? indication : level))
    const entries = [...gone].map(([, end]) => ({ serialNumber: pki.tsa.certificate.serialNumber, ...end }))
    const bad = await crlOf({ signer: pki.root, entries, thisUpdate: later(6) })
    // All timestamps here come from the one authority: the outermost falls, and with nothing around them so do those inside.
    // The signature is what it would be without any timestamp: good today, at a time nobody proves.
    expect(await last(withStore([], [bad], renewed))).toEqual(['B-B', 'REVOKED_NO_POE', 'REVOKED_NO_POE'])
    expect(await last(renewed)).toEqual(['B-LTA', 'TOTAL-PASSED', 'TOTAL-PASSED'])
    pki.clock.now = signedAt
  })
})

describe('the security store', () => {
  it('leaves out what is no stream, and what does not inflate', async () => {
    const pdf = readPdf(contractFixture({ catalog: '/DSS 20 0 R', objects: ['<</Certs[21 0 R 99 0 R 3]/OCSPs 22 0 R/CRLs[23 0 R]>>', '<</Length 3>>\nstream\nabc\nendstream', '(no array)', '<</Length 3/Filter/FlateDecode>>\nstream\nabc\nendstream'] }))
    const store = readSecurityStore(pdf)
    expect(store.certificates.map(({ der }) => new TextDecoder().decode(der))).toEqual(['abc'])
    expect([store.ocsps, store.crls]).toEqual([[], []])
  })
})
