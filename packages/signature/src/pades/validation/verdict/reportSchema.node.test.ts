import { readFileSync } from 'node:fs'
import { Validator, type Schema } from '@cfworker/json-schema'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CmsProblemCode } from '../../../cms/verifySignedData.js'
import { corpora, corporaMissing } from '../../../corpora.node.fixture.js'
import type { RevocationReason } from '../../../revocation/reason.js'
import type { RevocationProblemCode } from '../../../revocation/statement.js'
import type { PathProblemCode } from '../../../x509/path/validatePath.js'
import type { Change, ChangeKind } from '../../changes/classifyChanges.js'
import { contractFixture } from '../../contract.fixture.js'
import { extendPdf } from '../../extend/extendPdf.js'
import { makeLevelPki } from '../../levelPki.fixture.js'
import type { Freshness } from '../../material/checkRevocation.js'
import { signPdf } from '../../signing/signPdf.js'
import type { Indication, PathSummary, RevocationReport, SignatureLevel, SignatureReport, SignerReport, SubIndication, TimestampSummary, ValidationReport, Warning } from './report.js'
import { verifyPdf } from '../verifyPdf.js'

const schema = JSON.parse(readFileSync(new URL('../../../../schema/validation-report.json', import.meta.url), 'utf8')) as Schema
const validator = new Validator(schema, '2020-12', false)
const errorsOf = (report: unknown): string[] => validator.validate(JSON.parse(JSON.stringify(report))).errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)

/** All members of a union: the compiler wants each of them, and no other. */
const all = <Member extends string>(members: Record<Member, true>): string[] => Object.keys(members).sort()

const indications = all<Indication>({ 'TOTAL-PASSED': true, 'TOTAL-FAILED': true, INDETERMINATE: true })
const subIndications = all<SubIndication>({
  FORMAT_FAILURE: true, HASH_FAILURE: true, SIG_CRYPTO_FAILURE: true, SIG_CONSTRAINTS_FAILURE: true, NO_SIGNING_CERTIFICATE_FOUND: true, NO_CERTIFICATE_CHAIN_FOUND: true, CHAIN_CONSTRAINTS_FAILURE: true,
  CERTIFICATE_CHAIN_GENERAL_FAILURE: true, CRYPTO_CONSTRAINTS_FAILURE: true, OUT_OF_BOUNDS_NO_POE: true, TIMESTAMP_ORDER_FAILURE: true, REVOKED_NO_POE: true, REVOKED_CA_NO_POE: true, TRY_LATER: true, NO_SIGNATURE: true,
})
const cmsProblems = all<CmsProblemCode>({
  'not-one-signer': true, 'content-not-detached': true, 'version-mismatch': true, 'digest-algorithms-mismatch': true, 'signer-certificate-missing': true, 'digest-algorithm-unknown': true, 'digest-algorithm-sha1': true, 'digest-algorithm-md5': true,
  'signature-algorithm-unknown': true, 'signature-algorithm-sha1': true, 'signature-algorithm-md5': true, 'no-signed-attributes': true, 'attribute-repeated': true,
  'attributes-not-der': true, 'content-type-mismatch': true, 'message-digest-mismatch': true, 'signing-certificate-missing': true, 'signing-certificate-mismatch': true, 'signing-certificate-v1': true, 'signature-invalid': true,
})
const warnings = all<Exclude<Warning, `cms-${string}`>>({
  'revocation-not-checked': true, 'timestamp-certificate-expired': true, 'timestamp-from-the-future': true, 'claimed-time-later': true, 'no-timestamp': true, 'timestamp-invalid': true, 'bytes-after-end': true, 'suspicious-change': true, 'forbidden-change': true, 'visible-field-added': true,
  'form-filled': true, 'annotation-added': true, 'changed-after-last-signature': true, 'signature-removed': true, 'signature-not-shown': true, 'object-unreadable': true, 'object-unlisted': true, 'unreadable-file': true,
  'signature-shared': true, 'byte-range-odd': true, 'contents-not-in-gap': true, 'contents-padding': true, 'revision-not-signed': true, 'sub-filter-unknown': true, 'unreadable-signature': true,
})
const changeKinds = all<ChangeKind>({
  signature: true, 'signature-field': true, 'visible-signature-field': true, 'document-timestamp': true, 'straddle-seal': true, 'form-filling': true, annotation: true, 'validation-data': true, metadata: true, unused: true, suspicious: true,
})
const pathProblems = all<PathProblemCode>({
  'no-path': true, 'signature-invalid': true, 'not-yet-valid': true, expired: true, 'not-a-ca': true, 'path-too-long': true, 'key-usage': true, 'extended-key-usage': true, 'unknown-critical-extension': true,
  'name-constraints-violated': true, 'name-constraints-unsupported': true, 'algorithm-unknown': true, 'algorithm-sha1': true, 'algorithm-md5': true, 'policy-required': true, 'policies-malformed': true,
})
const statuses = all<RevocationReport['status']>({ good: true, revoked: true, 'revoked-later': true, 'on-hold': true, unknown: true, 'not-checked': true })
const freshness = all<Freshness>({ after: true, current: true, stale: true })
const reasons = all<RevocationReason>({
  unspecified: true, 'key-compromise': true, 'ca-compromise': true, 'affiliation-changed': true, superseded: true, 'cessation-of-operation': true, 'certificate-hold': true, 'remove-from-crl': true, 'privilege-withdrawn': true, 'aa-compromise': true,
})
const revocationProblems = all<RevocationProblemCode>({
  unreadable: true, 'other-certificate': true, 'signer-not-authorized': true, 'signature-invalid': true, 'algorithm-unknown': true, 'algorithm-sha1': true, 'algorithm-md5': true, 'responder-invalid': true, 'responder-not-checked': true, 'responder-revoked': true, 'critical-extension': true,
  'delta-crl': true, 'indirect-crl': true, 'partial-reasons': true, 'out-of-scope': true, 'remove-from-crl': true, 'times-disordered': true, 'before-issuance': true, 'after-expiry': true, 'from-the-future': true, 'signer-expired': true,
})
const levels = all<SignatureLevel>({ none: true, 'B-B': true, 'B-T': true, 'B-LT': true, 'B-LTA': true })

