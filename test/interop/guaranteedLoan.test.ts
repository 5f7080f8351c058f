import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from '../e2e/driving/browser.mjs'
import { guaranteedLoan } from '../e2e/driving/guaranteedLoan.js'
import { cutSignatures } from './judges/cutSignatures.js'
import { dss } from './judges/dss.js'
import { opensslCms, opensslTimestamp } from './judges/openssl.js'
import { pdfsig } from './judges/pdfsig.js'
import { pyhanko } from './judges/pyhanko.js'
import { qpdfCheck } from './judges/qpdf.js'
import { verapdf } from './judges/verapdf.js'

interface Document {
  readonly title: string
  readonly frozen: string
  readonly signed: string
  /** Persons and, where it is sealed, the lender. */
  readonly signatures: number
}

const folder = mkdtempSync(join(tmpdir(), 'loansign-guaranteed-'))
const trust = join(folder, 'trust.pem')
let documents: readonly Document[]

beforeAll(async () => {
  const browser = await launch()
  try {
    documents = await guaranteedLoan(browser, 'zh-CN', async ({ contract, trustPem, file }) => {
      writeFileSync(trust, trustPem)
      return Promise.all(
        contract.documents.map(async ({ id, title, sealed, signerIds }, index) => {
          const [frozen, signed] = [join(folder, `${index}-frozen.pdf`), join(folder, `${index}-signed.pdf`)]
          writeFileSync(frozen, await file(id, 'frozen'))
          writeFileSync(signed, await file(id))
          return { title, frozen, signed, signatures: signerIds.length + (sealed ? 1 : 0) }
        }),
      )
    })
  } finally {
    await browser.close()
  }
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('loan contract, guarantee, cost table and consents: seven files, every one signed', () => {
  expect(documents).toHaveLength(7)
  expect(documents.reduce((sum, { signatures }) => sum + signatures, 0)).toBeGreaterThan(8)
  for (const { signatures } of documents) expect(signatures).toBeGreaterThan(0)
})

it('pdfsig: every signature valid, its certificate trusted; the document timestamp covers the whole file', () => {
  for (const { title, signed, signatures } of documents) {
    const found = pdfsig(trust, signed)
    expect([title, ...found.map(({ validation, certificate }) => `${validation} ${certificate}`)]).toEqual([
      title,
      ...Array.from({ length: signatures }, () => 'Signature is Valid. Certificate is Trusted.'),
      // The document timestamp: this poppler does not verify ETSI.RFC3161.
      'Signature has not yet been verified. ',
    ])
    expect(found.at(-1)!.coversTotal).toBe(true)
  }
})

it('pyHanko: intact, trusted, later changes at most form filling', () => {
  for (const { title, signed, signatures } of documents) {
    const found = pyhanko(trust, signed)
    expect([title, found.length]).toEqual([title, signatures])
    for (const signature of found) {
      expect(signature).toMatchObject({ intact: true, valid: true, trusted: true, bottomLine: true, timestampTrusted: true })
      expect(['NONE', 'LTA_UPDATES', 'FORM_FILLING']).toContain(signature.modification)
    }
    expect(found.at(-1)!.coverage).toBe('ENTIRE_REVISION')
  }
})

it('openssl: every CMS as CAdES, every token', () => {
  for (const { title, signed, signatures } of documents) {
    const found = cutSignatures(signed)
    expect([title, found.length]).toEqual([title, signatures])
    for (const signature of found) {
      expect(opensslCms(trust, signature)).toMatchObject({ status: 0 })
      expect(opensslTimestamp(trust, signature)).toMatchObject({ status: 0, output: expect.stringContaining('Verification: OK') as string })
    }
  }
})

it('EU DSS: PAdES-BASELINE-LTA, TOTAL-PASSED by what each file holds, nothing undefined changed', () => {
  const reports = dss(trust, documents.map(({ signed }) => signed))
  expect(reports.map(({ signatures }) => signatures.length)).toEqual(documents.map(({ signatures }) => signatures))
  for (const signature of reports.flatMap(({ signatures }) => signatures)) {
    expect(signature).toMatchObject({
      level: 'PAdES-BASELINE-LTA', indication: 'TOTAL_PASSED', subIndication: null, intact: true, byteRangeValid: true, dictionaryConsistent: true,
      undefinedChanges: 0, annotationChanges: 0, annotationOverlaps: 0, errors: [],
    })
    expect(signature.timestamps).toEqual(Array.from({ length: 2 }, () => ({ intact: true, indication: 'PASSED', subIndication: null })))
  }
})

it('qpdf: clean before and after; veraPDF: PDF/A-3b before and after', () => {
  const files = documents.flatMap(({ frozen, signed }) => [frozen, signed])
  for (const file of files) {
    const { status, output } = qpdfCheck(file)
    expect({ file, status, warnings: output.includes('WARNING') }).toEqual({ file, status: 0, warnings: false })
  }
  const reports = verapdf('3b', files)
  expect(reports).toHaveLength(14)
  for (const report of reports) {
    expect(report).toMatchObject({ compliant: true, failed: [] })
    expect(report.assertions).toBeGreaterThan(100)
  }
})
