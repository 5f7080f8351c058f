import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fontFiles } from '@loansign/fonts'
import type { Anchor, CompileOptions, CompileResult, ContractEngine } from '../engine.js'
import { ContractError } from '../errors.js'
import { refuseImports } from './refuseImports.js'

export interface TypstProgramOptions {
  /** The official `typst` program, 0.14 or newer. */
  readonly path?: string
  readonly timeoutMilliseconds?: number
}

/** The official `typst` program as engine, for platforms the binding has no binary for. A workspace of its own for every contract, removed afterwards. */
export function typstProgram({ path = 'typst', timeoutMilliseconds = 30_000 }: TypstProgramOptions = {}): ContractEngine {
  return {
    async compile(options) {
      refuseImports(options.files)
      const workspace = await mkdtemp(join(tmpdir(), 'loansign-typst-'))
      try {
        return await compileIn(workspace, options)
      } finally {
        await rm(workspace, { recursive: true, force: true })
      }
    },
    async close() {},
  }

  async function compileIn(workspace: string, options: CompileOptions): Promise<CompileResult> {
    for (const [name, text] of Object.entries(options.files)) {
      await mkdir(dirname(join(workspace, name)), { recursive: true })
      await writeFile(join(workspace, name), text)
    }
    const fonts = Object.values(fontFiles()).flatMap((file) => ['--font-path', dirname(file)])
    const common = ['--root', workspace, '--ignore-system-fonts', ...fonts, '--input', `data=${options.data}`]
    const main = join(workspace, options.main)
    const anchors = JSON.parse(await run(['query', ...common, main, '<anchor>', '--field', 'value'])) as Anchor[]
    const output = join(workspace, 'contract.pdf')
    await run(['compile', ...common, '--pdf-standard', 'a-3b', '--creation-timestamp', String(options.timestamp), main, output])
    const pages = Math.max(...anchors.map(({ page }) => page))
    return { pdf: options.output === 'pdf' ? await readFile(output) : new Uint8Array(), anchors, pages }
  }

  function run(args: readonly string[]): Promise<string> {
    return new Promise((done, failed) => {
      const child = spawn(path, args, { env: { PATH: process.env.PATH ?? '' }, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMilliseconds, killSignal: 'SIGKILL' })
      let [output, errors] = ['', '']
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
      child.once('error', (cause) => failed(new ContractError('engine-failed', { why: `the program ${path} cannot be started` }, { cause })))
      child.once('close', (status) => (status === 0 ? done(output) : failed(status === null ? new ContractError('engine-failed', { why: 'time limit' }) : templateError(errors))))
    })
  }
}

/** `error: message` and `┌─ file:line:column`, as the program prints them. */
export function templateError(output: string): ContractError {
  const message = /error: (.*)/.exec(output)?.[1] ?? output.slice(0, 300)
  const place = /┌─ .*?([^\s/\\]+):(\d+):(\d+)/.exec(output)
  return new ContractError('template-error', { file: place?.[1] ?? '', line: Number(place?.[2] ?? 0), column: Number(place?.[3] ?? 0), message })
}
