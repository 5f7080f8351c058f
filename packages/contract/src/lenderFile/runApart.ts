import { fork } from 'node:child_process'
import { ContractError, type ContractErrorCode } from '../errors.js'
import type { fillFormHere, readFormHere } from './fillForm.js'
import { refusal } from './openLenderFile.js'
import type { checkTextsHere, setLenderFileHere } from './product/setLenderFile.js'
import type { takeFileHere } from './takeFile.js'

export interface ApartTasks {
  readonly readForm: typeof readFormHere
  readonly fillForm: typeof fillFormHere
  readonly takeFile: typeof takeFileHere
  readonly setLenderFile: typeof setLenderFileHere
  readonly checkTexts: typeof checkTextsHere
}

/** What one call may take; 72 full pages of text took 11 seconds and 403 MB, a form of two pages 1 second and 303 MB. */
export interface ApartLimits {
  /** Of processor time: a busy machine is no fault of the file. */
  readonly cpuSeconds: number
  /** Resident, wherever in the process the memory went. */
  readonly memoryMegabytes: number
}

export interface ApartOrder<Task extends keyof ApartTasks = keyof ApartTasks> extends ApartLimits {
  readonly task: Task
  readonly argument: Parameters<ApartTasks[Task]>[0]
}

export type ApartAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: ContractErrorCode; readonly details: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: null; readonly message: string }

const usual: ApartLimits = { cpuSeconds: 30, memoryMegabytes: 600 }
/** When a process does nothing at all. */
const timeoutMilliseconds = 180_000

/**
 * Reads, changes and draws a lender's file in a process of its own, which is ended when it takes too much: a few hundred octets can ask for hours and gigabytes.
 * @throws ContractError `lender-file-refused` (too-costly); what the task throws
 */
export function runApart<Task extends keyof ApartTasks>(task: Task, argument: Parameters<ApartTasks[Task]>[0], limits: ApartLimits = usual): ReturnType<ApartTasks[Task]> {
  const child = fork(new URL('./lenderFileProcess.js', import.meta.url), { serialization: 'advanced', env: {}, execArgv: ['--max-old-space-size=512'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const answer = new Promise((done, failed) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMilliseconds)
    const broken = (cause: Error): void => failed(new ContractError('engine-failed', { why: 'the process for lenders’ files could not be started' }, { cause }))
    child.once('error', broken)
    child.once('exit', (_status, signal) => {
      clearTimeout(timer)
      // Ended by its watch, by the timer, or by V8 for want of memory.
      failed(signal === null ? new ContractError('engine-failed', { why: 'the process for lenders’ files ended' }) : new ContractError('lender-file-refused', { reasons: [refusal('too-costly')] }))
    })
    child.once('message', (message: ApartAnswer) => {
      if (message.ok) done(message.result)
      else failed(message.code === null ? new TypeError(message.message) : new ContractError(message.code, message.details))
    })
    child.send({ task, argument, ...limits } satisfies ApartOrder<Task>, (error) => error && broken(error))
  })
  return answer.finally(() => child.kill('SIGKILL')) as ReturnType<ApartTasks[Task]>
}
