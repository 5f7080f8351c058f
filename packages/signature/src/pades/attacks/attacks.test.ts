import { beforeAll, describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { baseForms } from '../../pdf/pdf.fixture.js'
import { makeTestPki, type TestPki } from '../pki.fixture.js'
import type { Warning } from '../validation/verdict/report.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import { certification } from './certification.fixture.js'
import { decoys } from './decoys.fixture.js'
import { incrementalSaving } from './incrementalSaving.fixture.js'
import { linearization } from './readers/linearization.fixture.js'
import { otherDecoders } from './readers/otherDecoders.fixture.js'
import { otherPages } from './readers/otherPages.fixture.js'
import { otherReaders } from './readers/otherReaders.fixture.js'
import { shadow } from './shadow.fixture.js'
import { signatureWrapping } from './signatureWrapping.fixture.js'
import { streamSections } from './readers/streamSections.fixture.js'
import { twoSections } from './readers/twoSections.fixture.js'
import { tokenFields } from './tokenFields.fixture.js'
import { universalForgery } from './universalForgery.fixture.js'
import { sign, signedContract, type Forgery, type Victim } from './victim.fixture.js'
import { xrefTricks } from './xrefTricks.fixture.js'

let pki: TestPki
beforeAll(async () => {
  pki = await makeTestPki()
})

/** Said of every signature here, and of nobody's doing: the test's certificates have no revocation data. */
const harmless: readonly string[] = ['revocation-not-checked']

interface Outcome {
  /** `passed`, and `clean` when besides nothing is said that would make a reader look again. */
  readonly verdict: 'clean' | 'passed' | 'not passed'
  readonly said: readonly Warning[]
}

async function outcome(file: Uint8Array): Promise<Outcome> {
  try {
    const { indication, warnings, signatures } = await verifyPdf(file, { trustAnchors: [pki.root] })
    const said = [...warnings, ...signatures.flatMap((signature) => signature.warnings)].filter((warning) => !harmless.includes(warning))
    return { verdict: indication !== 'TOTAL-PASSED' ? 'not passed' : said.length === 0 ? 'clean' : 'passed', said }
  } catch (error) {
    // No PDF for this library, so no verdict that anybody could take for a good one.
    if (error instanceof SignatureError) return { verdict: 'not passed', said: [] }
    throw error
  }
}

const families: Record<string, (victim: Victim) => Promise<Forgery[]>> = { incrementalSaving, signatureWrapping, universalForgery, shadow, certification, xrefTricks, decoys, streamSections, otherReaders, otherDecoders, otherPages, linearization, tokenFields }

it('a file ordered as a linearized one, which does not say that it were, is clean where both sections agree', async () => {
  const outcomes = [{ shifted: false, twice: false }, { shifted: false, twice: true }, { shifted: true, twice: false }].map(async (how) => {
    const file = await sign({ pki, form: 'table' }, twoSections(how)).catch(() => null)
    return file && (await outcome(file)).verdict
  })
  // The last is not even signed.
  expect(await Promise.all(outcomes)).toEqual(['clean', 'not passed', null])
})

describe.each(baseForms)('attacks on a file with cross-reference %s', (form) => {
  it('begin with one that is clean and valid', async () => {
    expect((await outcome(await signedContract({ pki, form }))).verdict).toBe('clean')
  })

  // Remarks that a certification permits pass with a warning; nothing else passes.
  it.each(Object.keys(families))('%s: no variant is clean and valid', async (family) => {
    const forgeries = await families[family]!({ pki, form })
    expect(forgeries.length).toBeGreaterThan(6)
    const honest = await signedContract({ pki, form })
    const wrong: string[] = []
    for (const { what, file, says } of forgeries) {
      expect(file.length === honest.length && file.every((octet, index) => octet === honest[index]), what).toBe(false)
      const { verdict, said } = await outcome(file)
      const mayPass = family === 'certification' && what.startsWith('EAA') && what.endsWith('/P 3')
      if (verdict === 'clean' || (verdict === 'passed' && !mayPass) || (says && !said.includes(says))) wrong.push(`${what}: ${verdict}, ${said.join(' ')}`)
    }
    expect(wrong).toEqual([])
  }, 60_000)
})
