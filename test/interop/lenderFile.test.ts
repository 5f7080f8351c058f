import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawSeal, drawSignature } from '@loansign/contract'
import { fillForm, lenderFileProduct, takeFile, type LenderPlace } from '@loansign/contract/lender-file'
import { typst } from '@loansign/contract/typst'
import { inspectBase, signPdf, toPem, verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { data, lenderFile, lenderForm, mapping } from '../../packages/contract/src/lenderFile/lenderForm.fixture.js'
import { makeLevelPki, type LevelPki } from '../../packages/signature/src/pades/levelPki.fixture.js'
import { dss } from './judges/dss.js'
import { pdfsig } from './judges/pdfsig.js'
import { popplerPage } from './judges/poppler.js'
import { pyhanko } from './judges/pyhanko.js'
import { qpdfCheck } from './judges/qpdf.js'
import { verapdf } from './judges/verapdf.js'

const folder = mkdtempSync(join(tmpdir(), 'loansign-lender-file-'))
const trust = join(folder, 'trust.pem')
const engine = typst()
let pki: LevelPki

function save(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

const places: readonly LenderPlace[] = [
  { field: 'borrower', role: 'borrower', label: '借款人', anchor: { text: '借款人（签字）：', right: 10, up: -20, width: 170, height: 60 } },
  { field: 'lender', role: 'lender', label: '贷款人（公章）', page: 2, rect: [172, 400, 292, 520] },
]
const seal = drawSeal({ organization: '青溪县农村信用合作联社', caption: '合同专用章', note: '样章 TEST' })

/** A filled form, and a finished file as another program rearranged it. */
const sources = {
  'a form that was filled': async () => (await fillForm({ pdf: await lenderForm(engine), fields: mapping, data })).pdf,
  'a file made linear with object streams': async () => {
    execFileSync('qpdf', ['--linearize', '--object-streams=generate', save('source.pdf', await lenderFile(engine)), join(folder, 'linear.pdf')])
    return readFileSync(join(folder, 'linear.pdf'))
  },
}

interface Made {
  readonly source: string
  readonly frozen: string
  readonly signed: string
}
const made = new Map<string, Made>()

beforeAll(async () => {
  pki = await makeLevelPki({ located: false })
  writeFileSync(trust, toPem(pki.root.certificate.der))
  for (const [name, source] of Object.entries(sources)) {
    const pdf = await source()
    const straddleSeal = { drawing: seal, field: 'lender', label: '骑缝章' }
    const taken = await takeFile({ pdf, places, data: Buffer.from(JSON.stringify(data)), identity: [name], now: new Date('2026-11-20T02:00:00Z'), archival: 'required', straddleSeal })
    expect(inspectBase(taken.pdf, { expectedAttachments: ['loan.json'] }).findings).toEqual([])
    const common = { signingTime: new Date(), timestampAuthority: pki.timestampAuthority }
    const once = await signPdf({ base: taken.pdf, field: 'borrower', signerName: '周禾田', signer: pki.borrower, appearance: drawSignature({ name: '周禾田', time: '2026年11月20日' }), ...common })
    const signed = await signPdf({ base: once, field: 'lender', signerName: '青溪县农村信用合作联社', signer: pki.lender, appearance: seal, ...common })
    const short = String(made.size)
    made.set(name, { source: save(`${short}.pdf`, pdf), frozen: save(`${short}-frozen.pdf`, taken.pdf), signed: save(`${short}-signed.pdf`, signed) })
  }
}, 120_000)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await engine.close()
})

