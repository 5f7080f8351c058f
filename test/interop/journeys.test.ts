import { beforeAll, describe, expect, it } from 'vitest'
import { cutSignatures } from './judges/cutSignatures.js'
import { dss } from './judges/dss.js'
import { opensslCms, opensslTimestamp } from './judges/openssl.js'
import { pdfsig } from './judges/pdfsig.js'
import { pyhanko } from './judges/pyhanko.js'
import { pyhankoLevels } from './judges/pyhankoLevels.js'
import { qpdfCheck } from './judges/qpdf.js'
import { verapdf } from './judges/verapdf.js'
import { sample, type Sample } from './samples.js'

const languages = ['zh-CN', 'en'] as const

describe.each(languages)('a contract signed in Chromium (%s), judged by others', (language) => {
  let made: Sample

  beforeAll(() => {
    made = sample(language)
  }, 320_000)

  it('pdfsig: both signatures valid, certificates trusted, the last covers the whole file', () => {
    const signatures = pdfsig(made.trust, made.signed)
    expect(signatures.map(({ validation, certificate }) => ({ validation, certificate }))).toEqual([
      { validation: 'Signature is Valid.', certificate: 'Certificate is Trusted.' },
      { validation: 'Signature is Valid.', certificate: 'Certificate is Trusted.' },
      // The document timestamp: this poppler does not verify ETSI.RFC3161.
      { validation: 'Signature has not yet been verified.', certificate: '' },
    ])
    expect(signatures.at(-1)?.coversTotal).toBe(true)
  })

  it('openssl cms -verify -cades accepts each signature, openssl ts -verify each token', () => {
    const signatures = cutSignatures(made.signed)
    expect(signatures).toHaveLength(2)
    for (const signature of signatures) {
      expect(opensslCms(made.trust, signature)).toMatchObject({ status: 0 })
      const stamp = opensslTimestamp(made.trust, signature)
      expect(stamp.output).toContain('Verification: OK')
      expect(stamp.status).toBe(0)
    }
  })

  it('openssl refuses the same signature over bytes with one bit changed', () => {
    const [signature] = cutSignatures(made.signed)
    const changed = Uint8Array.from(signature!.signedBytes)
    changed[1000]! ^= 1
    expect(opensslCms(made.trust, { ...signature!, signedBytes: changed }).status).not.toBe(0)
  })

  it('qpdf --check is clean', () => {
    for (const file of [made.contract, made.signed]) {
      const { status, output } = qpdfCheck(file)
      expect({ status, warnings: output.includes('WARNING') }).toEqual({ status: 0, warnings: false })
    }
  })

  it('pyHanko: intact, trusted, later changes at most form filling', () => {
    const signatures = pyhanko(made.trust, made.signed)
    expect(signatures).toHaveLength(2)
    for (const signature of signatures) {
      expect(signature).toMatchObject({ intact: true, valid: true, trusted: true, bottomLine: true, timestampTrusted: true })
      expect(['NONE', 'LTA_UPDATES', 'FORM_FILLING']).toContain(signature.modification)
    }
    expect(signatures.map(({ coverage }) => coverage)).toEqual(['ENTIRE_REVISION', 'ENTIRE_REVISION'])
  })

  it('pyHanko: passed by what the file holds alone, with archival data by EN 319 102-1 section 5.6.3', () => {
    const signatures = pyhankoLevels(made.trust, made.signed)
    expect(signatures).toHaveLength(2)
    for (const signature of signatures) expect(signature).toMatchObject({ bottomLine: true, verdict: 'AdESPassed.OK', oldestArchiveTimestamp: expect.any(String) })
  })

  it('EU DSS: PAdES-BASELINE-LTA, TOTAL-PASSED by what the file holds, nothing undefined changed', () => {
    const [report] = dss(made.trust, [made.signed])
    expect(report?.signatures).toHaveLength(2)
    for (const signature of report!.signatures) {
      expect(signature).toMatchObject({ level: 'PAdES-BASELINE-LTA', indication: 'TOTAL_PASSED', subIndication: null, intact: true, byteRangeValid: true, dictionaryConsistent: true, undefinedChanges: 0, annotationChanges: 0, annotationOverlaps: 0, errors: [] })
      // Its own timestamp, and the document timestamp above it.
      expect(signature.timestamps).toEqual(Array.from({ length: 2 }, () => ({ intact: true, indication: 'PASSED', subIndication: null })))
    }
  })

  it('veraPDF: PDF/A-3b before and after signing', () => {
    for (const report of verapdf('3b', [made.contract, made.signed])) {
      expect(report).toMatchObject({ compliant: true, failed: [] })
      expect(report.assertions).toBeGreaterThan(100)
    }
  })
})
