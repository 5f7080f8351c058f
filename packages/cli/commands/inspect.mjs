import { inspectPdf, SignatureError, toPem } from '@loansign/signature'
import { exitCode } from '../main.mjs'
import { readArguments, readBytes } from '../readInput.mjs'
import { readable } from '../report/describeReport.mjs'
import { showHostile, showJson } from '../showHostile.mjs'
import { UsageError } from '../usageError.mjs'
import { writeNew } from '../writeNew.mjs'

/**
 * @typedef {import('@loansign/signature').PdfInspection} PdfInspection
 * @typedef {import('../text/en.mjs').Text} Text
 */

const options = /** @type {const} */ ({ json: { type: 'boolean', default: false }, revision: { type: 'string' }, certificates: { type: 'string' }, out: { type: 'string' } })

/** What a file is made of; judges nothing. @type {import('../main.mjs').Command} */
export async function inspect({ args, text, stdout }) {
  const { values, positionals } = readArguments(args, options, text)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError(text.oneFile('inspect'))
  const bytes = await readBytes(file, text)
  const inspection = await inspectOrRefuse(bytes, file, text)
  if (values.revision !== undefined) {
    const number = Number(values.revision)
    const revision = inspection.revisions[number - 1]
    if (!revision) throw new UsageError(text.inspect.noRevision(showHostile(values.revision), inspection.revisions.length))
    if (values.out === undefined) throw new UsageError(text.noOut('inspect'))
    await writeNew(values.out, bytes.subarray(0, revision.length), text)
    stdout.write(`${text.inspect.revisionWritten(number, showHostile(values.out), revision.sha256)}\n`)
    return exitCode.passed
  }
  if (values.certificates !== undefined) {
    await writeNew(values.certificates, inspection.certificates.map(({ der }) => toPem(der)).join(''), text)
    stdout.write(`${text.inspect.certificatesWritten(inspection.certificates.length, showHostile(values.certificates))}\n`)
    return exitCode.passed
  }
  stdout.write(values.json ? `${showJson(plain(file, inspection))}\n` : describe(file, inspection, text))
  return exitCode.passed
}

/** @param {Uint8Array} bytes @param {string} file @param {Text} text */
async function inspectOrRefuse(bytes, file, text) {
  try {
    return await inspectPdf(bytes)
  } catch (error) {
    if (error instanceof SignatureError) throw new UsageError(text.fileUnreadable(showHostile(file), text.notPdf(error.code)))
    throw error
  }
}

/** Certificates as PEM: JSON has no bytes. @param {string} file @param {PdfInspection} inspection */
function plain(file, inspection) {
  return { file, ...inspection, certificates: inspection.certificates.map(({ der, ...certificate }) => ({ ...certificate, pem: toPem(der) })) }
}

/** @param {string} file @param {PdfInspection} inspection @param {Text} text */
function describe(file, { size, sha256, trailing, revisions, signatures, emptyFields, certificates, securityStore, attachments }, text) {
  const words = text.inspect
  const lines = [showHostile(file), `  ${words.size(size)}  SHA-256 ${sha256}`]
  if (trailing > 0) lines.push(`  ${words.trailing(trailing)}`)
  revisions.forEach(({ length, size: added, sha256: digest, changes }, index) => {
    lines.push(`  ${words.revision(index + 1, added, length)}`, `    SHA-256 ${digest}`)
    for (const [what, count] of countChanges(changes)) lines.push(`    ${count} × ${showHostile(what)}`)
  })
  for (const { field, kind, subFilter, revision, claimedName, claimedTime, timestamps, cmsSize } of signatures) {
    lines.push(`  ${words.kind[kind]} “${showHostile(field)}”  ${showHostile(subFilter ?? '–')}  ${revision === null ? words.noRevisionSigned : words.signs(revision)}`)
    if (claimedName !== null || claimedTime !== null) lines.push(`    ${words.claims} ${[claimedName && showHostile(claimedName), claimedTime && readable(claimedTime)].filter(Boolean).join(', ')}`)
    for (const time of timestamps) lines.push(`    ${words.timestamp} ${readable(time)}`)
    if (cmsSize === null) lines.push(`    ${words.noCms}`)
  }
  if (emptyFields.length > 0) lines.push(`  ${words.empty} ${emptyFields.map(showHostile).join(', ')}`)
  for (const { subject, issuer, notBefore, notAfter, sha256: digest } of certificates) {
    lines.push(`  ${words.certificate} ${subject === null ? words.unreadable : showHostile(subject)} ← ${issuer === null ? '?' : showHostile(issuer)}`)
    if (notBefore !== null && notAfter !== null) lines.push(`    ${readable(notBefore)} – ${readable(notAfter)}`)
    lines.push(`    SHA-256 ${digest}`)
  }
  if (securityStore) lines.push(`  ${words.securityStore(securityStore)}`)
  if (attachments.length > 0) lines.push(`  ${words.attachments} ${attachments.map(showHostile).join(', ')}`)
  return `${lines.join('\n')}\n\n${words.judgesNothing}\n`
}

/** @param {PdfInspection['revisions'][number]['changes']} changes */
function countChanges(changes) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const { kind, what } of changes) {
    const key = `${kind}: ${what}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}
