import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { corpora, corporaMissing } from '../../corpora.node.fixture.js'
import { SignatureError } from '../../errors.js'
import type { ValidationReport } from './verdict/report.js'
import { verifyPdf } from './verifyPdf.js'

/** Nobody here is trusted, so a sound signature is INDETERMINATE for its chain and for nothing else. */
const verify = (file: string): Promise<ValidationReport> => verifyPdf(readFileSync(join(corpora, file)), { trustAnchors: [] })

const changeKinds = (report: ValidationReport): string[] => [...new Set(report.signatures.flatMap(({ changesSince }) => changesSince.map(({ kind }) => kind)))].sort()

describe('other people’s signed files', () => {
  it.for<[file: string, kinds: string[]]>([
    ['pyHanko/minimal-two-fields-signed-twice.pdf', ['metadata', 'signature']],
    ['pyHanko/minimal-signed-twice-both-created.pdf', ['metadata', 'visible-signature-field']],
    ['pyHanko/extensions-direct.pdf', ['metadata', 'signature']],
    ['pyHanko/extensions-update-direct.pdf', ['metadata', 'signature']],
    ['pyHanko/form-update-override-appearance-stream.pdf', ['metadata', 'signature']],
    ['pyHanko/form-update-no-override-appearance-stream-ap-indirect.pdf', ['metadata', 'signature']],
    ['pyHanko/form-update-original-ap-type-wrong.pdf', ['metadata', 'signature']],
    ['pyHanko/pades-with-old-style-signing-cert-attr.pdf', []],
    ['pyHanko/sig-with-ski-sid.pdf', []],
    ['pyHanko/pades-lta-dss-indirect-arrs-test.pdf', ['document-timestamp', 'unused', 'validation-data']],
    ['node-signpdf/issue-209-reason-includes-trailer-word.pdf', []],
  ])('%s is intact and unchanged but for what is permitted', async ([file, kinds], { skip }) => {
    skip(...corporaMissing(file))
    const { signatures, ...report } = await verify(file)
    expect(signatures.length).toBeGreaterThan(0)
    for (const signature of signatures) expect(signature).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', digestMatches: true, signatureHolds: true })
    expect(changeKinds({ ...report, signatures })).toEqual(kinds)
  })

  it.for(['node-signpdf/signed-once.pdf', 'node-signpdf/signed-twice.pdf'])('%s is intact, but its attributes are not in the order of DER', async (file, { skip }) => {
    skip(...corporaMissing(file))
    const { signatures } = await verify(file)
    for (const signature of signatures) {
      expect(signature).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE', digestMatches: true, signatureHolds: true })
      expect(signature.warnings).toContain('cms-attributes-not-der')
    }
  })

  it.for<[file: string, warning: string]>([
    ['pyHanko/extensions-indirect-not-all-paths.pdf', 'suspicious-change'],
    ['pyHanko/form-update-override-appearance-stream-sneaky.pdf', 'suspicious-change'],
    ['pyHanko/tail-uncovered.pdf', 'revision-not-signed'],
    ['pyHanko/one-byterange.pdf', 'byte-range-odd'],
    ['node-signpdf/with-placeholder.pdf', 'byte-range-odd'],
  ])('%s fails: %s', async ([file, warning], { skip }) => {
    skip(...corporaMissing(file))
    const report = await verify(file)
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.signatures.flatMap(({ warnings }) => warnings)).toContain(warning)
  })

  it.for<[file: string, subIndication: string, warning: string]>([
    ['pyHanko/sig-no-signed-attrs.pdf', 'SIG_CONSTRAINTS_FAILURE', 'cms-no-signed-attributes'],
    ['pyHanko/ed448-disallowed-hash.pdf', 'CRYPTO_CONSTRAINTS_FAILURE', 'cms-signature-algorithm-unknown'],
  ])('%s is undecided: %s', async ([file, subIndication, warning], { skip }) => {
    skip(...corporaMissing(file))
    const report = await verify(file)
    expect(report).toMatchObject({ indication: 'INDETERMINATE', subIndication })
    expect(report.signatures[0]!.warnings).toContain(warning)
  })
})

describe('other people’s broken files', () => {
  it.for<[file: string, code: string]>([
    ['pyHanko/minimal-aes256.pdf', 'pdf-encrypted'],
    ['pyHanko/minimal-badxref.pdf', 'pdf-malformed'],
  ])('%s is refused: %s', async ([file, code], { skip }) => {
    skip(...corporaMissing(file))
    const error: unknown = await verify(file).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(SignatureError)
    expect(error).toMatchObject({ code })
  })

  it.for([
    'pyHanko/broken-objstream1.pdf',
    'pyHanko/broken-objstream3.pdf',
    'pyHanko/circular-page-tree.pdf',
    'pyHanko/struct-tree-circular-ref.pdf',
    'pyHanko/minimal-hybrid-xref.pdf',
    'pyHanko/minimal-startxref-obo1.pdf',
    'veraPDF-corpus/veraPDF_test_suite_6-4-1-t02-pass-a.pdf',
    'veraPDF-corpus/7.18.1-t01-pass-a.pdf',
    'veraPDF-corpus/7.18.1-t01-pass-b.pdf',
    'veraPDF-corpus/veraPDF_test_suite_6-9-t01-fail-a.pdf',
    'veraPDF-corpus/veraPDF_test_suite_6-9-t01-fail-b.pdf',
    'veraPDF-corpus/veraPDF_test_suite_6-9-t01-fail-c.pdf',
  ])('%s has no signature, and nothing that is not asked for is stumbled over', async (file, { skip }) => {
    skip(...corporaMissing(file))
    expect(await verify(file)).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_SIGNATURE', signatures: [] })
  })
})

it('every file of the corpora has a test that asks about it', async ({ skip }) => {
  skip(...corporaMissing('manifest.csv'))
  const listed = readFileSync(join(corpora, 'manifest.csv'), 'utf8').split('\n').slice(1).filter((line) => line !== '').map((line) => line.split(',')[0]!)
  const source = fileURLToPath(new URL('../../', import.meta.url))
  const tests: string[] = []
  for await (const file of glob('**/*.node.test.ts', { cwd: source })) tests.push(readFileSync(join(source, file), 'utf8'))
  expect(listed.length).toBeGreaterThan(30)
  expect(listed.filter((file) => !tests.some((text) => text.includes(`'${file}'`)))).toEqual([])
})
