import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsePem, signPdf, toPem } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendTable } from '../signature/src/pdf/pdf.fixture.js'
import { contractFixture } from '../signature/src/pades/contract.fixture.js'
import { makeTestPki } from '../signature/src/pades/pki.fixture.js'

const bin = fileURLToPath(new URL('./bin/loansign.mjs', import.meta.url))
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  return { status, stdout, stderr }
}

let folder: string
const path = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loansign-cli-'))
  const pki = await makeTestPki()
  const base = contractFixture()
  const signed = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
  writeFileSync(path('signed.pdf'), signed)
  writeFileSync(path('unsigned.pdf'), base)
  const changed = Uint8Array.from(signed)
  changed[200]! ^= 1
  writeFileSync(path('changed.pdf'), changed)
  writeFileSync(path('text.pdf'), 'not a PDF')
  writeFileSync(path('root.pem'), toPem(pki.root))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('loansign', () => {
  it('says its version', () => expect(run('--version')).toEqual({ status: 0, stdout: `loansign ${(JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }).version}\n`, stderr: '' }))

  it.each(['22.12.0', '20.20.2', '14.21.3'])('says that Node %s is too old, before it reads anything else', (version) => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'${version}'}})`
    const { status, stderr } = spawnSync(process.execPath, ['--import', old, bin, 'verify', path('signed.pdf'), '--trust', path('root.pem')], { encoding: 'utf8' })
    expect(stderr).toContain(`Node 22.13 or newer is needed; this is ${version}`)
    expect(status).toBe(64)
  })
})

describe('loansign verify', () => {
  it('names who signed what and when, then passes with 0', () => {
    const { status, stdout } = run('verify', path('signed.pdf'), '--trust', path('root.pem'))
    expect(status).toBe(0)
    expect(stdout).toMatch(/周禾田 signed \(borrower\)\n {4}proved by a timestamp[^]*Valid: not changed since it was signed\. \(TOTAL-PASSED\)/)
    expect(run('verify', path('signed.pdf'), '--trust', path('root.pem'), '--lang', 'zh-CN').stdout).toContain('有效：签完之后没有改动过')
  })

  it('fails with 1, cannot decide with 2, refuses with 64', () => {
    expect(run('verify', path('changed.pdf'), '--trust', path('root.pem')).status).toBe(1)
    expect(run('verify', path('unsigned.pdf'), '--trust', path('root.pem'))).toMatchObject({ status: 2, stdout: expect.stringContaining('no signature') as string })
    expect(run('verify', path('text.pdf'), '--trust', path('root.pem')).status).toBe(64)
    expect(run('verify', path('nothing.pdf'), '--trust', path('root.pem'))).toMatchObject({ status: 64, stderr: expect.stringContaining('no such file') as string })
    expect(run('verify', path('signed.pdf')).stderr).toContain('--trust')
    expect(run('verify', path('signed.pdf'), '--trust', path('text.pdf'))).toMatchObject({ status: 64, stderr: expect.stringMatching(/text\.pdf, cannot be used: it holds no certificate as PEM/) as string })
    expect(run('verify', path('signed.pdf'), '--trust', path('none.pem'))).toMatchObject({ status: 64, stderr: expect.stringMatching(/none\.pem, cannot be used: there is no such file/) as string })
    expect(run('verify', '--nonsense').status).toBe(64)
    expect(run('sing').status).toBe(64)
    expect(run('--help').status).toBe(0)
  })

  it('says what to do where the roots are those of somebody else', async () => {
    writeFileSync(path('other.pem'), toPem((await makeTestPki()).signer.certificates[0]!))
    const { status, stdout } = run('verify', path('signed.pdf'), '--trust', path('other.pem'))
    expect(status).toBe(2)
    expect(stdout).toMatch(/\(INDETERMINATE \/ NO_CERTIFICATE_CHAIN_FOUND\)\nNobody you trust vouches.*--trust holds none of their roots/)
    expect(run('verify', path('signed.pdf'), '--trust', path('other.pem'), '--lang', 'zh-CN').stdout).toContain('--trust 给的文件里没有它们的根证书')
    expect(run('verify', path('signed.pdf'), '--trust', path('root.pem')).stdout).not.toContain('Nobody you trust')
  })

  it('blames the file with trusted certificates for what is in it, and says which', () => {
    writeFileSync(path('bad.pem'), `${readFileSync(path('root.pem'), 'utf8')}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`)
    expect(run('verify', path('signed.pdf'), '--trust', path('bad.pem'))).toEqual({ status: 64, stdout: '', stderr: `loansign: the file with trusted certificates, ${path('bad.pem')}, cannot be used: certificate 2 in it cannot be read\n` })
    expect(run('verify', path('signed.pdf'), '--trust', folder).stderr).toContain('it is a folder, not a file')
  })

  it('says that the root of the timestamp authority is wanting, which often is another one, on the page too', async () => {
    const stranger = await makeTestPki()
    writeFileSync(path('stamped.pdf'), await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: stranger.signer, timestampAuthority: (await makeTestPki()).timestampAuthority }))
    writeFileSync(path('stranger.pem'), toPem(stranger.root))
    expect(run('verify', path('stamped.pdf'), '--trust', path('stranger.pem'))).toMatchObject({ status: 0, stdout: expect.stringMatching(/timestamp-invalid[^]*the root of the timestamp authority belongs into the file given with --trust too/) as string })
    run('verify', path('stamped.pdf'), '--trust', path('stranger.pem'), '--html', path('stamped.html'))
    expect(readFileSync(path('stamped.html'), 'utf8')).toContain('the root of the timestamp authority belongs into the file')
    expect(run('verify', path('signed.pdf'), '--trust', path('root.pem')).stdout).not.toContain('timestamp authority')
  })

  it('names an option and a language that there are not, in the language of the caller', () => {
    expect(run('verify', path('signed.pdf'), '--revokation', 'required').stderr).toBe('loansign: there is no option “--revokation” here; “loansign --help” lists them.\n')
    expect(run('verify', path('signed.pdf'), '--revokation', '--lang', 'zh-CN').stderr).toContain('没有“--revokation”这个选项')
    expect(run('verify', path('signed.pdf'), '--lang', 'fr')).toMatchObject({ status: 64, stderr: expect.stringContaining('--lang is zh-CN or en, not “fr”') as string })
  })

  it('ends without a trace of ours when nobody reads on, with the code of what it found', async () => {
    mkdirSync(path('lot'))
    for (let index = 0; index < 300; index++) writeFileSync(path(`lot/${index}.pdf`), readFileSync(path('signed.pdf')))
    const program = spawn(process.execPath, [bin, 'verify', path('lot'), '--trust', path('root.pem'), '--json'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stderr = ''
    program.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    program.stdout.once('data', () => program.stdout.destroy())
    const code = await new Promise((done) => program.on('close', done))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('gives the report as JSON, and the worst of several', () => {
    const { status, stdout } = run('verify', path('signed.pdf'), path('changed.pdf'), '--trust', path('root.pem'), '--json')
    const results = JSON.parse(stdout) as { report: { indication: string } }[]
    expect(results.map(({ report }) => report.indication)).toEqual(['TOTAL-PASSED', 'TOTAL-FAILED'])
    expect(status).toBe(1)
  })
  it('takes folders and patterns, each file once, and names a pattern that fits nothing', () => {
    mkdirSync(path('many/below'), { recursive: true })
    for (const name of ['many/a.pdf', 'many/below/b.pdf']) writeFileSync(path(name), readFileSync(path('signed.pdf')))
    const filesOf = (...names: string[]) => (JSON.parse(run('verify', ...names, '--trust', path('root.pem'), '--json').stdout) as { file: string }[]).map(({ file }) => file)
    expect(filesOf(path('many'))).toEqual([path('many/a.pdf'), path('many/below/b.pdf')])
    expect(filesOf(path('many/*.pdf'), path('many/a.pdf'), path('signed.pdf'))).toEqual([path('many/a.pdf'), path('signed.pdf')])
    expect(run('verify', path('none*.pdf'), '--trust', path('root.pem'))).toMatchObject({ status: 64, stderr: expect.stringContaining('none*.pdf') as string })
    mkdirSync(path('empty'))
    // Beside files that pass, a folder nobody looked into must not pass with them.
    expect(run('verify', path('signed.pdf'), path('empty'), '--trust', path('root.pem'))).toMatchObject({ status: 64, stderr: expect.stringMatching(/empty\n {2}cannot be used: there is no PDF in this folder/) as string })
    mkdirSync(path('signed [2026]'))
    writeFileSync(path('signed [2026]/SCAN.PDF'), readFileSync(path('signed.pdf')))
    expect(filesOf(path('signed [2026]'), path('signed.pdf'))).toEqual([path('signed [2026]/SCAN.PDF'), path('signed.pdf')])
  })

  it('writes a report as a page in which a hostile name stays text, and never over a file', () => {
    const hostile = path('<img src=x>.pdf')
    writeFileSync(hostile, readFileSync(path('signed.pdf')))
    expect(run('verify', hostile, path('changed.pdf'), path('text.pdf'), '--trust', path('root.pem'), '--html', path('report.html')).status).toBe(64)
    const page = readFileSync(path('report.html'), 'utf8')
    expect(page).toContain('&#60;img src=x&#62;.pdf')
    expect(page).not.toMatch(/<img|<script/)
    expect(page.match(/<section class="(TOTAL-PASSED|TOTAL-FAILED|unusable)"/g)).toHaveLength(3)
    expect(page).toContain('周禾田 (borrower)')
    const again = run('verify', hostile, '--trust', path('root.pem'), '--html', path('report.html'))
    expect(again).toMatchObject({ status: 64, stderr: expect.stringContaining('already') as string })
    expect(readFileSync(path('report.html'), 'utf8')).toBe(page)
  })
})

describe('a form filled in after it was signed', () => {
  const inForms = [[], ['--html']]
  it.each(inForms)('passes, and the report does not say that nothing was changed %s', async (...form) => {
    const widget = '<</Type/Annot/Subtype/Widget/FT/Tx/T(remark)/F 4/Rect[70 690 300 720]>>'
    const look = '<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>\nstream\n\nendstream'
    const { root, signer, timestampAuthority } = await makeTestPki()
    writeFileSync(path('filling.pem'), toPem(root))
    const signed = await signPdf({ base: contractFixture({ objects: [widget], pageEntries: '/Annots[20 0 R]', moreFields: [20] }), field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer, timestampAuthority })
    writeFileSync(path('filled.pdf'), appendTable(signed, new Map([[20, widget.replace('/F 4', '/V(1)/AP<</N 50 0 R>>/F 4')], [50, look]])))
    const report = path(`filled-${form.length}.html`)
    const { status, stdout } = run('verify', path('filled.pdf'), '--trust', path('filling.pem'), ...form.flatMap((option) => [option, report]))
    const shown = form.length > 0 ? readFileSync(report, 'utf8') : stdout
    expect(status).toBe(0)
    expect(shown).toContain('form-filled')
    expect(shown).toContain('something was added after it was signed')
    expect(shown).not.toContain('not changed since')
  })
})

describe('loansign inspect', () => {
  it('lists revisions, signatures and certificates, in both languages', () => {
    const { status, stdout } = run('inspect', path('signed.pdf'))
    expect(status).toBe(0)
    for (const line of [/revision 1: /, /revision 2: /, /signature “borrower” {2}ETSI\.CAdES\.detached {2}covers revision 2/, /claims 周禾田/, /not signed yet: lender/, /certificate 周禾田 ← Test Root/, /Nothing of this is verified/]) expect(stdout).toMatch(line)
    expect(run('inspect', path('signed.pdf'), '--lang', 'zh-CN').stdout).toContain('还没有签的： lender')
  })

  it('takes out a revision byte for byte', () => {
    expect(run('inspect', path('signed.pdf'), '--revision', '1', '--out', path('first.pdf')).status).toBe(0)
    expect(readFileSync(path('first.pdf')).equals(readFileSync(path('unsigned.pdf')))).toBe(true)
    expect(run('inspect', path('signed.pdf'), '--revision', '1', '--out', path('first.pdf'))).toMatchObject({ status: 64, stderr: expect.stringContaining('already') as string })
    expect(run('inspect', path('signed.pdf'), '--revision', '3', '--out', path('third.pdf'))).toMatchObject({ status: 64, stderr: expect.stringContaining('the file has 2') as string })
    expect(run('inspect', path('signed.pdf'), '--revision', '1').stderr).toContain('--out')
    expect(run('inspect', path('signed.pdf'), '--revision', '1', '--out', path('no/where.pdf')).status).toBe(64)
  })

  it('writes the certificates as PEM and everything as JSON', () => {
    expect(run('inspect', path('signed.pdf'), '--certificates', path('all.pem'))).toEqual({ status: 0, stdout: `2 certificates are in ${path('all.pem')}\n`, stderr: '' })
    expect(parsePem(readFileSync(path('all.pem'), 'utf8'))).toHaveLength(2)
    const { revisions, certificates } = JSON.parse(run('inspect', path('signed.pdf'), '--json').stdout) as { revisions: { length: number }[]; certificates: { pem: string }[] }
    expect(revisions.map(({ length }) => length)).toEqual([readFileSync(path('unsigned.pdf')).length, readFileSync(path('signed.pdf')).length])
    expect(certificates[0]!.pem).toContain('BEGIN CERTIFICATE')
  })

  it('refuses with 64 what it cannot read', () => {
    expect(run('inspect', path('text.pdf'))).toMatchObject({ status: 64, stdout: '' })
    expect(run('inspect').status).toBe(64)
    expect(run('inspect', path('signed.pdf'), path('changed.pdf')).status).toBe(64)
  })
})
