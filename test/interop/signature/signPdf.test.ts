import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concatBytes, signPdf, verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureForms } from '../../../packages/signature/src/pdf/pdf.fixture.js'
import { contractFixture } from '../../../packages/signature/src/pades/contract.fixture.js'
import { makeTestPki, type TestPki } from '../../../packages/signature/src/pades/pki.fixture.js'

const signingTime = new Date('2026-11-20T02:42:18Z')
const strokes = { kind: 'strokes', width: 20_000, height: 8_000, lineWidth: 220, strokes: [[1000, 1000, 6000, 7000, 9000, 2000], [12_000, 4000]] } as const
const mask = { kind: 'mask', width: 16_000, height: 4_000, columns: 64, rows: 16, bits: Buffer.alloc(128, 0b11110000).toString('base64url') } as const
const seal = { kind: 'paths', width: 10_000, height: 10_000, operators: '0.8 0 0 rg 5000 0 m 10000 5000 l 5000 10000 l 0 5000 l h f' } as const

let folder: string
let pki: TestPki

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loansign-witness-'))
  pki = await makeTestPki()
})
afterAll(() => rmSync(folder, { recursive: true }))

function save(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** Borrower and lender sign; the lender's look is a seal or a typed name. */
async function signTwice(base: Uint8Array, second: typeof mask | typeof seal): Promise<Uint8Array> {
  const common = { signingTime, signer: pki.signer, timestampAuthority: pki.timestampAuthority }
  const once = await signPdf({ base, field: 'borrower', signerName: '周禾田', reason: '借款合同', appearance: strokes, ...common })
  return signPdf({ base: once, field: 'lender', signerName: 'Qingxi Credit Union', appearance: second, evidenceRoot: new Uint8Array(32).fill(9), ...common })
}

describe.each(fixtureForms)('other people’s software, base with cross-reference %s', (form) => {
  it('pdfsig finds both signatures valid', async () => {
    const path = save(`${form}.pdf`, await signTwice(contractFixture({ form }), mask))
    const output = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' })
    expect(output.match(/Signature is Valid\./g)).toHaveLength(2)
    expect(output).toContain('Signature Type: ETSI.CAdES.detached')
    expect(output.match(/Total document signed/g)).toHaveLength(1)
  })

  it('qpdf finds nothing to complain about', async () => {
    const path = save(`${form}-seal.pdf`, await signTwice(contractFixture({ form }), seal))
    const { status, stdout, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('No syntax or stream encoding errors found')
  })

  it('poppler draws every kind of look inside its field, and the rest of the page as before', async () => {
    const base = contractFixture({ form })
    const signed = await signTwice(base, mask)
    // The second page of the fixture is empty but for the two fields: [72 600 242 660] and [72 500 242 560].
    const before = inkOf(save(`${form}-before.pdf`, base))
    const after = inkOf(save(`${form}-after.pdf`, signed))
    expect(before).toEqual({ borrower: 0, lender: 0, elsewhere: 0 })
    expect(after.borrower).toBeGreaterThan(100)
    expect(after.lender).toBeGreaterThan(1000)
    expect(after.elsewhere).toBe(0)
  })
})

describe('bases made by qpdf', () => {
  it.each([
    ['linearized', ['--linearize', '--object-streams=disable']],
    ['linearized with object streams', ['--linearize', '--object-streams=generate']],
    ['object streams', ['--object-streams=generate']],
  ])('%s: signed twice, valid in pdfsig and here, and clean in qpdf', async (name, options) => {
    const source = save('source.pdf', contractFixture())
    const made = join(folder, 'made.pdf')
    execFileSync('qpdf', [...options, source, made])
    const signed = await signTwice(readFileSync(made), seal)
    const path = save('made-signed.pdf', signed)
    expect(execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' }).match(/Signature is Valid\./g)).toHaveLength(2)
    // A linearization that was updated is no longer one: qpdf says so (3), and finds no error (2).
    expect(spawnSync('qpdf', ['--check', path], { encoding: 'utf8' }).status, name).not.toBe(2)
    const report = await verifyPdf(signed, { trustAnchors: [pki.root] })
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', revisions: 3 })
    expect(report.signatures.map(({ coverage }) => coverage)).toEqual(['revision', 'document'])
  })
})

/** Dark pixels of page two at 72 dpi: one pixel a point. */
function inkOf(path: string): { borrower: number; lender: number; elsewhere: number } {
  const image = execFileSync('pdftoppm', ['-r', '72', '-gray', '-f', '2', '-l', '2', '-aa', 'no', path], { maxBuffer: 1e7 })
  const [header, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.toString('latin1', 0, 40))!
  const counts = { borrower: 0, lender: 0, elsewhere: 0 }
  for (let i = 0; i < Number(width) * Number(height); i++) {
    if (image[header!.length + i]! > 200) continue
    const [x, y] = [i % Number(width), Number(height) - Math.floor(i / Number(width))]
    const inside = x >= 71 && x <= 243
    const place = inside && y >= 599 && y <= 661 ? 'borrower' : inside && y >= 499 && y <= 561 ? 'lender' : 'elsewhere'
    counts[place]++
  }
  return counts
}

describe('the decoy attack', () => {
  it('shows what the cross-reference says before and after signing', async () => {
    // A second definition of the page's content, behind the first and in no cross-reference: software that scans for objects would take it.
    const honest = contractFixture({ text: 'Amount 1000.00 TRUE' })
    const text = new TextDecoder('latin1').decode(honest)
    const content = 'BT /F1 14 Tf 72 700 Td (Amount 999999.00 DECOY) Tj ET'
    const decoy = `5 0 obj\n<</Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\n`
    const at = text.lastIndexOf('xref\n0 ')
    const base = Uint8Array.from(Buffer.from(`${text.slice(0, at)}${decoy}${text.slice(at).replace(/startxref\n\d+/, `startxref\n${at + decoy.length}`)}`, 'latin1'))
    const signed = await signTwice(base, seal)
    for (const [name, bytes] of [['decoy-before.pdf', base], ['decoy-after.pdf', signed]] as const) {
      expect(execFileSync('pdftotext', [save(name, bytes), '-'], { encoding: 'utf8' })).toContain('Amount 1000.00 TRUE')
    }
  })
})

describe('openssl', () => {
  it('verifies the CMS as CAdES over the signed bytes', async () => {
    const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime, signer: pki.signer, timestampAuthority: pki.timestampAuthority })
    const text = new TextDecoder('latin1').decode(signed)
    const [start, end] = /\/ByteRange\[0 (\d+) (\d+)/.exec(text)!.slice(1).map(Number) as [number, number]
    const contents = Buffer.from(text.slice(start + 1, end - 1), 'hex')
    // ContentInfo of up to 64 kB: 30 82 and two octets of length.
    const cms = save('signature.der', contents.subarray(0, 4 + contents.readUInt16BE(2)))
    const content = save('content.bin', concatBytes([signed.subarray(0, start), signed.subarray(end)]))
    const root = save('root.pem', Buffer.from(`-----BEGIN CERTIFICATE-----\n${Buffer.from(pki.root).toString('base64')}\n-----END CERTIFICATE-----\n`))
    const arguments_ = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', cms, '-content', content, '-CAfile', root, '-purpose', 'any', '-out', join(folder, 'out.bin')]
    const { status, stderr } = spawnSync('openssl', arguments_, { encoding: 'utf8' })
    expect({ status, stderr: stderr.trim() }).toEqual({ status: 0, stderr: 'CAdES Verification successful' })
  })
})
