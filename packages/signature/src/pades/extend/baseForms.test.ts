import { beforeAll, describe, expect, it } from 'vitest'
import { bytesEqual } from '../../der/bytes.js'
import { appendForm, updateForms } from '../../pdf/forms/appendForm.fixture.js'
import { baseForms, type FixtureForm } from '../../pdf/pdf.fixture.js'
import { readPdf } from '../../pdf/readPdf.js'
import { revisionEnds } from '../../pdf/revisions.js'
import { contractFixture } from '../contract.fixture.js'
import { inspectPdf } from '../inspection/inspectPdf.js'
import { makeLevelPki, type LevelPki } from '../levelPki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import type { ValidationReport } from '../validation/verdict/report.js'
import { extendPdf } from './extendPdf.js'

let pki: LevelPki
beforeAll(async () => {
  pki = await makeLevelPki()
})

const sign = (base: Uint8Array, field: 'borrower' | 'lender'): Promise<Uint8Array> =>
  signPdf({ base, field, signerName: '周禾田', signer: pki[field], signingTime: new Date(), timestampAuthority: pki.timestampAuthority })
const extend = (file: Uint8Array): Promise<Uint8Array> =>
  extendPdf({ file, trustAnchors: [pki.root.certificate.der], revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority, at: pki.clock.now })
const verify = (file: Uint8Array): Promise<ValidationReport> => verifyPdf(file, { trustAnchors: [pki.root.certificate.der], at: pki.clock.now, revocation: 'required' })
const newest = (file: Uint8Array): string => {
  const { form, hybrid } = readPdf(file).sections[0]!
  return hybrid ? 'hybrid' : form
}

describe.each(baseForms)('a base with cross-reference %s', (form: FixtureForm) => {
  it('is one revision', () => {
    const pdf = readPdf(contractFixture({ form }))
    expect(revisionEnds(pdf)).toHaveLength(1)
    expect([pdf.sections.length, newest(pdf.bytes)]).toEqual([form.startsWith('linearized') ? 2 : 1, { 'object-stream': 'stream', linearized: 'table', 'linearized-stream': 'stream' }[form as string] ?? form])
  })

  it.each(updateForms)('is signed, updated with a %s by somebody else, signed again, updated, archived and renewed', async (update) => {
    const base = contractFixture({ form })
    const once = await sign(base, 'borrower')
    const touched = appendForm(once, update)
    expect(newest(touched)).toBe(update === 'object-stream' ? 'stream' : update)
    const twice = await sign(touched, 'lender')
    // The signer goes on in the form it finds; a hybrid file's is a table, which every reader of it knows.
    expect(newest(twice)).toBe(update.includes('stream') ? 'stream' : 'table')
    const files = [base, once, touched, twice, await extend(appendForm(twice, update === 'table' ? 'hybrid' : 'table', 'D:20261121000000Z'))]
    files.push(await extend(files.at(-1)!))
    files.forEach((file, index) => expect(bytesEqual(file.subarray(0, files[index - 1]?.length ?? 0), files[index - 1] ?? new Uint8Array())).toBe(true))
    const report = await verify(files.at(-1)!)
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', warnings: [] })
    expect(report.signatures.map(({ level, warnings }) => [level, warnings])).toEqual([['B-LTA', []], ['B-LTA', []], ['none', []], ['none', []]])
    const kinds = new Set(report.signatures[0]!.changesSince.map(({ kind }) => kind))
    // Object streams and cross-reference streams of an update are objects nobody points to.
    expect([...kinds].filter((kind) => kind !== 'unused').sort()).toEqual(['document-timestamp', 'metadata', 'signature', 'validation-data'])
    expect((await inspectPdf(files.at(-1)!)).revisions).toHaveLength(report.revisions)
  })

  it('does not pass with another amount in a later revision of any form', async () => {
    const signed = await sign(contractFixture({ form }), 'borrower')
    const honest = await verifyPdf(signed, { trustAnchors: [pki.root.certificate.der], at: pki.clock.now })
    expect(honest.indication).toBe('TOTAL-PASSED')
    for (const update of updateForms) {
      const touched = appendForm(signed, update, undefined, { number: 7, body: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[51/nine 48/nine]>>>>' })
      expect(await verify(touched), update).toMatchObject({ indication: 'TOTAL-FAILED', signatures: [{ warnings: expect.arrayContaining(['suspicious-change']) as unknown }] })
    }
  })
})
