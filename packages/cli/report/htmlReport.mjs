import { showHostile } from '../showHostile.mjs'
import { readable, reasonsOf, signatureVerdictOf, signerOf, timeOf, verdictOf, wantingRoot } from './describeReport.mjs'

/**
 * @typedef {import('@loansign/signature').ValidationReport} ValidationReport
 * @typedef {import('@loansign/signature').SignatureReport} SignatureReport
 * @typedef {import('../text/en.mjs').Text} Text
 * @typedef {{ file: string, report: ValidationReport } | { file: string, problem: string, code: string }} Result
 */

/** One page that stands alone: no script, nothing fetched. @param {readonly Result[]} results @param {{ text: Text, language: string, at: Date }} options */
export function htmlReport(results, { text, language, at }) {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(text.html.title)}</title>
<style>${style}</style>
<h1>${escape(text.html.title)}</h1>
<p>${escape(text.html.made(readable(at.toISOString()), results.length))}</p>
${results.map((result) => section(result, text)).join('\n')}
<footer>${escape(text.html.limits)}</footer>
</html>
`
}

/** @param {Result} result @param {Text} text */
function section(result, text) {
  const name = escape(showHostile(result.file))
  if (!('report' in result)) return `<section class="unusable"><h2>${name}</h2><p class="verdict">${escape(result.problem)}${result.problem.includes(result.code) ? '' : ` <code>${escape(result.code)}</code>`}</p></section>`
  const { report } = result
  const warnings = report.warnings.length > 0 ? `<p>${escape(text.because)}: <code>${report.warnings.map(escape).join('</code> <code>')}</code></p>` : ''
  const wanting = wantingRoot(report, text)
  const rows = report.signatures.map((signature) => row(signature, text)).join('\n')
  const table = report.signatures.length > 0 ? `<table><thead><tr>${text.html.columns.map((column) => `<th scope="col">${escape(column)}</th>`).join('')}</tr></thead><tbody>${rows}</tbody></table>` : `<p>${escape(text.noSignatures)}</p>`
  return `<section class="${report.indication}"><h2>${name}</h2><p class="verdict">${escape(verdictOf(report, text))}</p>${wanting === null ? '' : `<p>${escape(wanting)}</p>`}${warnings}${table}</section>`
}

/** @param {SignatureReport} signature @param {Text} text */
function row(signature, text) {
  const { signer, field, level, indication, changesSince } = signature
  const suspicious = changesSince.filter(({ kind }) => kind === 'suspicious').map(({ what, object }) => `${text.changed}: ${showHostile(what)} (${object})`)
  const notes = [...reasonsOf(signature), ...suspicious]
  const cells = [
    `${signerOf(signature, text)} (${showHostile(field)})`,
    timeOf(signature, text),
    signer?.issuer == null ? '' : showHostile(signer.issuer),
    level === 'none' ? '' : level,
    [signatureVerdictOf(signature, text), ...notes].join('\n'),
  ]
  return `<tr class="${indication}">${cells.map((cell, index) => `<td data-column="${escape(text.html.columns[index] ?? '')}">${escape(cell)}</td>`).join('')}</tr>`
}

/** @param {string} value */
function escape(value) {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const style = `
body{font:17px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a211e}
h1{font-size:1.4rem}h2{font-size:1.1rem;overflow-wrap:anywhere}
section{border:1px solid #c3ccc6;border-left:6px solid #6b4e00;border-radius:8px;padding:0 1rem 1rem;margin:1rem 0}
section.TOTAL-PASSED{border-left-color:#0a5c45}section.TOTAL-FAILED{border-left-color:#b3201c}
.verdict{font-weight:600}table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.4rem;border-top:1px solid #dfe4e1;white-space:pre-line;overflow-wrap:break-word}td:nth-child(1),td:nth-child(3){overflow-wrap:anywhere}
code{font-size:.85em}footer{color:#48534d;font-size:.9rem;margin:2rem 0}
@media screen and (max-width:40rem){thead{display:none}table,tbody,tr,td{display:block}td{border:0;padding:.1rem 0}td:empty{display:none}td::before{content:attr(data-column);display:block;color:#48534d;font-size:.85em}tr{border-top:1px solid #dfe4e1;padding:.6rem 0}}
@media print{section{break-inside:avoid}}`
