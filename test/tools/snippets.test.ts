import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const given = './test/tools/snippets.fixture.ts'
const names = ['lender', 'publicUrl', 'signingPage', 'allowedOrigins', 'blobs', 'keyVault', 'products', 'certificateAuthority', 'timestampAuthorities', 'messenger', 'identity', 'screening', 'seal', 'core', 'number', 'app']

/** A page's one TypeScript snippet, word for word. */
function snippetOf(page: string): string {
  const [block, second] = [...readFileSync(join(root, page), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)]
  if (!block || second) throw new TypeError(`${page} has not exactly one snippet in TypeScript`)
  return block[1]!
}

/** What the compiler says of a module at the root of the repository. */
function typeErrors(code: string): string[] {
  const config = join(root, 'test/config/tsconfig.tests.json')
  const parsed = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, join(root, 'test/config'))
  const options = { ...parsed.options, allowImportingTsExtensions: true }
  const file = join(root, 'snippet.ts')
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (path) => path === file || fileExists(path)
  host.readFile = (path) => (path === file ? code : readFile(path))
  host.getSourceFile = (path, target) => (path === file ? ts.createSourceFile(path, code, target) : getSourceFile(path, target))
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe.each([
  ['README.md', { http: 401, contracts: ['sent'], links: 1 }],
  ['packages/server/README.md', { http: 401, contracts: [], links: 0 }],
] as const)('the snippet of %s', (page, expected) => {
  const code = `import { ${names.join(', ')}, tell } from '${given}'\n${snippetOf(page)}await tell(signing)\n`

  it('has no error of types', () => {
    expect(typeErrors(code)).toEqual([])
    // The compiler would say so.
    expect(typeErrors(code.replace('signing.migrate()', 'signing.migrates()'))).not.toEqual([])
  }, 120_000)

  it('runs as it stands, in production: the API answers, a contract is made and its link is sent', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', code], { cwd: root, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual(expected)
  }, 120_000)
})

describe('the snippet of packages/signature/README.md', () => {
  const code = snippetOf('packages/signature/README.md')

  it('has no error of types', () => {
    const prelude = 'declare const password: string, kms: { sign(digest: Uint8Array): Promise<Uint8Array> }'
    expect(typeErrors(`${prelude}\n${code}`)).toEqual([])
  }, 60_000)

  it('runs, with keys and authorities of this process in place of those far away: two signatures of level B-LTA', async () => {
    // The lines that reach out, each as it stands there.
    const own = new Map([
      ["httpTimestampAuthority({ url: 'https://tsa.example/' })", 'pki.timestampAuthority'],
      ['networkRevocationSource({ fetch: guardedFetch() })', 'pki.source()'],
      ["await pkcs12Signer({ bytes: await readFile('borrower.p12'), password })", 'pki.borrower'],
      ["algorithm: 'PS256', signDigest: (digest) => kms.sign(digest)", 'sign: pki.lender.sign'],
    ])
    let runnable = code
    for (const [far, near] of own) {
      expect(runnable.split(far)).toHaveLength(2)
      runnable = runnable.replace(far, near)
    }
    const contents = `import { pki } from './test/tools/signingSnippet.fixture.js'\n${runnable}`
    const { outputFiles: [bundled] } = await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, write: false, platform: 'node', format: 'esm', logLevel: 'silent' })
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-'], { cwd: root, encoding: 'utf8', input: bundled!.text })
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n').map((line) => line.trim())).toEqual(['borrower 周禾田 B-LTA TOTAL-PASSED null', 'lender Qingxi Credit Union B-LTA TOTAL-PASSED null', expect.stringMatching(/^archive-timestamp-1 Level TSA none TOTAL-PASSED null$/)])
  }, 60_000)
})

it.each([
  ['docs/lender-files.md', 'declare const pdf: Uint8Array, loanJson: Uint8Array, data: unknown, id: string, nonce: string'],
  ['docs/credit-lines.md', "import type { LoanSigning } from '@loansign/server'\ndeclare const signing: LoanSigning, contractId: string"],
  ['docs/server.md', `import { ${names.join(', ')} } from '${given}'`],
  ['docs/products.md', "import { loanProduct, type ContractOrder } from '@loansign/contract'\nimport { typst } from '@loansign/contract/typst'\ndeclare const order: ContractOrder"],
])('the snippet of %s has no error of types', (page, prelude) => {
  expect(typeErrors(`${prelude}\n${snippetOf(page)}`)).toEqual([])
}, 60_000)
