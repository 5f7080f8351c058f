import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extendPdf, signPdf, toPem, verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../../../packages/signature/src/pades/contract.fixture.js'
import { makeLevelPki, type LevelPki } from '../../../packages/signature/src/pades/levelPki.fixture.js'
import { appendForm, type UpdateForm } from '../../../packages/signature/src/pdf/forms/appendForm.fixture.js'
import { dss } from '../judges/dss.js'
import { pdfsig } from '../judges/pdfsig.js'
import { pyhankoLevels } from '../judges/pyhankoLevels.js'
import { qpdfCheck } from '../judges/qpdf.js'

/** Bases by how their objects are listed: made by qpdf, which writes no hybrid files and no cross-reference stream without object streams, or by our fixtures. */
const bases: Readonly<Record<string, () => Uint8Array>> = {
  'qpdf: table': () => byQpdf('--object-streams=disable'),
  'qpdf: object streams': () => byQpdf('--object-streams=generate'),
  'qpdf: linearized': () => byQpdf('--linearize', '--object-streams=disable'),
  'qpdf: linearized, object streams': () => byQpdf('--linearize', '--object-streams=generate'),
  'fixture: stream': () => contractFixture({ form: 'stream' }),
  'fixture: hybrid': () => contractFixture({ form: 'hybrid' }),
}
/** What somebody else's software appends between the two signatures. */
const between: readonly (UpdateForm | null)[] = [null, 'table', 'stream', 'object-stream', 'hybrid']

const folder = mkdtempSync(join(tmpdir(), 'loansign-forms-'))
const trust = join(folder, 'trust.pem')
let pki: LevelPki
/** Signed twice and archived, by base and update. */
const made = new Map<string, string>()
const names = Object.keys(bases).flatMap((base) => between.map((update) => [base, update] as const))
const fileOf = (base: string, update: UpdateForm | null): string => made.get(`${base} ${update}`)!

function byQpdf(...options: string[]): Uint8Array {
  const [source, target] = [join(folder, 'source.pdf'), join(folder, 'made.pdf')]
  writeFileSync(source, contractFixture())
  execFileSync('qpdf', [...options, source, target])
  return readFileSync(target)
}

async function archive(base: Uint8Array, update: UpdateForm | null): Promise<Uint8Array> {
  const sign = (file: Uint8Array, field: 'borrower' | 'lender'): Promise<Uint8Array> =>
    signPdf({ base: file, field, signerName: '周禾田', signer: pki[field], signingTime: new Date(), timestampAuthority: pki.timestampAuthority })
  const once = await sign(base, 'borrower')
  const twice = await sign(update === null ? once : appendForm(once, update), 'lender')
  return extendPdf({ file: twice, trustAnchors: [pki.root.certificate.der], revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority })
}

beforeAll(async () => {
  pki = await makeLevelPki()
  writeFileSync(trust, toPem(pki.root.certificate.der))
  for (const [index, [base, update]] of names.entries()) {
    const path = join(folder, `${index}.pdf`)
    writeFileSync(path, await archive(bases[base]!(), update))
    made.set(`${base} ${update}`, path)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(names)('%s, update between the signatures: %s', (base, update) => {
  it('qpdf, pdfsig, pyHanko and this library agree that both signatures hold', async () => {
    const path = fileOf(base, update)
    const { status, output } = qpdfCheck(path)
    // A linearization that was updated is no longer one: qpdf says so in a warning, and finds nothing else.
    const warnings = output.split('\n').filter((line) => line.includes('WARNING') && !/lineariz|hint/i.test(line))
    expect({ warnings, isSound: status === 0 || (base.includes('linearized') && status === 3) }).toEqual({ warnings: [], isSound: true })
    expect(pdfsig(trust, path).slice(0, 2).map(({ validation }) => validation)).toEqual(['Signature is Valid.', 'Signature is Valid.'])
    const reading = base.includes('hybrid') || update === 'hybrid' ? 'lenient' : 'strict'
    expect(pyhankoLevels(trust, path, reading).map(({ field, bottomLine, verdict }) => ({ field, bottomLine, verdict }))).toEqual([
      // pyHanko has no rule for the object stream of a hybrid update: it calls the first signature sound, and what came behind it a change.
      { field: 'borrower', bottomLine: update !== 'hybrid', verdict: 'AdESPassed.OK' },
      { field: 'lender', bottomLine: true, verdict: 'AdESPassed.OK' },
    ])
    const report = await verifyPdf(readFileSync(path), { trustAnchors: [pki.root.certificate.der], revocation: 'required' })
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', revisions: update === null ? 5 : 6 })
    expect(report.signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA', 'none'])
  })
})

it('EU DSS: PAdES-BASELINE-LTA and TOTAL-PASSED for every one of them, nothing undefined changed', () => {
  const reports = dss(trust, names.map(([base, update]) => fileOf(base, update)))
  const odd = names.flatMap(([base, update], index) =>
    reports[index]!.signatures
      .filter(({ level, indication, intact, byteRangeValid, undefinedChanges }) => level !== 'PAdES-BASELINE-LTA' || indication !== 'TOTAL_PASSED' || !intact || !byteRangeValid || undefinedChanges > 0)
      .map(({ level, indication, subIndication, undefinedChanges, errors }) => ({ base, update, level, indication, subIndication, undefinedChanges, errors })),
  )
  expect(odd).toEqual([])
  expect(reports.map(({ signatures }) => signatures.length)).toEqual(names.map(() => 2))
})
