import { glob, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What a caller named, as files: a file as it is, a folder as the PDFs below it (`.PDF` too), a pattern (`*`, `?`, `[…]`, `{…}`) as what it fits.
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
  // The folder's own name is no pattern, whatever is in it; nor is that of a file.
  const files = there?.isDirectory() ? (await fitting('**/*.[pP][dD][fF]', name)).map((file) => join(name, file)) : there || !/[*?[\]{}]/.test(name) ? [] : await fitting(name, '.')
  return files.length > 0 ? files : [name]
}

/** @param {string} pattern @param {string} folder */
async function fitting(pattern, folder) {
  const files = []
  for await (const file of glob(pattern, { cwd: folder })) files.push(file)
  return files.sort()
}
