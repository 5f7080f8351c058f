import { join } from 'node:path'
import { judgeCache, repository, run } from './run.js'

export interface PyHankoSignature {
  readonly field: string
  readonly intact: boolean
  readonly valid: boolean
  readonly trusted: boolean
  readonly bottomLine: boolean
  /** ENTIRE_FILE, ENTIRE_REVISION … */
  readonly coverage: string
  /** NONE, LTA_UPDATES, FORM_FILLING, ANNOTATIONS, OTHER: what later revisions changed. */
  readonly modification: string
  readonly timestampTrusted: boolean | null
}

/** pyHanko's validation with its default difference policy and our anchors, no network. */
export function pyhanko(trustPem: string, file: string): PyHankoSignature[] {
  const python = join(judgeCache, 'pyhanko', 'bin', 'python')
  const { status, output } = run(python, [join(repository, 'test/interop/judges/pyhanko/pyhankoJudge.py'), trustPem, file])
  const line = output.split('\n').find((text) => text.startsWith('{'))
  if (status !== 0 || line === undefined) throw new Error(`pyHanko failed: ${output.slice(-2000)}`)
  return (JSON.parse(line) as { signatures: PyHankoSignature[] }).signatures
}
