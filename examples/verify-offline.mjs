// node verify-offline.mjs signed.pdf trust.pem
// What an auditor runs years later: no server of ours, no network, no database.
import { readFile } from 'node:fs/promises'
import { parsePem, verifyPdf } from '@loansign/signature'

const [pdf, trust] = process.argv.slice(2)
if (pdf === undefined || trust === undefined) {
  console.error('usage: node verify-offline.mjs FILE TRUST.pem')
  process.exit(64)
}

const report = await verifyPdf(await readFile(pdf), {
  // Only what you put here is trusted; the file cannot bring its own anchors.
  trustAnchors: parsePem(await readFile(trust, 'utf8')),
})

for (const signature of report.signatures) {
  console.log(`${signature.signer?.commonName ?? '?'} (${signature.field}) ${signature.bestSignatureTime ?? 'at an unproven time'}: ${signature.indication}`)
}
console.log(report.indication)
process.exitCode = { 'TOTAL-PASSED': 0, 'TOTAL-FAILED': 1, 'INDETERMINATE': 2 }[report.indication]
