import { Worker } from 'node:worker_threads'
import { ContractError } from '../errors.js'
import { fillFormHere, readFormHere } from './fillForm.js'
import type { ApartAnswer, ApartOrder, ApartTasks } from './runApart.js'
import { checkTextsHere, setLenderFileHere } from './product/setLenderFile.js'
import { takeFileHere } from './takeFile.js'

/** The child of runApart: one task, one answer. */
const tasks: ApartTasks = { readForm: readFormHere, fillForm: fillFormHere, takeFile: takeFileHere, setLenderFile: setLenderFileHere, checkTexts: checkTextsHere }

process.once('message', async ({ task, argument, cpuSeconds, memoryMegabytes }: ApartOrder) => {
  const watch = new Worker(new URL('../typst/watchChild.js', import.meta.url), { workerData: { cpuSeconds, memoryMegabytes, parent: process.ppid } })
  await new Promise((ready) => watch.once('message', ready))
  process.send!(await (tasks[task] as (argument: unknown) => Promise<unknown>)(argument).then(answered, failed))
})

function answered(result: unknown): ApartAnswer {
  return { ok: true, result }
}

function failed(error: unknown): ApartAnswer {
  return error instanceof ContractError ? { ok: false, code: error.code, details: error.details } : { ok: false, code: null, message: error instanceof Error ? error.message : String(error) }
}
