import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../../signature/src/pades/contract.fixture.js'
import { certificates, macBySha1, madeByDefault } from '../../signature/src/pkcs12/pkcs12.fixture.js'

const bin = fileURLToPath(new URL('../bin/loansign.mjs', import.meta.url))
let folder: string
const path = (name: string): string => join(folder, name)
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'sign', ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  return { status, stdout, stderr }
}
const withKey = () => ['--key', path('key.p12'), '--password-file', path('password')]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loansign-sign-'))
  writeFileSync(path('base.pdf'), contractFixture())
  writeFileSync(path('one.pdf'), contractFixture({ fields: ['lender'] }))
  writeFileSync(path('none.pdf'), contractFixture({ fields: [] }))
  writeFileSync(path('key.p12'), madeByDefault())
  writeFileSync(path('old.p12'), macBySha1())
  writeFileSync(path('password'), 'TEST\n')
  writeFileSync(path('wrong'), 'TSET\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('loansign sign', () => {
  it('signs the field that is named, or the only one that is empty', async () => {
    expect(run(path('base.pdf'), ...withKey(), '--field', 'borrower', '--out', path('signed.pdf'))).toMatchObject({ status: 0, stdout: expect.stringContaining('TEST only signed borrower, level B-B') as string })
    const { signatures } = await verifyPdf(readFileSync(path('signed.pdf')), { trustAnchors: certificates() })
    expect(signatures).toMatchObject([{ field: 'borrower', signatureHolds: true, digestMatches: true, coverage: 'document', claimedName: 'TEST only' }])
    expect(run(path('one.pdf'), ...withKey(), '--out', path('sole.pdf'), '--lang', 'zh-CN').stdout).toContain('TEST only 签了 lender')
  })

  it.each([
    ['several empty fields', () => [path('base.pdf'), ...withKey()], /borrower, lender/],
    ['no field', () => [path('none.pdf'), ...withKey()], /no empty signature field\. Whoever makes the PDF/],
    ['no such field', () => [path('base.pdf'), ...withKey(), '--field', 'guarantor'], /field-not-found\)\. There is no signature field “guarantor”; empty: borrower, lender\./],
    ['a field that is signed', () => [path('signed.pdf'), ...withKey(), '--field', 'borrower'], /field-already-signed\)\. “borrower” is signed already; empty: lender\./],
    ['a wrong password', () => [path('base.pdf'), '--key', path('key.p12'), '--password-file', path('wrong')], /pkcs12-password\)\.\n {2}The password in the file is not the one of the key/],
    ['an old PKCS #12 file', () => [path('base.pdf'), '--key', path('old.p12'), '--password-file', path('password'), '--field', 'borrower'], /pkcs12-unsupported: MAC\)\.\n {2}Write the key file again with OpenSSL 3/],
    ['a key that is no PKCS #12 file', () => [path('base.pdf'), '--key', path('base.pdf'), '--password-file', path('password'), '--field', 'borrower'], /pkcs12-malformed[^]*openssl pkcs12 -export -inkey/],
    ['no key', () => [path('base.pdf')], /--key/],
    ['no PDF', () => [path('password'), ...withKey(), '--field', 'borrower'], /pdf-malformed/],
  ])('refuses %s with 64 and writes nothing', (_, args, said) => {
    const { status, stderr } = run(...args(), '--out', path('refused.pdf'))
    expect(status).toBe(64)
    expect(stderr).toMatch(said)
    expect(stderr).not.toContain('TEST\n')
    expect(existsSync(path('refused.pdf'))).toBe(false)
  })

  it('makes no signature with a certificate that is not valid now', () => {
    const early = "data:text/javascript,globalThis.Date=class extends Date{constructor(...a){a.length?super(...a):super('2020-01-01T00:00:00Z')}}"
    const { status, stderr } = spawnSync(process.execPath, ['--import', early, bin, 'sign', path('one.pdf'), ...withKey(), '--out', path('refused.pdf')], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    expect({ status, stderr }).toMatchObject({ status: 64, stderr: expect.stringMatching(/certificate-not-valid\)\. The certificate of the key is valid from 2026-11-25 18:30:17 UTC to 2126-11-01/) as string })
    expect(existsSync(path('refused.pdf'))).toBe(false)
  })

  it('takes a password file as any editor writes it', () => {
    writeFileSync(path('marked'), '\ufeffTEST\r\n')
    expect(run(path('one.pdf'), '--key', path('key.p12'), '--password-file', path('marked'), '--out', path('marked.pdf')).status).toBe(0)
  })

  it('says so when the timestamp authority does not answer, and leaves a retry to the caller', () => {
    const { status, stderr } = run(path('one.pdf'), ...withKey(), '--tsa', 'http://127.0.0.1:9/', '--out', path('refused.pdf'))
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringMatching(/timestamp-unreachable[^]*Another try/) as string })
  })
})
