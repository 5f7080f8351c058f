import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { embeddedPostgres } from '@loansign/server/embedded-postgres'
import type { Database } from '@loansign/server'

type Json = Record<string, any>
const script = fileURLToPath(new URL('./server.mjs', import.meta.url))
const secret = 'only-for-tests-0123456789'

/** The process was gone before it answered. */
export class Died extends Error {}

/** A server process on a real PostgreSQL that is killed and started again, and what a bank's server and the clock say to it. */
export class MortalServer {
  readonly directory: string
  /** The same database, to look at what is in it. */
  readonly database: Database
  /** Names of the points that the last answered request passed. */
  points: string[] = []
  /** The point at which the next request kills the process. */
  killAt: number | null = null
  #clockMs = 0
  #child: ChildProcess | null = null
  #port = 0

  private constructor(directory: string, database: Database) {
    this.directory = directory
    this.database = database
  }

  static async create(): Promise<MortalServer> {
    const directory = mkdtempSync(join(tmpdir(), 'loansign-faults-'))
    chmodSync(directory, 0o711)
    const server = new MortalServer(directory, await embeddedPostgres(join(directory, 'db')))
    await server.start()
    return server
  }

  readonly now = (): Date => new Date(Date.now() + this.#clockMs)

  advance(milliseconds: number): void {
    this.#clockMs += milliseconds
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [script, this.directory, secret], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    this.#port = await new Promise((done, failed) => {
      child.once('exit', (status) => failed(new Error(`the server ended (${status})`)))
      child.stdout!.on('data', (chunk) => {
        const match = /listening (\d+)/.exec(String(chunk))
        if (match) done(Number(match[1]))
      })
    })
  }

  /** kill -9, from outside, between two requests. */
  async kill(): Promise<void> {
    const child = this.#child!
    const ended = new Promise((done) => (child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(null)))
    child.kill('SIGKILL')
    await ended
  }

  async restart(): Promise<void> {
    await this.kill()
    await this.start()
  }

  /** @throws Died when the process was gone before it answered */
  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const headers = new Headers(request.headers)
    headers.set('x-clock', String(this.#clockMs))
    if (this.killAt !== null) headers.set('x-kill-at', String(this.killAt))
    this.killAt = null
    const body = request.method === 'GET' ? null : await request.text()
    let response: Response
    try {
      response = await fetch(`http://127.0.0.1:${this.#port}${pathname}`, { method: request.method, headers, body })
    } catch (cause) {
      await this.kill()
      throw new Died('the server died', { cause })
    }
    this.points = JSON.parse(response.headers.get('x-points') ?? '[]') as string[]
    return response
  }

  /** A call of the bank's server. */
  async backend(method: 'GET' | 'POST', path: string, body: Json = {}, key: string = crypto.randomUUID()): Promise<Json> {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': key }
    const response = await this.fetch(new Request(`http://localhost/v1${path}`, { method, headers, ...(method === 'POST' ? { body: JSON.stringify(body) } : {}) }))
    return (await response.json()) as Json
  }

  /** One round of jobs; nothing may be wrong with any audit trail. */
  async runJobs(): Promise<(number | null)[]> {
    const response = await this.fetch(new Request('http://localhost/jobs', { method: 'POST', body: '' }))
    return ((await response.json()) as { brokenLinks: (number | null)[] }).brokenLinks
  }

  /** The newest message that fits. */
  readonly message = (pattern: RegExp): string[] => {
    const lines = readFileSync(join(this.directory, 'inbox.jsonl'), 'utf8').trim().split('\n').reverse()
    const found = lines.map((line) => pattern.exec((JSON.parse(line) as { text: string }).text)).find(Boolean)
    if (!found) throw new Error(`no message like ${pattern}`)
    return found.slice(1)
  }

  async close(): Promise<void> {
    await this.kill()
    await this.database.close()
    rmSync(this.directory, { recursive: true, force: true })
  }
}
