import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.js'

export interface PdfsigSignature {
  readonly field: string
  readonly validation: string
  readonly certificate: string
  readonly coversTotal: boolean
}

/** poppler's pdfsig with the anchors of a PEM file in a fresh NSS database. */
export function pdfsig(trustPem: string, file: string): PdfsigSignature[] {
  const database = mkdtempSync(join(tmpdir(), 'loansign-nss-'))
  try {
    expectDone(run('certutil', ['-N', '-d', `sql:${database}`, '--empty-password']))
    const certificates = readFileSync(trustPem, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
    certificates.forEach((certificate, index) => {
      const path = join(database, `anchor-${index}.pem`)
      writeFileSync(path, certificate)
      expectDone(run('certutil', ['-A', '-d', `sql:${database}`, '-n', `anchor ${index}`, '-t', 'C,C,C', '-a', '-i', path]))
    })
    const { output } = run('pdfsig', ['-nssdir', `sql:${database}`, file])
    return output
      .split(/^Signature #\d+:/m)
      .slice(1)
      .map((part) => ({
        field: /Signature Field Name: (.*)/.exec(part)?.[1] ?? '',
        validation: /Signature Validation: (.*)/.exec(part)?.[1] ?? '',
        certificate: /Certificate Validation: (.*)/.exec(part)?.[1] ?? '',
        coversTotal: /Total document signed/.test(part),
      }))
  } finally {
    rmSync(database, { recursive: true, force: true })
  }
}

function expectDone(verdict: { status: number; output: string }): void {
  if (verdict.status !== 0) throw new Error(`certutil: ${verdict.output.slice(0, 500)}`)
}
