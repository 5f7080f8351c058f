import { beforeAll, describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { fixtureForms } from '../../pdf/pdf.fixture.js'
import { makeTestPki, type TestPki } from '../pki.fixture.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import { certification } from './certification.fixture.js'
import { decoys } from './decoys.fixture.js'
import { incrementalSaving } from './incrementalSaving.fixture.js'
import { shadow } from './shadow.fixture.js'
import { signatureWrapping } from './signatureWrapping.fixture.js'
import { universalForgery } from './universalForgery.fixture.js'
import { signedContract, type Forgery, type Victim } from './victim.fixture.js'
import { xrefTricks } from './xrefTricks.fixture.js'

let pki: TestPki
beforeAll(async () => {
  pki = await makeTestPki()
})

/** Said of every signature here, and of nobody's doing: the test's certificates have no revocation data. */
const harmless: readonly string[] = ['revocation-not-checked', 'revocation-unknown', 'no-revocation-data']

/** Passed, and nothing said that would make a reader look again. */
async function isCleanValid(file: Uint8Array): Promise<boolean> {
  try {
    const { indication, warnings, signatures } = await verifyPdf(file, { trustAnchors: [pki.root] })
    const said = [...warnings, ...signatures.flatMap((signature) => signature.warnings)].filter((warning) => !harmless.includes(warning))
    return indication === 'TOTAL-PASSED' && said.length === 0
  } catch (error) {
    // No PDF for this library, so no verdict that anybody could take for a good one.
    if (error instanceof SignatureError) return false
    throw error
  }
}

const families: Record<string, (victim: Victim) => Promise<Forgery[]>> = { incrementalSaving, signatureWrapping, universalForgery, shadow, certification, xrefTricks, decoys }

describe.each(fixtureForms)('attacks on a file with cross-reference %s', (form) => {
  it('begin with one that is clean and valid', async () => {
    expect(await isCleanValid(await signedContract({ pki, form }))).toBe(true)
  })

  it.each(Object.keys(families))('%s: no variant is clean and valid', async (family) => {
    const forgeries = await families[family]!({ pki, form })
    expect(forgeries.length).toBeGreaterThan(6)
    const honest = await signedContract({ pki, form })
    const clean: string[] = []
    for (const { what, file } of forgeries) {
      expect(file.length === honest.length && file.every((octet, index) => octet === honest[index]), what).toBe(false)
      if (await isCleanValid(file)) clean.push(what)
    }
    expect(clean).toEqual([])
  }, 60_000)
})
