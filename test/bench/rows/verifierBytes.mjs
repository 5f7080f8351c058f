import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { repository } from '../material/bundle.mjs'

/** The verifier with everything it validates with; pdf.js comes only to draw what changed. */
export async function verifierBytes() {
  const folder = join(repository, 'packages/component/dist/cdn')
  const sizes = new Map()
  const visit = (file) => {
    if (sizes.has(file) || /pdfPages-|polyfill-/.test(file)) return
    const code = readFileSync(file, 'utf8')
    sizes.set(file, gzipSync(code, { level: 9 }).length)
    for (const [, path] of code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'](\.\.?\/[^"']+)["']/g)) visit(join(dirname(file), path))
  }
  visit(join(folder, 'loan-contract-verifier.js'))
  const value = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return { id: 'verifier-bytes', what: 'verifier with its validation, gzip', value, unit: 'bytes', budget: 60_000, holds: value <= 60_000, beside: `${sizes.size} file(s), pdf.js not among them` }
}
