import { glob, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What a caller named, as files: a file as it is, a folder as the PDFs below it, a pattern (`*`, `?`, `[…]`, `{…}`) as what it fits.
 * A name that fits nothing stays, so that it is reported and not passed over.
 * @param {readonly string[]} names
 * @returns {Promise<string[]>}
 */
export async function findFiles(names) {
  const found = []
  for (const name of names) found.push(...(await filesOf(name)))
  return [...new Set(found)]
}

/** @param {string} name @returns {Promise<string[]>} */
async function filesOf(name) {
  const there = await stat(name).catch(() => null)
  if (there?.isDirectory()) return fitting(join(name, '**', '*.pdf'))
  // A file whose name looks like a pattern is that file.
  if (there || !/[*?[\]{}]/.test(name)) return [name]
  const files = await fitting(name)
  return files.length > 0 ? files : [name]
}

/** @param {string} pattern */
async function fitting(pattern) {
  const files = []
  for await (const file of glob(pattern)) files.push(file)
  return files.sort()
}
