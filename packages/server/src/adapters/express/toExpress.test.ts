import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toExpress } from './toExpress.js'

interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
}

let seen: Seen[] = []
const rejections: unknown[] = []
const handler = {
  async fetch(request: Request): Promise<Response> {
    const { origin, pathname, search } = new URL(request.url)
    seen.push({ method: request.method, url: `${origin}${pathname}${search}`, headers: Object.fromEntries(request.headers), body: await request.text() })
    return new Response('handled', { headers: { 'content-type': 'text/plain' } })
  },
}

/** One request as it goes over the wire; gives the status line's number, or 0 when the connection ends without one. */
async function send(server: Server, ...lines: string[]): Promise<number> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.write(Buffer.from(lines.join('\r\n'), 'latin1'))
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve())
    socket.on('error', () => resolve())
    setTimeout(() => socket.destroy(), 1500).unref()
  })
  return Number(/^HTTP\/1\.1 (\d+)/.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? 0)
}

const servers: Record<string, () => Server> = {
  'Express, mounted below a path': () => createServer(express().use('/v1', toExpress(handler) as never) as never),
  'Express, mounted at the top': () => createServer(express().use(toExpress(handler) as never) as never),
  'plain http': () => createServer((request: IncomingMessage, response: ServerResponse) => void toExpress(handler)(request, response)),
}

const note = (reason: unknown): void => void rejections.push(reason)

describe.each(Object.keys(servers))('%s', (name) => {
  let server: Server
  beforeAll(async () => {
    process.on('unhandledRejection', note)
    server = servers[name]!()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    process.off('unhandledRejection', note)
    server.closeAllConnections()
    server.close()
  })
  const get = async (target: string, ...headers: string[]): Promise<number> => {
    seen = []
    return send(server, `GET ${target} HTTP/1.1`, ...(headers.some((line) => /^host:/i.test(line)) ? [] : ['host: sign.example']), ...headers, 'connection: close', '', '')
  }

  it('hands over what was asked for', async () => {
    expect(await get('/v1/session?x=%2F..')).toBe(200)
    expect(seen).toMatchObject([{ method: 'GET', url: 'http://localhost/v1/session?x=%2F..' }])
    expect(await send(server, 'POST /v1/session HTTP/1.1', 'host: sign.example', 'content-length: 4', 'connection: close', '', 'text')).toBe(200)
    expect(seen[1]).toMatchObject({ method: 'POST', body: 'text' })
  })

  it.each(['[', ']', 'a b', 'a@b', 'user:pw@host', 'host:99999', 'host/path', 'host?x', 'host#x', '', '%', '\u00e4', '..', 'xn--'])('answers whatever the host is said to be: %j', async (host) => {
    const status = await get('/v1/session', `host: ${host}`)
    // The host says nothing: where the handler is asked, it is asked for the same path.
    expect([200, 400]).toContain(status)
    for (const { url } of seen) expect(new URL(url).pathname).toBe('/v1/session')
    expect(rejections).toEqual([])
  })

  it.each(['/v1/x/../session', '/v1/x/%2e%2e/session', '/v1/x/.%2E/session', '/v1/./session', '/v1\\session', '/v1/x\\..\\session', '//evil.example/v1/session', '/v1//evil.example/../session', '/v1/\tsession', 'http://evil.example/v1/session', '/v1/session#/../contracts'])('never turns %j into another path than the one a proxy saw', async (target) => {
    const status = await get(target)
    expect(status).toBeGreaterThanOrEqual(200)
    // Either the very path, or none that could be one of ours.
    for (const { url } of seen) expect([target.replace(/[?#].*$/, ''), `/${encodeURIComponent(target)}`]).toContain(new URL(url).pathname)
    expect(rejections).toEqual([])
  })

  it.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'get', 'QUERY'])('answers the method %s', async (method) => {
    seen = []
    const status = await send(server, `${method} /v1/session HTTP/1.1`, 'host: sign.example', 'connection: close', '', '')
    expect(status).toBe({ CONNECT: 0, get: 400, TRACK: 400, TRACE: 501 }[method] ?? 200)
    expect(rejections).toEqual([])
    expect(await get('/v1/session')).toBe(200)
  })

  it('takes one of several headers where one is allowed, and no word of a proxy', async () => {
    expect(await get('/v1/session', 'authorization: Bearer first', 'authorization: Bearer second', 'x-forwarded-host: evil.example', 'x-forwarded-proto: https', 'forwarded: host=evil.example')).toBe(200)
    expect(seen[0]!.headers.authorization).toBe('Bearer first')
    expect(seen[0]!.url).toBe('http://localhost/v1/session')
    // Of the rest all are joined, which no reader of a single value takes for one.
    expect(await get('/v1/session', 'dpop: a', 'dpop: b', 'idempotency-key: c', 'idempotency-key: d', '__proto__: x', 'constructor: y')).toBe(200)
    expect(seen[0]!.headers).toMatchObject({ 'dpop': 'a, b', 'idempotency-key': 'c, d' })
  })

  it('refuses two ways to say how long a body is', async () => {
    seen = []
    expect(await send(server, 'POST /v1/session HTTP/1.1', 'host: a', 'content-length: 4', 'transfer-encoding: chunked', 'connection: close', '', '4', 'text', '0', '', '')).toBe(400)
    expect(await send(server, 'POST /v1/session HTTP/1.1', 'host: a', 'content-length: 4', 'content-length: 5', 'connection: close', '', 'text')).toBe(400)
    expect(seen).toEqual([])
  })

  it('outlives a client that goes away in the middle of its body', async () => {
    expect(await send(server, 'POST /v1/session HTTP/1.1', 'host: a', 'content-length: 400', '', 'text')).toBe(0)
    expect(await get('/v1/session')).toBe(200)
    expect(rejections).toEqual([])
  })
})
