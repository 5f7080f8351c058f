import { open } from 'node:fs/promises'
import { showHostile } from './showHostile.mjs'
import { UsageError } from './usageError.mjs'

/**
 * Writes a file that is not there yet: a signed contract is never written over by accident.
 * @param {string} path @param {Uint8Array | string} content @param {import('./text/en.mjs').Text} text
 */
export async function writeNew(path, content, text) {
  let file
  try {
    file = await open(path, 'wx')
    await file.writeFile(content)
  } catch (error) {
    const exists = /** @type {{ code?: string }} */ (error).code === 'EEXIST'
    throw new UsageError(exists ? text.fileExists(showHostile(path)) : text.notWritten(showHostile(path)))
  } finally {
    await file?.close()
  }
}
