import { beforeAll, expect, it } from 'vitest'
import { verifyPdf } from '../../validation/verifyPdf.js'
import type { SignatureReport } from '../../validation/verdict/report.js'
import { deletedData } from './deletedData.fixture.js'
import { revokedAuthorities } from './revokedAuthorities.fixture.js'
import { unaskedSources } from './unaskedSources.fixture.js'
import { makeArchivist, type Archivist, type ArchiveForgery } from './archivist.fixture.js'

let archivist: Archivist
beforeAll(async () => {
  archivist = await makeArchivist()
})

async function judge({ file, at, revocationSource, field = 'borrower' }: ArchiveForgery): Promise<SignatureReport> {
  const options = { trustAnchors: [archivist.pki.root.certificate.der], at, revocation: 'required' as const, ...(revocationSource ? { revocationSource } : {}) }
  return (await verifyPdf(file, options)).signatures.find((signature) => signature.field === field)!
}

const families: Record<string, (archivist: Archivist) => Promise<ArchiveForgery[]>> = { revokedAuthorities, unaskedSources, deletedData }

it.each(Object.keys(families))('%s: each passes before the forgery, and none after', async (family) => {
  const wrong: string[] = []
  for (const forgery of await families[family]!(archivist)) {
    const honest = await judge({ ...forgery, ...forgery.honest })
    if (honest.indication !== 'TOTAL-PASSED') wrong.push(`${forgery.what}: the honest one ${honest.indication} ${honest.subIndication} ${honest.warnings.join(' ')} ${JSON.stringify(honest.revocation)}`)
    const { indication, subIndication, level, warnings, revocation } = await judge(forgery)
    const holds = forgery.notLevel ? level !== forgery.notLevel : indication !== 'TOTAL-PASSED'
    if (!holds) wrong.push(`${forgery.what}: ${indication} ${subIndication} ${level} ${warnings.join(' ')} ${JSON.stringify(revocation)}`)
  }
  expect(wrong).toEqual([])
}, 60_000)
