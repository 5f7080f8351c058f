import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
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

/** An example on its port; resolves once it is ready. A SIGUSR2 throws where nobody catches. */
async function started(name: string, port: string) {
  const thrower = `data:text/javascript,process.on('SIGUSR2',()=>{throw new Error('nobody catches this')})`
  const child = spawn(process.execPath, ['--import', thrower, join(here, name)], { env: { ...process.env, PORT: port, DATA_DIR: join(folder, 'data') }, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const address = await new Promise<string>((done, failed) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const match = /ready (\S+)/.exec(chunk.toString())
      if (match) done(match[1]!)
    })
    child.once('exit', () => failed(new Error(`${name} ended`)))
  })
  return { child, address, ended }
}

/** PostgreSQL writes this file when it starts and removes it when it has stopped in order. */
const postmasters = (): string[] => (readdirSync(join(folder, 'data'), { recursive: true }) as string[]).filter((path) => path.endsWith('postmaster.pid'))

describe('the examples', () => {
  it('have under 100 lines each', () => {
    for (const name of readdirSync(here).filter((file) => /\.(mjs|html)$/.test(file))) expect(readFileSync(join(here, name), 'utf8').split('\n').length, name).toBeLessThan(100)
  })

  it.each([['express.mjs', 'SIGINT'], ['express.mjs', 'SIGUSR2'], ['fetch-handler.mjs', 'SIGTERM']] as const)('%s serves the API, and %s leaves nothing running', async (name, signal) => {
    const { child, address, ended } = await started(name, '0')
    const response = await fetch(`${address}/session`)
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'unauthenticated' })
    expect(postmasters()).toHaveLength(1)
    child.kill(signal)
    // SIGUSR2 stands for an error that nobody catches.
    expect(await ended).toBe(signal === 'SIGUSR2' ? 1 : 0)
    expect(postmasters()).toEqual([])
  }, 90_000)

  it.each(['express.mjs', 'fetch-handler.mjs'])('%s says that its port is taken, and starts nothing', async (name) => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, 'localhost', done))
    const { port } = other.address() as AddressInfo
    const data = join(folder, `busy-${name}`)
    const { status, stderr } = await new Promise<{ status: number | null; stderr: string }>((done) => {
      const child = spawn(process.execPath, [join(here, name)], { env: { ...process.env, PORT: String(port), DATA_DIR: data }, stdio: ['ignore', 'ignore', 'pipe'] })
      let text = ''
      child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
      child.once('close', (code) => done({ status: code, stderr: text }))
    })
    other.close()
    expect(stderr).toBe(`EADDRINUSE: port ${port} is taken; PORT=… names another\n`)
    expect(status).toBe(1)
    expect(existsSync(data)).toBe(false)
  }, 30_000)

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
