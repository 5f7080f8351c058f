import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from './judges/run.js'

export interface Sample {
  readonly language: 'zh-CN' | 'en'
  readonly folder: string
  /** Frozen, before anybody signed. */
  readonly contract: string
  /** Signed by the borrower in Chromium and sealed by the lender. */
  readonly signed: string
  /** The development roots. */
  readonly trust: string
}

/**
 * The contracts the judges look at: made by `npm run sample`, that is through the real element in a real browser.
 * LOANSIGN_SAMPLE_DIR names a folder to make them in once and use again.
 */
export function sample(language: Sample['language']): Sample {
  const top = process.env.LOANSIGN_SAMPLE_DIR ?? join(repository, '.cache', 'interop', 'samples')
  const folder = join(top, language)
  mkdirSync(folder, { recursive: true })
  const result = { language, folder, contract: join(folder, 'contract.pdf'), signed: join(folder, 'signed.pdf'), trust: join(folder, 'trust.pem') }
  if (process.env.LOANSIGN_SAMPLE_DIR !== undefined && existsSync(result.signed)) return result
  const run = spawnSync('npm', ['run', '--silent', 'sample', '--', '--fast', '--lang', language, '--out', folder], {
    cwd: repository,
    encoding: 'utf8',
    timeout: 300_000,
  })
  if (run.status !== 0) throw new Error(`npm run sample failed (${run.status}): ${run.stdout.slice(-1500)}\n${run.stderr.slice(-1500)}`)
  return result
}
