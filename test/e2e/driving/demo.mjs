import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../demo-server/dist/main.js', import.meta.url))

/**
 * The demo server as a process of its own, on a free port and a data directory that goes with it. Stopped by its own process id.
 * @param {{ language?: 'zh-CN' | 'en', readingSeconds?: number | null, codeMinutes?: number, dataDirectory?: string, port?: number }} [options]
 */
export async function startDemoServer({ language = 'zh-CN', readingSeconds = 1, codeMinutes, dataDirectory, port = 0 } = {}) {
  const owned = dataDirectory === undefined
  const directory = dataDirectory ?? mkdtempSync(join(tmpdir(), 'loansign-demo-'))
  // As root the database runs as another user, who has to get in.
  if (owned) chmodSync(directory, 0o711)
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: String(port), DATA_DIR: directory, LOANSIGN_DEMO_LANG: language, ...(readingSeconds === null ? {} : { LOANSIGN_DEMO_READING_SECONDS: String(readingSeconds) }), ...(codeMinutes === undefined ? {} : { LOANSIGN_DEMO_CODE_MINUTES: String(codeMinutes) }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = new Promise((done) => child.once('exit', done))
  const origin = await new Promise((done, failed) => {
    const look = (chunk) => {
      output += chunk
      const match = /LoanSign demo: (\S+)/.exec(output)
      if (match) done(match[1])
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.once('exit', (status) => failed(new Error(`the demo server ended (${status}): ${output.slice(-2000)}`)))
  })
  return {
    origin,
    directory,
    /** What it printed. */
    output: () => output,
    /** As a power cut would. */
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
      if (owned) rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Calls the desk of a demo server. */
export async function desk(origin, path, body) {
  const response = await fetch(`${origin}/demo${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${path}: ${answer.code} ${JSON.stringify(answer.details).slice(0, 300)}`)
  return answer
}
