import { SignatureError, verifyPdf } from '@loansign/signature'
import { exitCode } from '../main.mjs'
import { findFiles } from '../findFiles.mjs'
import { progress } from '../progress.mjs'
import { readArguments, readBytes, readTime, readTrust } from '../readInput.mjs'
import { describeReport } from '../report/describeReport.mjs'
import { htmlReport } from '../report/htmlReport.mjs'
import { showHostile, showJson } from '../showHostile.mjs'
import { UsageError } from '../usageError.mjs'
import { writeNew } from '../writeNew.mjs'

/**
 * @typedef {import('../report/htmlReport.mjs').Result} Result
 * @typedef {import('../text/en.mjs').Text} Text
 */

const options = /** @type {const} */ ({ trust: { type: 'string' }, at: { type: 'string' }, revocation: { type: 'string', default: 'when-present' }, json: { type: 'boolean', default: false }, html: { type: 'string' } })

/** @type {import('../main.mjs').Command} */
export async function verify({ args, text, language, stdout, stderr }) {
  const { values, positionals } = readArguments(args, options, text)
  if (positionals.length === 0) throw new UsageError(text.noFiles('verify'))
  const trustAnchors = await readTrust(values.trust, text)
  const at = readTime(values.at, text)
  const revocation = values.revocation
  if (revocation !== 'required' && revocation !== 'when-present') throw new UsageError(text.revocationUnknown(showHostile(revocation)))
  const files = await findFiles(positionals)
  const bar = progress(stderr, files.length)
  /** @type {Result[]} */
  const results = []
  for (const file of files) {
    results.push(await verifyFile(file, { trustAnchors, revocation, ...(at ? { at } : {}) }, text))
    bar.step()
  }
  bar.end()
  if (values.html !== undefined) await writeNew(values.html, htmlReport(results, { text, language, at: at ?? new Date() }), text)
  if (values.json) stdout.write(`${showJson(results.length === 1 ? results[0] : results)}\n`)
  else {
    for (const result of results) {
      if ('report' in result) stdout.write(describeReport(result.file, result.report, text))
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

/** @param {string} file @param {import('@loansign/signature').VerifyPdfOptions} options @param {Text} text @returns {Promise<Result>} */
async function verifyFile(file, options, text) {
  try {
    return { file, report: await verifyPdf(await readBytes(file, text), options) }
  } catch (error) {
    if (error instanceof UsageError) return { file, problem: error.reason === text.isFolder ? text.noPdfInFolder : (error.reason ?? error.message), code: 'file-unreadable' }
    if (error instanceof SignatureError) return { file, problem: text.notPdf(error.code), code: error.code }
    throw error
  }
}