describe('the schema of the report', () => {
  const defs = schema.$defs as any
  const listed = (values: readonly unknown[] | undefined): unknown[] => [...(values ?? [])].filter((value) => value !== null).sort()

  it('lists the codes that the types list', () => {
    expect(listed(defs.indication.enum)).toEqual(indications)
    expect(listed(defs.subIndication.enum)).toEqual(subIndications)
    expect(listed(defs.warning.enum)).toEqual([...warnings, ...cmsProblems.map((code) => `cms-${code}`)].sort())
    expect(listed(defs.change.properties.kind.enum)).toEqual(changeKinds)
    expect(listed(defs.path.properties.problems.items.properties.code.enum)).toEqual(pathProblems)
    expect(listed(defs.revocation.properties.status.enum)).toEqual(statuses)
    expect(listed(defs.revocation.properties.freshness.enum)).toEqual(freshness)
    expect(listed(defs.revocation.properties.reason.enum)).toEqual(reasons)
    expect(listed(defs.revocation.properties.problems.items.enum)).toEqual(revocationProblems)
    expect(listed(defs.signature.properties.level.enum)).toEqual(levels)
  })

  it('names the fields that the types name', () => {
    const fields = (definition: Schema): string[] => Object.keys(definition.properties!).sort()
    expect(fields(schema)).toEqual(all<keyof ValidationReport>({ indication: true, subIndication: true, signatures: true, revisions: true, warnings: true, validatedAt: true }))
    expect(fields(defs.signature)).toEqual(
      all<keyof SignatureReport>({
        field: true, kind: true, indication: true, subIndication: true, level: true, signer: true, claimedName: true, claimedTime: true, bestSignatureTime: true, digestMatches: true, signatureHolds: true, coverage: true, signedLength: true,
        changesSince: true, path: true, revocation: true, timestamp: true, evidenceRoot: true, warnings: true,
      }),
    )
    expect(fields(defs.signer)).toEqual(all<keyof SignerReport>({ commonName: true, organization: true, issuer: true, notBefore: true, notAfter: true, serialNumber: true, certificateSha256: true }))
    expect(fields(defs.change)).toEqual(all<keyof Change>({ kind: true, object: true, what: true, page: true }))
    expect(fields(defs.path)).toEqual(all<keyof PathSummary>({ trusted: true, names: true, problems: true }))
    expect(fields(defs.timestamp)).toEqual(all<keyof TimestampSummary>({ valid: true, time: true, authority: true, problems: true, path: true, revocation: true }))
    expect(fields(defs.revocation)).toEqual(
      all<keyof RevocationReport>({ index: true, status: true, freshness: true, kind: true, origin: true, thisUpdate: true, nextUpdate: true, revokedAt: true, reason: true, provenAt: true, problems: true }),
    )
  })
})

