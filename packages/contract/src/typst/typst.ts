import { fork, type ChildProcess } from 'node:child_process'
import { fontFiles } from '@loansign/fonts'
import type { CompileOptions, CompileResult, ContractEngine } from '../engine.js'
import { ContractError } from '../errors.js'
import type { WorkerAnswer } from './compileWorker.js'
import { refuseImports } from './refuseImports.js'

export interface TypstOptions {
  /** A template that takes longer is killed. */
  readonly timeoutMilliseconds?: number
  /** Resident memory beyond which the child is killed. */
  readonly memoryMegabytes?: number
  /** The binding gives memory back only with its process: after so many contracts the child is replaced. */
  readonly recycleAfter?: number
}

/**
 * Typst in a child process, through the optional package @myriaddreamin/typst-ts-node-compiler: an empty workspace, our fonts only, a limit on time and memory.
 * One contract at a time; what waits, waits in order.
 */
export function typst({ timeoutMilliseconds = 30_000, memoryMegabytes = 1_500, recycleAfter = 100 }: TypstOptions = {}): ContractEngine {
  let child: ChildProcess | undefined
  let served = 0
  let queue: Promise<unknown> = Promise.resolve()

  function start(): ChildProcess {
    served = 0
    return fork(new URL('./compileWorker.js', import.meta.url), { serialization: 'advanced', env: { PATH: process.env.PATH ?? '' }, execArgv: [`--max-old-space-size=${memoryMegabytes}`], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  }

  function stop(): void {
    child?.kill('SIGKILL')
    child = undefined
  }

  function ask(options: CompileOptions): Promise<CompileResult> {
    child ??= start()
    const worker = child
    return new Promise((done, failed) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer)
        worker.removeAllListeners()
        settle()
      }
      const kill = (why: string): void =>
        finish(() => {
          stop()
          failed(new ContractError('engine-failed', { why }))
        })
      const timer = setTimeout(() => kill('time limit'), timeoutMilliseconds)
      worker.once('exit', () => kill('the engine ended'))
      worker.once('error', () => kill('the engine could not be started'))
      worker.once('message', (answer: WorkerAnswer) =>
        finish(() => {
          served++
          if (served >= recycleAfter || answer.residentMegabytes > memoryMegabytes) stop()
          if (answer.ok) done(answer.result)
          else failed(new ContractError(answer.code, answer.details))
        }),
      )
      worker.send({ options, fonts: Object.values(fontFiles()) })
    })
  }

  return {
    async compile(options) {
      refuseImports(options.files)
      const result = queue.then(() => ask(options))
      queue = result.catch(() => undefined)
      return result
    },
    async close() {
      await queue
      stop()
    },
  }
}
