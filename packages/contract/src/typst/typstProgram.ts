import { spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fontFiles } from '@loansign/fonts'
import { attachmentFile, dataFile, standardOf, type Anchor, type CompileOptions, type CompileResult, type ContractEngine } from '../engine.js'
import { ContractError } from '../errors.js'
import { plainPages } from '../pdf/plainPages.js'
import { openPlainPdf } from '../pdf/plainPdf.js'
import { explainDiagnostics, type Diagnostic } from './explainDiagnostics.js'
import { refuseImports } from './refuseImports.js'
import { temporaryWorkspace } from './temporaryWorkspace.js'

export interface TypstProgramOptions {
  /** The official `typst` program, version 0.14. */
  readonly path?: string
  /** A template that takes longer is killed. */
  readonly timeoutMilliseconds?: number
  /** Address space of the program (`ulimit -v`). Windows has no such limit, and macOS does not keep it. */
  readonly memoryMegabytes?: number
}

/** The official `typst` program as engine, for platforms the binding has no binary for. A private directory for every contract, removed afterwards. */
export function typstProgram({ path = 'typst', timeoutMilliseconds = 30_000, memoryMegabytes = 1_500 }: TypstProgramOptions = {}): ContractEngine {
  return {
    async compile(options) {
      refuseImports(options.files)
      const workspace = await temporaryWorkspace()
      try {
        return await compileIn(workspace, options)
      } finally {
        await rm(workspace, { recursive: true, force: true })
      }
    },
    async close() {},
  }

  async function compileIn(workspace: string, { files, main, data, attachment, timestamp, output }: CompileOptions): Promise<CompileResult> {
    for (const [name, text] of Object.entries({ ...files, [dataFile]: data, [attachmentFile]: attachment })) {
      await mkdir(dirname(join(workspace, name)), { recursive: true })
      await writeFile(join(workspace, name), text)
    }
    const fonts = [...new Set(Object.values(fontFiles()).map((file) => dirname(file)))].flatMap((folder) => ['--font-path', folder])
    const packages = join(workspace, '.packages')
    const common = ['--root', '.', '--ignore-system-fonts', '--diagnostic-format', 'short', '--package-path', packages, '--package-cache-path', packages, '--creation-timestamp', String(timestamp), ...fonts]
    const anchors = JSON.parse(await run(workspace, ['query', ...common, main, '<anchor>', '--field', 'value'])) as Anchor[]
    await run(workspace, ['compile', ...common, '--pdf-standard', standardOf[output], main, 'contract.pdf'])
    const pdf = new Uint8Array(await readFile(join(workspace, 'contract.pdf')))
    return { pdf, anchors, pages: plainPages(openPlainPdf(pdf)).pages.length }
  }

  function run(workspace: string, args: readonly string[]): Promise<string> {
    // A shell only to set the limit; the program takes its place, and arguments are never part of the script.
    const [command, before] = process.platform === 'win32' ? [path, []] : ['/bin/sh', ['-c', `ulimit -v ${Math.round(memoryMegabytes * 1024)} 2>/dev/null; exec "$0" "$@"`, path]]
    const nowhere = 'http://127.0.0.1:1'
    return new Promise((done, failed) => {
      const child = spawn(command, [...before, ...args], {
        cwd: workspace,
        env: { PATH: process.env.PATH ?? '', HOME: workspace, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, ALL_PROXY: nowhere },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: timeoutMilliseconds,
        killSignal: 'SIGKILL',
      })
      const [output, errors]: [Buffer[], Buffer[]] = [[], []]
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
      child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
      child.once('error', (cause) => failed(new ContractError('engine-failed', { why: 'the program cannot be started' }, { cause })))
      child.once('close', (status, signal) => {
        const said = Buffer.concat(errors).toString()
        // A warning is an error here: text in a font nobody has is not drawn at all, and only a warning says so.
        if (status === 0 && readDiagnostics(said).length === 0) done(Buffer.concat(output).toString())
        else failed(failure(status, signal, said))
      })
    })
  }
}

function failure(status: number | null, signal: string | null, errors: string): ContractError {
  if (signal === 'SIGKILL') return new ContractError('engine-failed', { why: 'time limit' })
  if (/memory allocation of \d+ bytes failed/.test(errors)) return new ContractError('engine-failed', { why: 'memory limit' })
  if (status === 126 || status === 127) return new ContractError('engine-failed', { why: 'the program cannot be started' })
  const diagnostics = readDiagnostics(errors)
  if (diagnostics.length === 0) return new ContractError('engine-failed', { why: errors.slice(0, 300) })
  const { code, details } = explainDiagnostics(diagnostics)
  return new ContractError(code, details)
}

/** `file:line:column: error: message`, as `--diagnostic-format short` prints them, the column counted from 0; an error of the export has no place. */
export function readDiagnostics(output: string): readonly Diagnostic[] {
  return [...output.matchAll(/^(?:(.+?):(\d+):(\d+): )?(?:error|warning): (.*)$/gm)].map(([, file = '', line = '0', column = '-1', message = '']) => ({
    file: file.replaceAll('\\', '/').replace(/^\.\//, ''), line: Number(line), column: Number(column) + 1, message,
  }))
}
