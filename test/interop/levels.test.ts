import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extendPdf, signPdf, toPem, verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../../packages/signature/src/pades/contract.fixture.js'
import { makeLevelPki, type LevelPki } from '../../packages/signature/src/pades/levelPki.fixture.js'
import { frozenContract } from './frozenContract.js'
import { cutStore, cutDocumentTimestamps } from './judges/cutStore.js'
import { dss } from './judges/dss.js'
import { pdfsig } from './judges/pdfsig.js'
import { pyhankoLevels } from './judges/pyhankoLevels.js'
import { qpdfCheck } from './judges/qpdf.js'
import { run } from './judges/run.js'
import { verapdf } from './judges/verapdf.js'

/** The same contract at each level: the bytes of one are the beginning of the next. */
interface Levels {
  readonly base: string
  readonly lt: string
  readonly lta: string
  readonly renewed: string
}

const bases = ['table', 'object-stream', 'PDF/A-3b'] as const
const folder = mkdtempSync(join(tmpdir(), 'loansign-levels-'))
const made = new Map<string, Levels>()
const trust = join(folder, 'trust.pem')
const file = (name: string): string => join(folder, name)
let pki: LevelPki

function save(name: string, bytes: Uint8Array): string {
  writeFileSync(file(name), bytes)
  return file(name)
}

/** Borrower and lender sign, each with a timestamp; then B-LT, B-LTA, and the archive timestamp's renewal. */
async function extendThrice(name: string, base: Uint8Array, { borrower, lender, timestampAuthority, root, source }: LevelPki): Promise<Levels> {
  const common = { signingTime: new Date(), timestampAuthority }
  const once = await signPdf({ base, field: 'borrower', signerName: '周禾田', signer: borrower, ...common })
  const signed = await signPdf({ base: once, field: 'lender', signerName: '青溪县农村信用合作联社', signer: lender, ...common })
  const options = { trustAnchors: [root.certificate.der], revocationSource: source() }
  const lt = await extendPdf({ file: signed, ...options })
  const lta = await extendPdf({ file: lt, ...options, timestampAuthority })
  const renewed = await extendPdf({ file: lta, ...options, timestampAuthority })
  const short = name.replace(/\W/g, '')
  return { base: save(`${short}.pdf`, base), lt: save(`${short}-lt.pdf`, lt), lta: save(`${short}-lta.pdf`, lta), renewed: save(`${short}-renewed.pdf`, renewed) }
}

