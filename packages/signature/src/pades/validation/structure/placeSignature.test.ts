import { beforeAll, describe, expect, it } from 'vitest'
import { latin1 } from '../../../pdf/syntax/write.js'
import { contractFixture } from '../../contract.fixture.js'
import { extendPdf } from '../../extend/extendPdf.js'
import { makeLevelPki } from '../../levelPki.fixture.js'
import { text } from '../../signOver.fixture.js'
import { signPdf } from '../../signing/signPdf.js'
import type { ValidationReport } from '../verdict/report.js'
import { verifyPdf } from '../verifyPdf.js'

/** The last /Contents of a file stands in a gap that nothing covers: also how it is written is looked at. */
describe.each(['signature', 'document timestamp'])('the digits of a %s', (kind) => {
  let trustAnchors: readonly Uint8Array[] = []
  let file = ''
  beforeAll(async () => {
    const pki = await makeLevelPki()
    trustAnchors = [pki.root.certificate.der]
    const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: pki.borrower, timestampAuthority: pki.timestampAuthority })
    file = text(kind === 'signature' ? signed : await extendPdf({ file: signed, trustAnchors, revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority }))
  })

  const verify = (how: (digits: string) => string): Promise<ValidationReport> => {
    const start = file.lastIndexOf('/Contents<') + '/Contents<'.length
    const end = file.indexOf('>', start)
    const changed = file.slice(0, start) + how(file.slice(start, end)) + file.slice(end)
    expect(changed.length).toBe(file.length)
    return verifyPdf(latin1(changed), { trustAnchors })
  }

  it.each<[string, (digits: string) => string]>([
    ['as they were written', (digits) => digits],
    ['in capitals', (digits) => digits.toUpperCase()],
  ])('pass %s', async (_, how) => {
    expect((await verify(how)).indication).toBe('TOTAL-PASSED')
  })

  it.each<[string, (digits: string) => string]>([
    ['one capital among them', (digits) => digits.replace(/[a-f]/, (letter) => letter.toUpperCase())],
    ['blanks for the last two zeros', (digits) => digits.replace(/00$/, '  ')],
    ['octets 0 for them', (digits) => digits.replace(/00$/, '\0\0')],
    ['a last one alone', (digits) => digits.replace(/00$/, '0 ')],
    ['a line end among the zeros', (digits) => digits.replace(/0{40}$/, `\r\n${'0'.repeat(38)}`)],
  ])('do not pass with %s', async (_, how) => {
    const report = await verify(how)
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.signatures.flatMap(({ warnings }) => warnings)).toContain('contents-padding')
  })
})
