import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signPdf, toPem, verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../../signature/src/pades/contract.fixture.js'
import { makeLevelPki, type LevelPki } from '../../signature/src/pades/levelPki.fixture.js'

const bin = fileURLToPath(new URL('../bin/loansign.mjs', import.meta.url))
let folder: string
let server: Server
let pki: LevelPki
const path = (name: string): string => join(folder, name)
const run = (...args: string[]) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((done) => {
    execFile(process.execPath, [bin, ...args], { env: { ...process.env, LC_ALL: 'C.UTF-8' } }, (error, stdout, stderr) => done({ status: (error?.code as number | undefined) ?? 0, stdout, stderr }))
  })
const tsa = (): string => `http://127.0.0.1:${(server.address() as { port: number }).port}/`
const level = async (name: string) => {
  const { indication, signatures } = await verifyPdf(readFileSync(path(name)), { trustAnchors: [pki.root.certificate.der], revocation: 'required' })
  return [indication, ...signatures.map((signature) => signature.level)]
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loansign-extend-'))
  pki = await makeLevelPki({ start: new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000) })
  const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: pki.clock.now, signer: pki.borrower, timestampAuthority: pki.timestampAuthority })
  pki.clock.now = new Date(pki.clock.now.getTime() + 30_000)
  writeFileSync(path('signed.pdf'), signed)
  writeFileSync(path('root.pem'), toPem(pki.root.certificate.der))
  const source = pki.source()
  const [borrower, issuing, tsaHolder] = [pki.borrower.holder.certificate, pki.issuing.certificate, pki.tsa.certificate]
  writeFileSync(path('borrower.ocsp'), (await source.fetchOcsp({ certificate: borrower, issuer: issuing }))!)
  writeFileSync(path('root.crl'), (await source.fetchCrl({ certificate: tsaHolder, issuer: pki.root.certificate }))!)
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => void pki.timestampAuthority.timestamp(Buffer.concat(parts)).then((answer) => response.end(answer)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await new Promise((done) => server.close(done))
})

const data = () => ['--revocation-data', path('borrower.ocsp'), '--revocation-data', path('root.crl')]

describe('loansign extend', () => {
  it('makes B-LT from files, B-LTA with a timestamp authority, and renews', async () => {
    expect((await level('signed.pdf'))[0]).toBe('INDETERMINATE')
    const stored = await run('extend', path('signed.pdf'), '--trust', path('root.pem'), '--out', path('lt.pdf'), ...data())
    expect(stored).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing before them was touched') as string })
    expect(await level('lt.pdf')).toEqual(['TOTAL-PASSED', 'B-LT'])
    expect((await run('extend', path('lt.pdf'), '--trust', path('root.pem'), '--out', path('lta.pdf'), '--tsa', tsa(), ...data())).status).toBe(0)
    expect((await level('lta.pdf')).slice(0, 2)).toEqual(['TOTAL-PASSED', 'B-LTA'])
    expect((await run('extend', path('lta.pdf'), '--trust', path('root.pem'), '--out', path('renewed.pdf'), '--tsa', tsa(), ...data())).status).toBe(0)
    const before = readFileSync(path('lta.pdf'))
    expect(readFileSync(path('renewed.pdf')).subarray(0, before.length).equals(before)).toBe(true)
  })

  it('says what is wanting, writes nothing, and tells what a later try may mend', async () => {
    const refused = await run('extend', path('signed.pdf'), '--trust', path('root.pem'), '--out', path('no.pdf'), '--revocation-data', path('root.crl'))
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringMatching(/nothing was written \(extension-refused\)[^]*borrower[^]*--revocation-data FILE[^]*--fetch[^]*name no such address[^]*Another try later/) as string })
    expect(() => readFileSync(path('no.pdf'))).toThrow()
    const changed = readFileSync(path('signed.pdf'))
    changed[200]! ^= 1
    writeFileSync(path('changed.pdf'), changed)
    expect((await run('extend', path('changed.pdf'), '--trust', path('root.pem'), '--out', path('no.pdf'), ...data())).status).toBe(1)
  })

  it('does not send to --fetch who came with it', async () => {
    const unlocated = await makeLevelPki({ located: false })
    writeFileSync(path('unlocated.pem'), toPem(unlocated.root.certificate.der))
    writeFileSync(path('unlocated.pdf'), await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: unlocated.clock.now, signer: unlocated.borrower, timestampAuthority: unlocated.timestampAuthority }))
    const { status, stderr } = await run('extend', path('unlocated.pdf'), '--trust', path('unlocated.pem'), '--out', path('no.pdf'), '--fetch')
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringMatching(/Where the certificates say, if they do, was asked[^]*--allow-host NAME[^]*Another try later/) as string })
    expect(stderr).not.toContain('--fetch')
  })

  it('says what a signature needs that has no timestamp, and what a file is that is no PDF', async () => {
    writeFileSync(path('plain.pdf'), await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: pki.clock.now, signer: pki.borrower }))
    expect(await run('extend', path('plain.pdf'), '--trust', path('root.pem'), '--out', path('no.pdf'), ...data())).toMatchObject({ stderr: expect.stringMatching(/no-timestamp[^]*sign with --tsa/) as string })
    expect(await run('extend', path('root.pem'), '--trust', path('root.pem'), '--out', path('no.pdf'), ...data())).toMatchObject({ status: 64, stderr: expect.stringMatching(/pdf-malformed\)\.\n {2}The file is not a PDF/) as string })
  })

  it('refuses with 64 what cannot be meant', async () => {
    const extend = (...args: string[]) => run('extend', path('signed.pdf'), '--trust', path('root.pem'), ...args)
    expect(await extend()).toMatchObject({ status: 64, stderr: expect.stringContaining('--out') as string })
    expect(await extend('--out', path('no.pdf'), '--tsa', 'tsa.example')).toMatchObject({ status: 64, stderr: expect.stringContaining('--tsa') as string })
    expect(await extend('--out', path('no.pdf'), '--revocation-data', path('root.pem'))).toMatchObject({ status: 64, stderr: expect.stringMatching(/root\.pem is neither .* “openssl crl -in FILE -outform DER/) as string })
    expect((await run('verify', path('signed.pdf'), '--trust', path('root.pem'), '--revocation', 'never')).status).toBe(64)
    expect((await run('verify', path('signed.pdf'), '--trust', path('root.pem'), '--revocation', 'required')).status).toBe(2)
  })
})
