import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parsePem, SignatureError, verifyPdf } from '@loansign/signature'
import { exitCode } from '../main.mjs'
import { showHostile } from '../showHostile.mjs'
import { UsageError } from '../usageError.mjs'

/**
 * @typedef {import('@loansign/signature').ValidationReport} ValidationReport
 * @typedef {import('@loansign/signature').SignatureReport} SignatureReport
 * @typedef {import('../text/en.mjs').Text} Text
 * @typedef {{ file: string, report: ValidationReport } | { file: string, problem: string, code: string }} Result
 */

/** @type {import('../main.mjs').Command} */
export async function verify({ args, text, stdout, stderr }) {
  const { files, options } = readArguments(args, text)
  const trustAnchors = await readTrust(options.trust, text)
  const at = readTime(options.at, text)
  /** @type {Result[]} */
  const results = []
  for (const file of files) results.push(await verifyFile(file, { trustAnchors, ...(at ? { at } : {}) }, text))
  if (options.json) stdout.write(`${JSON.stringify(results.length === 1 ? results[0] : results, null, 2)}\n`)
  else {
    for (const result of results) {
      if ('report' in result) stdout.write(describe(result.file, result.report, text))
      else stderr.write(`${text.fileUnreadable(showHostile(result.file), result.problem)}\n`)
    }
  }
  return Math.max(...results.map(codeOf))
}

/** @param {Result} result */
function codeOf(result) {
  if (!('report' in result)) return exitCode.unusable
  return { 'TOTAL-PASSED': exitCode.passed, 'TOTAL-FAILED': exitCode.failed, 'INDETERMINATE': exitCode.indeterminate }[result.report.indication]
}

/** @param {string[]} args @param {Text} text */
function readArguments(args, text) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { trust: { type: 'string' }, at: { type: 'string' }, json: { type: 'boolean', default: false }, lang: { type: 'string' } },
    })
    if (positionals.length === 0) throw new UsageError(text.noFiles)
    if (values.trust === undefined) throw new UsageError(text.noTrust)
    return { files: positionals, options: { ...values, trust: values.trust } }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(text.optionUnknown(/** @type {Error} */ (error).message))
  }
}

/** @param {string} path @param {Text} text */
async function readTrust(path, text) {
  try {
    return parsePem(await readFile(path, 'utf8'))
  } catch {
    throw new UsageError(text.trustUnreadable(showHostile(path)))
  }
}

/** @param {string | undefined} value @param {Text} text */
function readTime(value, text) {
  if (value === undefined) return undefined
  const time = new Date(value)
  if (!/^\d{4}-\d{2}-\d{2}T/.test(value) || Number.isNaN(time.getTime())) throw new UsageError(text.timeUnreadable(showHostile(value)))
  return time
}

/** @param {string} file @param {import('@loansign/signature').VerifyPdfOptions} options @param {Text} text @returns {Promise<Result>} */
async function verifyFile(file, options, text) {
  let bytes
  try {
    bytes = await readFile(file)
  } catch {
    return { file, problem: text.noSuchFile, code: 'file-unreadable' }
  }
  try {
    return { file, report: await verifyPdf(bytes, options) }
  } catch (error) {
    if (error instanceof SignatureError) return { file, problem: text.notPdf(error.code), code: error.code }
    throw error
  }
}

/** Who signed what and when comes first; then the verdict and its reasons. @param {string} file @param {ValidationReport} report @param {Text} text */
function describe(file, report, text) {
  const lines = [showHostile(file)]
  if (report.signatures.length === 0 && report.warnings.length === 0) lines.push(`  ${text.noSignatures}`)
  if (report.warnings.length > 0) lines.push(`  ${text.because}: ${report.warnings.join(', ')}`)
  for (const signature of report.signatures) lines.push(...describeSignature(signature, text))
  lines.push(`${text.verdict[report.indication]} (${report.indication}${report.subIndication === null ? '' : ` / ${report.subIndication}`})`, '')
  return `${lines.join('\n')}\n`
}

/** @param {SignatureReport} signature @param {Text} text */
function describeSignature(signature, text) {
  const { signer, bestSignatureTime, claimedTime } = signature
  const name = signer?.commonName == null ? text.unknownSigner : showHostile(signer.commonName)
  const time = bestSignatureTime !== null ? text.provenTime(readable(bestSignatureTime)) : claimedTime !== null ? text.claimedTime(readable(claimedTime)) : text.noTime
  const lines = [`  ${text.signedBy(name, showHostile(signature.field))}`, `    ${time}`]
  if (signer?.issuer != null) lines.push(`    ${text.sealOf} ${showHostile(signer.issuer)}`)
  lines.push(`    ${text.verdict[signature.indication]} ${signature.level}`)
  const reasons = signature.indication === 'TOTAL-PASSED' ? [] : [signature.subIndication, ...signature.warnings].filter((reason) => reason !== null)
  if (reasons.length > 0) lines.push(`    ${text.because}: ${reasons.join(', ')}`)
  for (const { what, object } of signature.changesSince.filter(({ kind }) => kind === 'suspicious')) lines.push(`    ${text.changed}: ${showHostile(what)} (${object})`)
  return lines
}

/** @param {string} time */
function readable(time) {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`
}