beforeAll(async () => {
  pki = await makeLevelPki()
  writeFileSync(trust, toPem(pki.root.certificate.der))
  for (const name of bases) made.set(name, await extendThrice(name, name === 'PDF/A-3b' ? await frozenContract() : contractFixture({ form: name }), pki))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(bases)('a contract at B-LT and B-LTA, base %s', (name) => {
  it('EU DSS: the level is reached, TOTAL-PASSED, every timestamp too, nothing undefined changed', () => {
    const { lt, lta, renewed } = made.get(name)!
    const reports = dss(trust, [lt, lta, renewed])
    for (const [index, level] of (['PAdES-BASELINE-LT', 'PAdES-BASELINE-LTA', 'PAdES-BASELINE-LTA'] as const).entries()) {
      const { signatures } = reports[index]!
      expect(signatures).toHaveLength(2)
      for (const signature of signatures) {
        expect(signature).toMatchObject({ level, indication: 'TOTAL_PASSED', subIndication: null, intact: true, byteRangeValid: true, undefinedChanges: 0, annotationChanges: 0, errors: [] })
        // Its own timestamp, and the document timestamps above it.
        expect(signature.timestamps).toEqual(Array.from({ length: index + 1 }, () => ({ intact: true, indication: 'PASSED', subIndication: null })))
      }
    }
  })

  it('pyHanko: passed by what the file holds alone, with archival data by EN 319 102-1 section 5.6.3; later changes at most form filling', () => {
    const { lt, lta, renewed } = made.get(name)!
    for (const path of [lt, lta, renewed]) {
      const signatures = pyhankoLevels(trust, path)
      // At B-LT nothing proves that the data are old, and pyHanko's archival validation asks for that.
      const verdict = path === lt ? 'AdESIndeterminate.NO_POE' : 'AdESPassed.OK'
      expect(signatures.map(({ oldestArchiveTimestamp, ...signature }) => ({ ...signature, isArchived: oldestArchiveTimestamp !== null }))).toEqual([
        { field: 'borrower', bottomLine: true, verdict, modification: 'FORM_FILLING', isArchived: path !== lt },
        { field: 'lender', bottomLine: true, verdict, modification: 'LTA_UPDATES', isArchived: path !== lt },
      ])
    }
  })

  it('pdfsig: signatures valid', () => {
    for (const path of [made.get(name)!.lt, made.get(name)!.renewed]) expect(validations(path)).toEqual(['Signature is Valid.', 'Signature is Valid.'])
  })

  it('openssl: each response, list and document timestamp in the file verifies', () => {
    const { renewed } = made.get(name)!
    const { ocsps, crls } = cutStore(renewed)
    expect(ocsps).toHaveLength(2)
    // An extension asks anew about the authority of a timestamp that nothing covers yet, unless the list is of this very second.
    expect([1, 2, 3]).toContain(crls.length)
    const issuing = save('issuing.pem', Buffer.from(toPem(pki.issuing.certificate.der)))
    for (const [index, holder] of [pki.borrower.holder, pki.lender.holder].entries()) {
      const own = save('own.pem', Buffer.from(toPem(holder.certificate.der)))
      const answers = ocsps.map((der) => run('openssl', ['ocsp', '-respin', save(`response-${index}.der`, der), '-issuer', issuing, '-cert', own, '-CAfile', trust, '-no_nonce']).output)
      expect(answers.filter((answer) => answer.includes('own.pem: good'))).toHaveLength(1)
      for (const answer of answers) expect(answer).toContain('Response verify OK')
    }
    for (const crl of crls) expect(run('openssl', ['crl', '-inform', 'DER', '-in', save('list.der', crl), '-CAfile', trust, '-noout']).output).toContain('verify OK')
    const timestamps = cutDocumentTimestamps(renewed)
    expect(timestamps).toHaveLength(2)
    for (const { token, covered } of timestamps) {
      expect(run('openssl', ['ts', '-verify', '-token_in', '-in', save('token.der', token), '-data', save('covered.bin', covered), '-CAfile', trust]).output).toContain('Verification: OK')
    }
  })

  it('qpdf --check is clean', () => {
    for (const path of Object.values(made.get(name)!)) {
      const { status, output } = qpdfCheck(path)
      expect({ path, status, warnings: output.includes('WARNING') }).toEqual({ path, status: 0, warnings: false })
    }
  })

  it('and here: TOTAL-PASSED with revocation required', async () => {
    for (const [path, levels] of [[made.get(name)!.lt, ['B-LT', 'B-LT']], [made.get(name)!.renewed, ['B-LTA', 'B-LTA', 'none', 'none']]] as const) {
      const report = await verifyPdf(readFileSync(path), { trustAnchors: [pki.root.certificate.der], revocation: 'required' })
      expect(report).toMatchObject({ indication: 'TOTAL-PASSED' })
      expect(report.signatures.map(({ level }) => level)).toEqual(levels)
    }
  })
})

/** pdfsig knows document timestamps and does not verify them. */
const validations = (path: string, anchors = trust): string[] => pdfsig(anchors, path).filter(({ field }) => !field.startsWith('archive-timestamp')).map(({ validation }) => validation)

describe('pdfsig', () => {
  it('trusts the certificates', async () => {
    // It asks the responder a certificate names, and trusts nothing when nobody answers: here none is named.
    const silent = await makeLevelPki({ located: false })
    const anchors = save('silent.pem', Buffer.from(toPem(silent.root.certificate.der)))
    const { renewed } = await extendThrice('silent', contractFixture(), silent)
    const signatures = pdfsig(anchors, renewed).slice(0, 2)
    expect(signatures.map(({ validation, certificate }) => [validation, certificate])).toEqual(Array.from({ length: 2 }, () => ['Signature is Valid.', 'Certificate is Trusted.']))
  })
})

describe('PDF/A-3b', () => {
  it('veraPDF: kept at every level', () => {
    const reports = verapdf('3b', Object.values(made.get('PDF/A-3b')!))
    expect(reports).toHaveLength(4)
    for (const report of reports) {
      expect(report).toMatchObject({ compliant: true, failed: [] })
      expect(report.assertions).toBeGreaterThan(100)
    }
  })
})
