import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { verifyPdf } from '@loansign/signature'
import { archivedContract } from '../material/archivedContract.mjs'
import { repository } from '../material/bundle.mjs'

const rounds = 100
/** Warm is what a server is: after so many the optimising compiler has seen what there is to see. Fewer measure it, not us (5.2 ms after none, 4.6 after these). */
const warmUp = 400

/** Verifying a two-signature B-LTA file, warm and in process, beside a pdfsig process that knows the anchor and beside pyHanko, warm and in its process. */
export async function verifyBesidePdfsig() {
  const measured = await measure({ located: false }, (made) => ({ pdfsig: leastPdfsig(made) }))
  const value = Math.round((measured.ours / measured.pdfsig) * 100) / 100
  return {
    id: 'verify-vs-pdfsig', what: `verify a B-LTA file, ${measured.what}`, value, unit: '× pdfsig', budget: 0.3, holds: value <= 0.3,
    beside: `pdfsig process ${measured.pdfsig.toFixed(1)} ms, ours ${measured.ours.toFixed(1)} ms, least of many; pdfsig checks no timestamps, revocation data or changes`,
  }
}

export async function verifyBesidePyHanko() {
  const measured = await measure({ located: true }, (made) => ({ pyHanko: leastPyHanko(made) }))
  const value = Math.round((measured.ours / measured.pyHanko) * 1000) / 1000
  return {
    id: 'verify-vs-pyhanko', what: `verify a B-LTA file, ${measured.what}`, value, unit: '× pyHanko', budget: 0.05, holds: value <= 0.05,
    beside: `pyHanko, validation with archival data, ${measured.pyHanko.toFixed(0)} ms, ours ${measured.ours.toFixed(1)} ms: ${Math.round(measured.pyHanko / measured.ours)} × faster`,
  }
}

async function measure(options, others) {
  const made = await archivedContract(options)
  try {
    const beside = others(made)
    return { ...beside, ours: await leastOurs(made), what: `${Math.round(made.file.length / 1000)} kB, ${made.pages} pages, two signatures` }
  } finally {
    rmSync(made.folder, { recursive: true, force: true })
  }
}

async function leastOurs({ file, trustAnchors }) {
  let least = Infinity
  for (let i = -warmUp; i < rounds; i++) {
    const begun = performance.now()
    const report = await verifyPdf(file, { trustAnchors, revocation: 'required' })
    if (i >= 0) least = Math.min(least, performance.now() - begun)
    const levels = report.signatures.map(({ level }) => level).join()
    if (report.indication !== 'TOTAL-PASSED' || levels !== 'B-LTA,B-LTA,none') throw new Error(`the file must pass: ${report.indication} ${levels}`)
  }
  return least
}

function leastPdfsig({ path, trust, folder }) {
  execFileSync('certutil', ['-N', '-d', `sql:${folder}`, '--empty-password'])
  execFileSync('certutil', ['-A', '-d', `sql:${folder}`, '-n', 'anchor', '-t', 'C,C,C', '-a', '-i', trust])
  let least = Infinity
  for (let i = 0; i < 25; i++) {
    const begun = performance.now()
    const output = execFileSync('pdfsig', ['-nssdir', `sql:${folder}`, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    least = Math.min(least, performance.now() - begun)
    if ((output.match(/Certificate is Trusted/g) ?? []).length !== 2) throw new Error('pdfsig does not trust the file')
  }
  return least
}

function leastPyHanko({ path, trust }) {
  const script = join(repository, 'test/interop/judges/pyhanko/pyhankoTime.py')
  const output = execFileSync(join(repository, '.cache/interop/pyhanko/bin/python'), [script, trust, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const { verdicts, leastSeconds } = JSON.parse(output.trim().split('\n').at(-1))
  if (verdicts.join() !== 'AdESPassed.OK,AdESPassed.OK') throw new Error(`pyHanko does not pass the file: ${verdicts.join()}`)
  return leastSeconds * 1000
}
