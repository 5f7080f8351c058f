import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signPdf, verifyPdf } from '@loansign/signature'
import { leastCpu } from '../material/leastCpu.mjs'
import { benchSigner, plainPdf, signFields } from '../material/plainPdf.mjs'

const megabyte = 1_000_000

/** How much memory it takes to sign and to verify a file of 100 MB that has two signatures already, each in a process of its own. */
export async function largeFileMemory() {
  const folder = mkdtempSync(join(tmpdir(), 'loansign-bench-'))
  try {
    const path = join(folder, 'large.pdf')
    const file = await signFields({ base: plainPdf({ fields: 3, padding: 100 * megabyte }), to: 2, signer: await benchSigner() })
    writeFileSync(path, file)
    const child = fileURLToPath(new URL('../material/largeFileWork.mjs', import.meta.url))
    const times = (what) => round(Number(execFileSync(process.execPath, [child, what, path], { encoding: 'utf8' })) / file.length)
    const [signing, verifying] = [times('sign'), times('verify')]
    const value = Math.max(signing, verifying)
    return { id: 'large-file-memory', what: 'memory to sign or verify a PDF of 100 MB', value, unit: '× file', budget: 3, holds: value <= 3, beside: `signing ${signing} ×, verifying its two signatures ${verifying} ×, the file as it was read counted` }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** How much more eight times the octets cost: eight times is linear. */
export async function costByOctets() {
  const signer = await benchSigner()
  const small = await signFields({ base: plainPdf({ fields: 2, padding: 4 * megabyte }), to: 1, signer })
  const large = await signFields({ base: plainPdf({ fields: 2, padding: 32 * megabyte }), to: 1, signer })
  return growth({ id: 'cost-by-octets', what: 'CPU for 32 MB beside 4 MB', small, large, times: 8, field: 'field-1', signer, rounds: 12 })
}

/** How much more fifty signatures cost than twenty-five: twice is linear. */
export async function costByRevisions() {
  const signer = await benchSigner()
  const small = await signFields({ base: plainPdf({ fields: 51, padding: 100_000 }), to: 25, signer })
  const large = await signFields({ base: small, from: 25, to: 50, signer })
  return growth({ id: 'cost-by-revisions', what: 'CPU with 50 signatures beside 25', small, large, times: 2, field: 'field-50', signer, rounds: 12 })
}

async function growth({ id, what, small, large, times, field, signer, rounds }) {
  const sign = (base) => ({ work: () => signPdf({ base, field, signerName: 'Martin Foster', signingTime: new Date(), signer }) })
  const verify = (file) => ({ work: () => verifyPdf(file, { trustAnchors: [] }) })
  const cpu = await leastCpu({ signSmall: sign(small), signLarge: sign(large), verifySmall: verify(small), verifyLarge: verify(large) }, { rounds, warmUp: 6 })
  const [signing, verifying] = [cpu.signLarge / cpu.signSmall, cpu.verifyLarge / cpu.verifySmall]
  const value = round(Math.max(signing, verifying) / times)
  const milliseconds = (microseconds) => `${round(microseconds / 1000)} ms`
  return {
    id, what, value, unit: '× linear', budget: 1.25, holds: value <= 1.25,
    beside: `signing ${milliseconds(cpu.signSmall)} and ${milliseconds(cpu.signLarge)}, verifying ${milliseconds(cpu.verifySmall)} and ${milliseconds(cpu.verifyLarge)}, least of ${rounds}`,
  }
}

const round = (value) => Math.round(value * 100) / 100
