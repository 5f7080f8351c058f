import { extendPdf, httpTimestampAuthority, networkRevocationSource, parseCrl, parseOcspResponse, SignatureError } from '@loansign/signature'
import { guardedFetch } from '@loansign/signature/node'
import { fileRevocationSource } from '../fileRevocationSource.mjs'
import { exitCode } from '../main.mjs'
import { readAddress, readArguments, readBytes, readTrust, reads } from '../readInput.mjs'
import { adviceOn } from '../report/adviceOn.mjs'
import { showHostile } from '../showHostile.mjs'
import { UsageError } from '../usageError.mjs'
import { writeNew } from '../writeNew.mjs'

/** @typedef {import('../text/en.mjs').Text} Text */

const options = /** @type {const} */ ({
  trust: { type: 'string' },
  out: { type: 'string' },
  tsa: { type: 'string' },
  'revocation-data': { type: 'string', multiple: true },
  fetch: { type: 'boolean', default: false },
  'allow-host': { type: 'string', multiple: true },
})

/** From B-T to B-LT, and with a timestamp authority to B-LTA; again: a renewal. @type {import('../main.mjs').Command} */
export async function extend({ args, text, stdout, stderr }) {
  const { values, positionals } = readArguments(args, options, text)
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError(text.oneFile('extend'))
  if (values.out === undefined) throw new UsageError(text.noOut('extend'))
  const trustAnchors = await readTrust(values.trust, text)
  const file = await readBytes(path, text)
  const data = await readRevocationData(values['revocation-data'] ?? [], text)
  const fetch = guardedFetch({ allowedHosts: values['allow-host'] ?? [] })
  const revocationSource = fileRevocationSource(data, values.fetch ? networkRevocationSource({ fetch }) : null)
  try {
    const extended = await extendPdf({ file, trustAnchors, revocationSource, ...(values.tsa === undefined ? {} : { timestampAuthority: httpTimestampAuthority({ url: readAddress(values.tsa, text) }) }) })
    await writeNew(values.out, extended, text)
    stdout.write(`${text.extend.written(showHostile(values.out), extended.length - file.length)}\n`)
    return exitCode.passed
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    stderr.write(`${describe(error, values.fetch, text)}\n`)
    return error.code === 'extension-refused' && !error.retryable ? exitCode.failed : error.retryable ? exitCode.indeterminate : exitCode.unusable
  }
}

/** @param {readonly string[]} paths @param {Text} text */
async function readRevocationData(paths, text) {
  const files = []
  for (const path of paths) {
    const der = await readBytes(path, text)
    if (!reads(() => parseCrl(der)) && !reads(() => parseOcspResponse(der))) throw new UsageError(text.extend.noRevocationData(showHostile(path)))
    files.push(der)
  }
  return files
}

/** @param {SignatureError} error @param {boolean} isFetched @param {Text} text */
function describe({ code, details, retryable }, isFetched, text) {
  const isWanting = code === 'extension-refused' && retryable
  const { field, subIndication, warnings } = /** @type {{ field?: string | null, subIndication?: string, warnings?: string[] }} */ (details)
  const advice = adviceOn(code, text) ?? ((warnings ?? []).includes('no-timestamp') ? text.extend.needsTimestamp : null)
  const facts = [field == null ? null : showHostile(field), subIndication, ...(warnings ?? [])].filter(Boolean)
  return [text.extend.refused(code), ...(facts.length > 0 ? [`  ${text.because}: ${facts.join(', ')}`] : []), ...(advice ? [`  ${advice}`] : []), ...(isWanting ? [`  ${isFetched ? text.extend.asked : text.extend.wanting}`] : []), ...(retryable ? [`  ${text.extend.again}`] : [])].join('\n')
}
