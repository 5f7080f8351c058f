import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parsePem } from '@loansign/signature'
import { showHostile } from './showHostile.mjs'
import { UsageError } from './usageError.mjs'

/** @typedef {import('./text/en.mjs').Text} Text */

/**
 * Options and names of a command.
 * @template {import('node:util').ParseArgsConfig['options']} Options
 * @param {string[]} args @param {Options} options @param {Text} text
 */
export function readArguments(args, options, text) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, lang: { type: /** @type {const} */ ('string') } } })
  } catch (error) {
    throw new UsageError(text.optionUnknown(/** @type {Error} */ (error).message))
  }
}

/** @param {string} path @param {Text} text @returns {Promise<Uint8Array>} */
export async function readBytes(path, text) {
  try {
    return new Uint8Array(await readFile(path))
  } catch {
    throw new UsageError(text.fileUnreadable(showHostile(path), text.noSuchFile))
  }
}

/** Certificates of a PEM file. @param {string | undefined} path @param {Text} text @returns {Promise<Uint8Array[]>} */
export async function readTrust(path, text) {
  if (path === undefined) throw new UsageError(text.noTrust)
  const pem = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(text.trustUnreadable(showHostile(path), text.noSuchFile))
  })
  try {
    return parsePem(pem)
  } catch {
    throw new UsageError(text.trustUnreadable(showHostile(path), text.notPem))
  }
}

/** RFC 3339. @param {string | undefined} value @param {Text} text @returns {Date | undefined} */
export function readTime(value, text) {
  if (value === undefined) return undefined
  const time = new Date(value)
  if (!/^\d{4}-\d{2}-\d{2}T/.test(value) || Number.isNaN(time.getTime())) throw new UsageError(text.timeUnreadable(showHostile(value)))
  return time
}

/** Of a timestamp authority. @param {string} url @param {Text} text */
export function readAddress(url, text) {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) throw new UsageError(text.noAddress(showHostile(url)))
  return url
}
