import { run, type Verdict } from './run.js'

/** `qpdf --check`: structure of the file; status 0 is clean, 3 is warnings. */
export function qpdfCheck(file: string): Verdict {
  return run('qpdf', ['--check', file])
}
