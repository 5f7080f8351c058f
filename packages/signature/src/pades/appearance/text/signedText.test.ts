import { beforeAll, describe, expect, it } from 'vitest'
import { toBase64url } from '../../../encoding/base64url.js'
import { appendRevision } from '../../../pdf/appendRevision.js'
import { concatBytes } from '../../../der/bytes.js'
import { fixtureForms } from '../../../pdf/pdf.fixture.js'
import { readPdf } from '../../../pdf/readPdf.js'
import { latin1 } from '../../../pdf/syntax/write.js'
import { checkTail } from '../../checks/checkTail.js'
import { contractFixture } from '../../contract.fixture.js'
import { extendPdf } from '../../extend/extendPdf.js'
import { makeLevelPki, type LevelPki } from '../../levelPki.fixture.js'
import { joinPrepared } from '../../signing/joinPrepared.js'
import { prepareSignature } from '../../signing/prepareSignature.js'
import { signPdf } from '../../signing/signPdf.js'
import { verifyPdf } from '../../validation/verifyPdf.js'
import type { SignatureAppearance } from '../appearance.js'
import { trueTypeFixture } from './trueType.fixture.js'

const signingTime = new Date('2026-11-20T02:42:18Z')
/** A name whose last character is in a font of its own, with the time. */
const written = (name: string, rare: string): SignatureAppearance => ({
  kind: 'text', width: 17_000, height: 6_000,
  fonts: [
    { name: 'Squares', program: toBase64url(trueTypeFixture({ characters: [...new Set(`${name} 0126`)].join('') })) },
    { name: 'Rare', program: toBase64url(trueTypeFixture({ characters: rare, mapFormat: 12 })) },
  ],
  runs: [{ font: 0, size: 1000, x: 0, y: 2000, text: name }, { font: 1, size: 1000, x: 4000, y: 2000, text: rare }, { font: 0, size: 500, x: 0, y: 400, text: '2026 10 20' }],
})
let pki: LevelPki

async function signTwice(base: Uint8Array): Promise<Uint8Array> {
  const common = { signingTime, timestampAuthority: pki.timestampAuthority }
  const once = await signPdf({ base, field: 'borrower', signerName: '欧阳𠮷', signer: pki.borrower, appearance: written('欧阳', '𠮷'), ...common })
  return signPdf({ base: once, field: 'lender', signerName: '张三', signer: pki.lender, appearance: written('张三', '㛃'), ...common })
}

describe.each(fixtureForms)('a signature with text in it, base with cross-reference %s', (form) => {
  let base: Uint8Array
  let signed: Uint8Array
  const verify = (file: Uint8Array) => verifyPdf(file, { trustAnchors: [pki.root.certificate.der] })

  beforeAll(async () => {
    pki = await makeLevelPki()
    base = contractFixture({ form })
    signed = await signTwice(base)
  })

  it('is prepared the same from the same parameters, which survive JSON', async () => {
    const options = { base, field: 'borrower', signerName: '欧阳𠮷', signingTime }
    const prepared = await prepareSignature({ ...options, appearance: written('欧阳', '𠮷') })
    expect(await prepareSignature({ ...options, appearance: (JSON.parse(JSON.stringify(prepared)) as typeof prepared).parameters.appearance! })).toEqual(prepared)
  })

  it('stays valid when another one follows, and at B-LTA', async () => {
    const report = await verify(signed)
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED' })
    // The first one: then came the other field, its signature, its look, and two fonts of five objects.
    expect(report.signatures.map(({ changesSince }) => changesSince.map(({ kind }) => kind))).toEqual([Array.from({ length: 13 }, () => 'signature'), []])
    const options = { trustAnchors: [pki.root.certificate.der], revocationSource: pki.source(), at: pki.clock.now }
    const archived = await extendPdf({ file: await extendPdf({ file: signed, ...options }), ...options, timestampAuthority: pki.timestampAuthority })
    const { indication, signatures } = await verifyPdf(archived, { ...options, revocation: 'required' })
    expect([indication, ...signatures.map(({ level }) => level)]).toEqual(['TOTAL-PASSED', 'B-LTA', 'B-LTA', 'none'])
  })

  it('is no tail of a contract', async () => {
    const prepared = await prepareSignature({ base, field: 'borrower', signerName: '欧阳𠮷', signingTime, appearance: written('欧阳', '𠮷') })
    expect(checkTail({ base, revision: joinPrepared({ base, prepared }) }).problems.map(({ code }) => code)).toEqual(['appearance'])
  })

  it.each(['the look', 'a font', 'a descendant', 'a descriptor', 'a program', 'what its glyphs are', 'another font'])('fails when %s is another later', async (what) => {
    // The signature dictionary has the base's first free number, and the rest stands behind it.
    const number = readPdf(base).size + 1 + ['the look', 'a font', 'a descendant', 'a descriptor', 'a program', 'what its glyphs are', 'another font'].indexOf(what)
    const [from, to] = readPdf(signed).objectRange(number)!
    const whole = signed.subarray(from, to)
    const body = whole.subarray(`${number} 0 obj\n`.length, whole.length - '\nendobj'.length)
    for (const changed of [body, latin1('<<>>')]) {
      const forged = concatBytes([signed, appendRevision(readPdf(signed), [{ number, generation: 0, body: changed }]).tail])
      const { indication, signatures } = await verify(forged)
      expect(indication).toBe('TOTAL-FAILED')
      expect(signatures[0]!.changesSince).toContainEqual(expect.objectContaining({ kind: 'suspicious', object: number }))
    }
  })
})
