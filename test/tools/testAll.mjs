// Runs the runners one after the other and sums up what their own reports say.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { root } from './setup.mjs'

const reports = join(root, '.cache', 'reports')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const environment = { ...process.env, CHROME_PATH: ensureChromium() }

const runners = [
  { name: 'unit tests', args: ['vitest', 'run', '--config', 'vitest.config.mjs'] },
  { name: 'the signature suite in Chromium', script: 'test/tools/browserSuite.mjs' },
  { name: 'journeys in Chromium', args: ['vitest', 'run', '--config', 'test/config/vitest.e2e.mjs'] },
]

const total = { passed: 0, failed: 0, skipped: 0 }
for (const [index, { name, args, script }] of runners.entries()) {
  console.log(`\n== ${name}`)
  const file = join(reports, `${index}.json`)
  const result = script
    ? spawnSync(process.execPath, [join(root, script), file], { cwd: root, stdio: 'inherit', env: environment })
    : spawnSync(process.execPath, [join(root, 'node_modules', args[0], 'vitest.mjs'), ...args.slice(1), '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`], { cwd: root, stdio: 'inherit', env: environment })
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  // A runner that crashed, or ran nothing, is a failure, whatever it returned.
  if (!report || report.numTotalTests === 0) total.failed += 1
  else {
    total.passed += report.numPassedTests
    total.failed += report.numFailedTests + (result.status !== 0 && report.numFailedTests === 0 ? 1 : 0)
    total.skipped += report.numPendingTests + (report.numTodoTests ?? 0)
  }
}
// In CI nothing may be skipped: the test files of others have to be there.
if (process.env.CI === 'true' && total.skipped > 0) console.log(`\n${total.skipped} tests were skipped, which counts as a failure in CI`)
const failed = total.failed + (process.env.CI === 'true' ? total.skipped : 0)
console.log(`\n${total.passed} passed, ${failed} failed, ${process.env.CI === 'true' ? 0 : total.skipped} skipped`)
process.exit(failed === 0 ? 0 : 1)
