// In a process of its own: `node largeFileWork.mjs sign|verify FILE`. Prints by how many octets the process grew at its largest, the file itself included.
import { readFile } from 'node:fs/promises'
import { signPdf, verifyPdf } from '@loansign/signature'
import { benchSigner, plainPdf } from './plainPdf.mjs'

const [what, path] = process.argv.slice(2)
const options = { signerName: 'Martin Foster', signingTime: new Date(), signer: await benchSigner() }
// Everything is loaded before the large file is there.
await verifyPdf(await signPdf({ ...options, field: 'field-0', base: plainPdf({ fields: 1, padding: 1000 }) }), { trustAnchors: [] })
const before = process.memoryUsage().rss
const bytes = await readFile(path)
if (what === 'verify') await verifyPdf(bytes, { trustAnchors: [] })
else await signPdf({ ...options, field: 'field-2', base: bytes })
console.log(process.resourceUsage().maxRSS * 1024 - before)