describe('reports', () => {
  let archived: Uint8Array
  let anchors: readonly Uint8Array[]

  beforeAll(async () => {
    const pki = await makeLevelPki()
    anchors = [pki.root.certificate.der]
    const common = { signingTime: new Date(), timestampAuthority: pki.timestampAuthority }
    const once = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', evidenceRoot: new Uint8Array(32).fill(7), signer: pki.borrower, ...common })
    const signed = await signPdf({ base: once, field: 'lender', signerName: 'Qingxi', signer: pki.lender, ...common })
    archived = await extendPdf({ file: signed, trustAnchors: anchors, revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority })
  })

  it('keep to the schema: passed, undecided, failed, unreadable, unsigned', async () => {
    const damaged = Uint8Array.from(archived)
    damaged[500]! ^= 1
    const reports = await Promise.all([
      verifyPdf(archived, { trustAnchors: anchors, revocation: 'required' }),
      verifyPdf(archived, { trustAnchors: [] }),
      verifyPdf(archived, { trustAnchors: anchors, at: new Date(Date.now() + 4_000 * 86_400_000) }),
      verifyPdf(damaged, { trustAnchors: anchors }),
      verifyPdf(archived.subarray(0, archived.length - 40), { trustAnchors: anchors }),
      verifyPdf(contractFixture(), { trustAnchors: anchors }),
    ])
    expect(new Set(reports.map(({ indication }) => indication))).toEqual(new Set(['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED']))
    for (const report of reports) expect(errorsOf(report)).toEqual([])
  })

  it('that do not are found out', async () => {
    const report = await verifyPdf(archived, { trustAnchors: anchors })
    expect(errorsOf({ ...report, more: 1 })).not.toEqual([])
    expect(errorsOf({ ...report, indication: 'PASSED' })).not.toEqual([])
    expect(errorsOf({ ...report, signatures: report.signatures.map((one) => ({ ...one, level: 'B-X' })) })).not.toEqual([])
    expect(errorsOf({ ...report, validatedAt: 'yesterday' })).not.toEqual([])
    const { revisions: _, ...less } = report
    expect(errorsOf(less)).not.toEqual([])
  })

  it.for([
    'pyHanko/minimal-two-fields-signed-twice.pdf', 'pyHanko/pades-lta-dss-indirect-arrs-test.pdf', 'pyHanko/sig-no-signed-attrs.pdf', 'pyHanko/ed448-disallowed-hash.pdf', 'pyHanko/tail-uncovered.pdf', 'node-signpdf/signed-twice.pdf',
    'pyHanko/form-update-override-appearance-stream-sneaky.pdf',
  ])('of other people’s files: %s', async (file, { skip }) => {
    skip(...corporaMissing(file))
    expect(errorsOf(await verifyPdf(readFileSync(`${corpora}/${file}`), { trustAnchors: [] }))).toEqual([])
  })
})
