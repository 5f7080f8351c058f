import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top of the checkout. */
export const repository = fileURLToPath(new URL('../../../', import.meta.url))
export const judgeCache = join(repository, '.cache', 'interop')

export interface Verdict {
  readonly status: number
  readonly output: string
}

/** Runs a judge to its end. A judge that cannot be started throws: it may never look like a verdict. */
export function run(command: string, args: readonly string[], options: { readonly input?: Uint8Array; readonly environment?: NodeJS.ProcessEnv } = {}): Verdict {
  const result = spawnSync(command, args, {
    input: options.input,
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...options.environment },
    maxBuffer: 1 << 28,
    timeout: 120_000,
  })
  if (result.error) throw result.error
  return { status: result.status ?? -1, output: `${result.stdout.toString()}${result.stderr.toString()}` }
}

/** Runs a Java judge and parses its JSON lines. */
export function runJava(judge: 'dss' | 'verapdf', main: string, args: readonly string[]): unknown[] {
  const target = join(repository, 'test/interop/judges', judge, 'target')
  const result = spawnSync('java', ['-cp', `${target}/classes:${target}/lib/*`, main, ...args], { maxBuffer: 1 << 28, timeout: 180_000 })
  if (result.error) throw result.error
  if (result.status !== 0) throw new Error(`${main} failed: ${result.stderr.toString().slice(0, 2000)}`)
  return result.stdout
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}
