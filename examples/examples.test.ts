import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCertificateRequest, createSigningKey, signPdf, toPem } from '@loansign/signature'
import { developmentCertificateAuthority } from '@loansign/server/development'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../packages/signature/src/pades/contract.fixture.js'
import { makeTestPki } from '../packages/signature/src/pades/pki.fixture.js'
import { recordingAuthority } from './custom-ca.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loansign-examples-'))
  chmodSync(folder, 0o711)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the examples', () => {
  it('have under 100 lines each', () => {
    for (const name of readdirSync(here).filter((file) => /\.(mjs|html)$/.test(file))) expect(readFileSync(join(here, name), 'utf8').split('\n').length, name).toBeLessThan(100)
  })

  it.each(['express.mjs', 'fetch-handler.mjs'])('%s serves the API', async (name) => {
    const child = spawn(process.execPath, [join(here, name)], { env: { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data') }, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((done) => child.once('exit', done))
    try {
      const address = await new Promise<string>((done, failed) => {
        child.stdout.on('data', (chunk: Buffer) => {
          const match = /ready (\S+)/.exec(chunk.toString())
          if (match) done(match[1]!)
        })
        child.once('exit', () => failed(new Error(`${name} ended`)))
      })
      const response = await fetch(`${address}/session`)
      expect(response.status).toBe(401)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.json()).toMatchObject({ code: 'unauthenticated' })
    } finally {
      child.kill('SIGTERM')
      await ended
    }
  }, 60_000)

  it('verify-offline.mjs tells who signed', async () => {
    const pki = await makeTestPki()
    const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
    writeFileSync(join(folder, 'signed.pdf'), signed)
    writeFileSync(join(folder, 'root.pem'), toPem(pki.root))
    const { status, stdout } = spawnSync(process.execPath, [join(here, 'verify-offline.mjs'), join(folder, 'signed.pdf'), join(folder, 'root.pem')], { encoding: 'utf8' })
    expect(stdout).toMatch(/周禾田 \(borrower\) .*: TOTAL-PASSED\nTOTAL-PASSED/)
    expect(status).toBe(0)
  })

  it('custom-ca.mjs issues and writes it down', async () => {
    const lines: string[] = []
    const authority = recordingAuthority(await developmentCertificateAuthority({ environment: 'development' }), (line: string) => lines.push(line))
    const key = await createSigningKey()
    const order = { certificateRequest: await createCertificateRequest({ key, commonName: 'x' }), subject: { commonName: '周禾田' }, validFrom: new Date(), validUntil: new Date('2026-12-01T00:00:00Z') }
    expect((await authority.issue(order)).chain).toHaveLength(1)
    await authority.revoke({ serialNumber: '01', reason: 'superseded' })
    expect(lines).toEqual(['issued until 2026-12-01T00:00:00.000Z', 'revoked 01: superseded'])
  })
})
