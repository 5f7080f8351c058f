import { fork, type ChildProcess } from 'node:child_process'
import { fontFiles } from '@loansign/fonts'
import type { CompileOptions, CompileResult } from '../engine.js'
import { ContractError } from '../errors.js'
import type { WorkerAnswer, WorkerSettings } from './compileWorker.js'

export interface EngineProcessOptions {
  readonly timeoutMilliseconds: number
  readonly memoryMegabytes: number
}

/** One child that typesets, one contract at a time. After a failure, or when `spent`, it is replaced by whoever owns it. */
export interface EngineProcess {
  compile(options: CompileOptions): Promise<CompileResult>
  readonly served: number
  /** Grown so far that the next contract could meet the memory limit without being guilty. */
  readonly spent: boolean
  readonly alive: boolean
  kill(): void
}

export function engineProcess({ timeoutMilliseconds, memoryMegabytes }: EngineProcessOptions): EngineProcess {
  // No home directory, so no local packages; a proxy nobody listens at, so no network: whatever a template calls a package is not found.
  const nowhere = 'http://127.0.0.1:1'
  const child = fork(new URL('./compileWorker.js', import.meta.url), {
    serialization: 'advanced',
    env: { HOME: '/nonexistent', HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, ALL_PROXY: nowhere },
    execArgv: ['--max-old-space-size=256'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let [served, spent, alive] = [0, false, true]
  child.once('exit', () => (alive = false))
  child.once('error', () => (alive = false))
  const settings: WorkerSettings = { fonts: fontFiles(), memoryMegabytes }
  child.send(settings, () => undefined)
  rest(child)

  function kill(): void {
    alive = false
    child.kill('SIGKILL')
  }

  return {
    get served() {
      return served
    },
    get spent() {
      return spent
    },
    get alive() {
      return alive
    },
    kill,
    compile: (options) =>
      new Promise((done, failed) => {
        const settle = (): void => {
          clearTimeout(timer)
          child.off('exit', ended).off('error', broken).off('message', answered)
          rest(child)
        }
        const fail = (why: string, cause?: unknown): void => {
          settle()
          kill()
          failed(new ContractError('engine-failed', { why }, { cause }))
        }
        // Nobody but the watch in the child, or the system for want of memory, kills it from outside.
        const ended = (_status: number | null, signal: string | null): void => fail(signal === 'SIGKILL' ? 'memory limit' : served === 0 ? 'the engine ended before its first answer: the binding may have no build for this platform, where typstProgram() helps' : 'the engine ended')
        const broken = (cause: Error): void => fail('the engine could not be started', cause)
        const answered = (answer: WorkerAnswer): void => {
          settle()
          served++
          spent = answer.residentMegabytes > memoryMegabytes * 0.6
          if (answer.ok) done(answer.result)
          else failed(new ContractError(answer.code, answer.details))
        }
        const timer = setTimeout(() => fail('time limit'), timeoutMilliseconds)
        child.once('exit', ended).once('error', broken).once('message', answered)
        child.ref()
        child.channel?.ref()
        child.send(options, (error) => error && broken(error))
      }),
  }
}

/** An idle child keeps nobody awake. */
function rest(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}