describe.each(Object.keys(sources))('%s, frozen and signed twice', (name) => {
  it('is accepted by pdfsig, pyHanko and EU DSS, and here', async () => {
    const { signed } = made.get(name)!
    expect(pdfsig(trust, signed).map(({ validation, certificate, coversTotal }) => [validation, certificate, coversTotal])).toEqual([
      ['Signature is Valid.', 'Certificate is Trusted.', false],
      ['Signature is Valid.', 'Certificate is Trusted.', true],
    ])
    for (const signature of pyhanko(trust, signed)) expect(signature).toMatchObject({ intact: true, valid: true, trusted: true, bottomLine: true })
    const [{ signatures }] = dss(trust, [signed]) as [ReturnType<typeof dss>[number]]
    expect(signatures).toHaveLength(2)
    for (const signature of signatures) expect(signature).toMatchObject({ level: 'PAdES-BASELINE-T', intact: true, byteRangeValid: true, dictionaryConsistent: true, undefinedChanges: 0, annotationOverlaps: 0 })
    // The straddle seal shows on both pages once the lender has signed.
    expect(signatures.map(({ visualDifferences }) => visualDifferences)).toEqual([2, 0])
    expect(await verifyPdf(readFileSync(signed), { trustAnchors: [pki.root.certificate.der] })).toMatchObject({ indication: 'TOTAL-PASSED' })
  })

  it('is clean for qpdf, and PDF/A-3b for veraPDF before and after', () => {
    const { frozen, signed } = made.get(name)!
    for (const file of [frozen, signed]) expect({ file, ...qpdfCheck(file) }).toMatchObject({ status: 0 })
    for (const report of verapdf('3b', [frozen, signed])) expect(report).toMatchObject({ compliant: true, failed: [] })
  })

  it('shows for poppler what the lender’s file shows, and the signatures in their places only', () => {
    const { source, frozen, signed } = made.get(name)!
    const size = { width: 595, height: 842 }
    const inked = (one: string, other: string, page: number): { readonly x: number; readonly y: number }[] => {
      const [a, b] = [popplerPage(one, { page, ...size }).shades, popplerPage(other, { page, ...size }).shades]
      return [...a].flatMap((shade, index) => (Math.abs(shade - b[index]!) > 60 ? [{ x: index % size.width, y: size.height - Math.floor(index / size.width) }] : []))
    }
    for (const page of [1, 2]) expect(inked(source, frozen, page)).toEqual([])
    const signatures = inked(frozen, signed, 2)
    const within = ({ x, y }: { x: number; y: number }, [left, bottom, right, top]: readonly number[]): boolean => x >= left! - 1 && x <= right! + 1 && y >= bottom! - 1 && y <= top! + 1
    // Borrower behind the text 借款人（签字）：, lender by coordinates, half of the straddle seal at the right edge.
    const boxes = inspectBase(readFileSync(frozen), { expectedAttachments: ['loan.json'] }).fields.map(({ rect }) => rect!)
    const counts = [...boxes, [535, 361, 595, 481]].map((box) => signatures.filter((place) => within(place, box)).length)
    for (const count of counts) expect(count).toBeGreaterThan(200)
    expect(signatures.filter((place) => ![...boxes, [535, 361, 595, 481]].some((box) => within(place, box)))).toEqual([])
  })
})

it('a product’s form with its companions, marked as a test, is PDF/A-3b for veraPDF, clean for qpdf, and signed in pdfsig’s eyes', async () => {
  const product = await lenderFileProduct({ folder: new URL('../../examples/lender-form/', import.meta.url), engine, archival: 'required' })
  const sample = product.definition.samples['zh-CN']!
  const documents = await product.generateDocuments({ ...sample, contract: { ...sample.contract, id: 'con_SampleSampleSample1', version: 1, nonce: '00112233445566778899aabbccddeeff' }, test: true, now: new Date() })
  const files = await Promise.all(documents.map(async ({ document, pdf }) => {
    const common = { signingTime: new Date(), timestampAuthority: pki.timestampAuthority }
    const signed = await signPdf({ base: pdf, field: 'borrower', signerName: '周禾田', signer: pki.borrower, appearance: drawSignature({ name: '周禾田', time: '2026年11月20日' }), ...common })
    return save(`${document}.pdf`, document === 'contract' ? await signPdf({ base: signed, field: 'lender', signerName: sample.lender.name, signer: pki.lender, appearance: seal, ...common }) : signed)
  }))
  for (const file of files) expect({ file, ...qpdfCheck(file) }).toMatchObject({ status: 0 })
  for (const report of verapdf('3b', files)) expect(report).toMatchObject({ compliant: true, failed: [] })
  expect(files.map((file) => pdfsig(trust, file).map(({ validation }) => validation))).toEqual([2, 1, 1].map((count) => Array.from({ length: count }, () => 'Signature is Valid.')))
}, 120_000)

it('an encrypted file is called that, whichever way its objects lie', async () => {
  for (const streams of ['disable', 'generate']) {
    execFileSync('qpdf', [`--object-streams=${streams}`, '--encrypt', '', '', '256', '--', save('source.pdf', await lenderFile(engine)), join(folder, 'encrypted.pdf')])
    const taken = takeFile({ pdf: readFileSync(join(folder, 'encrypted.pdf')), places, data: new Uint8Array(), identity: [], now: new Date(0), archival: 'required' })
    await expect(taken).rejects.toMatchObject({ code: 'lender-file-refused', details: { reasons: [{ code: 'encrypted' }] } })
  }
})
