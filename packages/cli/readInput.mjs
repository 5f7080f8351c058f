import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parseCertificate, parsePem, SignatureError } from '@loansign/signature'
import { showHostile } from './showHostile.mjs'
import { UsageError } from './usageError.mjs'

/** @typedef {import('./text/en.mjs').Text} Text */

/**
 * Options and names of a command.
 * @template {import('node:util').ParseArgsConfig['options']} Options
 * @param {string[]} args @param {Options} options @param {Text} text
 */
export function readArguments(args, options, text) {
  const parsed = parse(args, options, text)
  const lang = /** @type {{ lang?: string }} */ (parsed.values).lang
  if (lang !== undefined && !/^(zh|en)/i.test(lang)) throw new UsageError(text.languageUnknown(showHostile(lang)))
  return parsed
}

/** @template {import('node:util').ParseArgsConfig['options']} Options @param {string[]} args @param {Options} options @param {Text} text */
function parse(args, options, text) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, lang: { type: /** @type {const} */ ('string') } } })
  } catch (error) {
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error)
    const [, option] = /^Unknown option '([^']*)'/.exec(message) ?? []
    throw new UsageError(code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && option !== undefined ? text.optionUnknown(showHostile(option)) : text.optionWrong(message))
  }
}

/** @param {string} path @param {Text} text @returns {Promise<Uint8Array>} */
export async function readBytes(path, text) {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    const reason = whyUnread(error, text)
    throw new UsageError(text.fileUnreadable(showHostile(path), reason), reason)
  }
}

/** @param {unknown} error @param {Text} text */
function whyUnread(error, text) {
  const { code = '' } = /** @type {{ code?: string }} */ (error)
  if (code === 'EISDIR') return text.isFolder
  return ['ENOENT', 'ENOTDIR'].includes(code) ? text.noSuchFile : text.notRead(code)
}

/** Certificates of a PEM file. @param {string | undefined} path @param {Text} text @returns {Promise<Uint8Array[]>} */
export async function readTrust(path, text) {
  if (path === undefined) throw new UsageError(text.noTrust)
  const pem = await readFile(path, 'utf8').catch((error) => {
    throw new UsageError(text.trustUnreadable(showHostile(path), whyUnread(error, text)))
  })
  const certificates = reads(() => parsePem(pem))
  if (!certificates) throw new UsageError(text.trustUnreadable(showHostile(path), text.notPem))
  // Else each PDF would be blamed for it.
  const bad = certificates.findIndex((der) => !reads(() => parseCertificate(der)))
  if (bad >= 0) throw new UsageError(text.trustUnreadable(showHostile(path), text.notCertificate(bad + 1)))
  return certificates
}

/** What a reader gives, or null where it refuses. @template Result @param {() => Result} read @returns {Result | null} */
export function reads(read) {
  try {
    return read()
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
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
