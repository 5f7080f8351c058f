// In a process of its own: `node largeFileWork.mjs sign|verify FILE`. Prints by how many octets the process grew at its largest, the file itself included.
import { readFileSync } from 'node:fs'
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
// Not resourceUsage().maxRSS: Linux hands the parent's resident size on through fork and exec, so that it told how large the bench had grown, not this process.
const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
console.log(Number(peak) * 1024 - before)
