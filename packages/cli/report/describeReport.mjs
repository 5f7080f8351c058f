import { showHostile } from '../showHostile.mjs'

/**
 * @typedef {import('@loansign/signature').ValidationReport} ValidationReport
 * @typedef {import('@loansign/signature').SignatureReport} SignatureReport
 * @typedef {import('../text/en.mjs').Text} Text
 */

/** Who signed what and when comes first; then the verdict and its reasons. @param {string} file @param {ValidationReport} report @param {Text} text */
export function describeReport(file, report, text) {
  const lines = [showHostile(file)]
  if (report.signatures.length === 0 && report.warnings.length === 0) lines.push(`  ${text.noSignatures}`)
  if (report.warnings.length > 0) lines.push(`  ${text.because}: ${report.warnings.join(', ')}`)
  for (const signature of report.signatures) lines.push(...describeSignature(signature, text))
  lines.push(verdictOf(report, text), '')
  return `${lines.join('\n')}\n`
}

/** @param {Pick<ValidationReport, 'indication' | 'subIndication'>} report @param {Text} text */
export function verdictOf({ indication, subIndication }, text) {
  return `${text.verdict[indication]} (${indication}${subIndication === null ? '' : ` / ${subIndication}`})`
}

/** @param {SignatureReport} signature @param {Text} text */
function describeSignature(signature, text) {
  const lines = [`  ${text.signedBy(signerOf(signature, text), showHostile(signature.field))}`, `    ${timeOf(signature, text)}`]
  if (signature.signer?.issuer != null) lines.push(`    ${text.sealOf} ${showHostile(signature.signer.issuer)}`)
  lines.push(`    ${text.verdict[signature.indication]} ${signature.level}`)
  const reasons = reasonsOf(signature)
  if (reasons.length > 0) lines.push(`    ${text.because}: ${reasons.join(', ')}`)
  for (const { what, object } of signature.changesSince.filter(({ kind }) => kind === 'suspicious')) lines.push(`    ${text.changed}: ${showHostile(what)} (${object})`)
  return lines
}

/** @param {SignatureReport} signature @param {Text} text */
export function signerOf({ signer }, text) {
  return signer?.commonName == null ? text.unknownSigner : showHostile(signer.commonName)
}

/** @param {SignatureReport} signature @param {Text} text */
export function timeOf({ bestSignatureTime, claimedTime }, text) {
  if (bestSignatureTime !== null) return text.provenTime(readable(bestSignatureTime))
  return claimedTime !== null ? text.claimedTime(readable(claimedTime)) : text.noTime
}

/** Why a signature did not pass, in stable words. @param {SignatureReport} signature @returns {string[]} */
export function reasonsOf({ indication, subIndication, warnings }) {
  return indication === 'TOTAL-PASSED' ? [] : [subIndication, ...warnings].filter((reason) => reason !== null)
}

/** @param {string} time */
export function readable(time) {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`
}
