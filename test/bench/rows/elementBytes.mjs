import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { repository } from '../material/bundle.mjs'

/** The element's entry with every chunk it imports statically, and the signature pad: what the budget counts. */
export async function elementBytes() {
  const folder = join(repository, 'packages/component/dist/cdn')
  const sizes = new Map()
  const visit = (file) => {
    if (sizes.has(file)) return
    const code = readFileSync(file, 'utf8')
    sizes.set(file, gzipSync(code, { level: 9 }).length)
    // Static imports and re-exports only: `import("…")` has no whitespace, quote or brace before its string.
    for (const [, path] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.\.?\/[^"']+)["']/g)) visit(join(dirname(file), path))
  }
  visit(join(folder, 'loan-contract-signer.js'))
  const pad = readdirSync(folder).find((name) => name.startsWith('signature_pad-'))
  if (pad === undefined) throw new Error('the bundle has no signature pad: has the build run?')
  visit(join(folder, pad))
  const value = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return { id: 'element-bytes', what: 'element, initial JavaScript and pad, gzip', value, unit: 'bytes', budget: 25_000, holds: value <= 25_000, beside: `${sizes.size} file(s)` }
}
