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
  lines.push(verdictOf(report, text))
  const wanting = wantingRoot(report, text)
  lines.push(...(wanting === null ? [] : [wanting]), '')
  return `${lines.join('\n')}\n`
}

/** Which root the reader has to bring, where one is missing; no root mends what failed. @param {ValidationReport} report @param {Text} text @returns {string | null} */
export function wantingRoot({ indication, subIndication, signatures }, text) {
  if (indication === 'TOTAL-FAILED') return null
  if (subIndication === 'NO_CERTIFICATE_CHAIN_FOUND') return text.notTrusted
  return signatures.some(isStampedByStranger) ? text.timestampNotTrusted : null
}

/** Often the root of the timestamp authority is another one, and was forgotten. @param {SignatureReport} signature */
function isStampedByStranger({ timestamp }) {
  // No root of its name, or one of its name with another key.
  return timestamp?.path.problems.some(({ code }) => code === 'no-path' || code === 'signature-invalid') === true
}

/** @param {Pick<ValidationReport, 'indication' | 'subIndication' | 'signatures'>} report @param {Text} text */
export function verdictOf({ indication, subIndication, signatures }, text) {
  const isAdded = signatures.some(({ warnings }) => warnings.some((warning) => additions.has(warning)))
  return `${sentenceOf(indication, isAdded, text)} (${indication}${subIndication === null ? '' : ` / ${subIndication}`})`
}

/** @param {SignatureReport} signature @param {Text} text */
export function signatureVerdictOf({ indication, warnings }, text) {
  return sentenceOf(indication, warnings.some((warning) => additions.has(warning)), text)
}

/** What a signature permits and yet may cover what was signed: the sentence must not say that nothing changed. @type {ReadonlySet<string>} */
const additions = new Set(['visible-field-added', 'form-filled', 'annotation-added'])

/** @param {ValidationReport['indication']} indication @param {boolean} isAdded @param {Text} text */
function sentenceOf(indication, isAdded, text) {
  return indication === 'TOTAL-PASSED' && isAdded ? text.passedWithAdditions : text.verdict[indication]
}

/** @param {SignatureReport} signature @param {Text} text */
function describeSignature(signature, text) {
  const who = signature.kind === 'document-timestamp' ? text.stampedBy : text.signedBy
  const lines = [`  ${who(signerOf(signature, text), showHostile(signature.field))}`, `    ${timeOf(signature, text)}`]
  if (signature.signer?.issuer != null) lines.push(`    ${text.sealOf} ${showHostile(signature.signer.issuer)}`)
  // A document timestamp has no level, nor has what is no PAdES signature.
  lines.push(`    ${signatureVerdictOf(signature, text)}${signature.level === 'none' ? '' : ` ${signature.level}`}`)
  const reasons = reasonsOf(signature)
  if (reasons.length > 0) lines.push(`    ${signature.indication === 'TOTAL-PASSED' ? text.besides : text.because}: ${reasons.join(', ')}`)
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

/** Why a signature did not pass, or what is to be said of one that did, in stable words. @param {SignatureReport} signature @returns {string[]} */
export function reasonsOf({ subIndication, warnings }) {
  return [subIndication, ...warnings].filter((reason) => reason !== null)
}

/** @param {string} time */
export function readable(time) {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`
}
