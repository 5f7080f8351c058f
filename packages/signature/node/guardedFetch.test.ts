import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedFetch } from './guardedFetch.js'
import { isPublicAddress } from './isPublicAddress.js'

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0', '198.17.255.255', '223.255.255.255', '2606:4700::1111', '2a00:1450::1'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
  it.each([
    '0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.7', '203.0.113.9',
    '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::7f00:1', '64:ff9b::7f00:1', 'fc00::1', 'fd12::1', 'fe80::1', 'fe80::1%eth0', 'ff02::1',
    '2001:db8::1', '2001::1', '2002:7f00:1::', '3fff::1', 'example.org', '', '1.2.3', '127.1', '0x7f000001', '2130706433',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('guardedFetch', () => {
  const seen: string[] = []
  let port: number
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    seen.push(`${request.method} ${request.url}`)
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.url === '/echo') return void response.setHeader('content-type', 'application/x').end(Buffer.concat(parts))
      if (request.url === '/away') return void response.writeHead(302, { location: 'http://inside.example/secret' }).end()
      if (request.url === '/metadata') return void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
      if (request.url === '/again') return void response.writeHead(307, { location: '/echo' }).end()
      if (request.url === '/round') return void response.writeHead(302, { location: '/round' }).end()
      if (request.url === '/endless') return void setInterval(() => response.write(Buffer.alloc(100_000)), 1).unref()
      if (request.url === '/odd') return void response.writeHead(999).end()
      if (request.url === '/slow') return undefined
      response.writeHead(404).end('nothing')
    })
  }
  const server = createServer(handle)
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const names: Readonly<Record<string, readonly string[]>> = { 'ours.example': ['127.0.0.1'], 'inside.example': ['127.0.0.1'], 'mixed.example': ['8.8.8.8', '10.0.0.1'], 'nowhere.example': [] }
  const guarded = guardedFetch({ allowedHosts: ['ours.example'], maximumBytes: 1_000_000, timeoutMilliseconds: 1_500, resolve: async (host) => names[host] ?? [] })
  const reason = (promise: Promise<Response>): Promise<string> => promise.then((response) => `answered ${response.status}`, (error: TypeError) => `${error.message} ${(error.cause as Error | undefined)?.message ?? ''}`.trim())

  it('posts and reads, connecting to the address it looked at', async () => {
    const response = await guarded(`http://ours.example:${port}/echo`, { method: 'POST', headers: { 'content-type': 'application/ocsp-request' }, body: Uint8Array.of(1, 2, 3) })
    expect([response.status, response.headers.get('content-type'), new Uint8Array(await response.arrayBuffer())]).toEqual([200, 'application/x', Uint8Array.of(1, 2, 3)])
    expect((await guarded(`http://ours.example:${port}/nothing`)).status).toBe(404)
  })

  it('refuses what leads inside, however it is written, before a connection is made', async () => {
    seen.length = 0
    for (const url of [
      `http://127.0.0.1:${port}/echo`, 'http://127.0.0.1/echo', 'http://localhost/echo', 'http://inside.example/echo', 'http://mixed.example/echo', 'http://nowhere.example/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/',
      'http://2130706433/', 'http://0x7f.1/', 'http://169.254.169.254/latest/meta-data', `http://inside.example:${port}/echo`, 'http://user:word@ours.example/', 'file:///etc/passwd', 'ftp://ours.example/', 'data:text/plain,x',
    ]) {
      expect(await reason(guarded(url)), url).toMatch(/refused/)
    }
    expect(seen).toEqual([])
  })

  it('looks at every redirect again', async () => {
    seen.length = 0
    expect(await reason(guarded(`http://ours.example:${port}/away`))).toContain('refused: address')
    expect(await reason(guarded(`http://ours.example:${port}/metadata`))).toContain('refused: address')
    expect(await reason(guarded(`http://ours.example:${port}/round`))).toContain('too many redirects')
    expect(seen).toEqual(['GET /away', 'GET /metadata', 'GET /round', 'GET /round', 'GET /round', 'GET /round'])
    const again = await guarded(`http://ours.example:${port}/again`, { method: 'POST', body: 'abc' })
    expect(await again.text()).toBe('abc')
    expect(await reason(guarded(`http://ours.example:${port}/again`, { redirect: 'error' }))).toContain('redirects')
  })

  it('rejects with TypeError for a status that there is not', async () => {
    await expect(guarded(`http://ours.example:${port}/odd`)).rejects.toBeInstanceOf(TypeError)
  })

  it('caps size and time', async () => {
    expect(await reason(guarded(`http://ours.example:${port}/endless`))).toContain('too large')
    const begun = performance.now()
    expect(await reason(guarded(`http://ours.example:${port}/slow`))).toContain('failed')
    expect(performance.now() - begun).toBeLessThan(4_000)
    expect(await reason(guarded(`http://ours.example:${port}/slow`, { signal: AbortSignal.timeout(5) }))).toContain('failed')
  })
})
