import { join } from 'node:path'
import { judgeCache, repository, run } from './run.js'

export interface PyHankoLevel {
  readonly field: string
  /** Valid and trusted today, with the revocation data in the file. */
  readonly bottomLine: boolean
  /** With archival data: AdESPassed.OK, or the sub-indication. Without an archive timestamp pyHanko has no proof of existence here: NO_POE. */
  readonly verdict: string
  readonly oldestArchiveTimestamp: string | null
  readonly modification: string
}

/** pyHanko's validation with what the file holds alone: revocation required, nothing from the network. It takes hybrid files only when it reads leniently. */
export function pyhankoLevels(trustPem: string, file: string, reading: 'strict' | 'lenient' = 'strict'): PyHankoLevel[] {
  const python = join(judgeCache, 'pyhanko', 'bin', 'python')
  const { status, output } = run(python, [join(repository, 'test/interop/judges/pyhanko/pyhankoLevels.py'), trustPem, file, reading])
  const line = output.split('\n').find((text) => text.startsWith('{'))
  if (status !== 0 || line === undefined) throw new Error(`pyHanko failed: ${output.slice(-2000)}`)
  return (JSON.parse(line) as { signatures: PyHankoLevel[] }).signatures
}
