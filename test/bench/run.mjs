// npm run bench [-- --json FILE] [--only ID]: prints a table; sizes and counts gate, times only as ratios within this run.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { contractBytes, contractGeneration } from './rows/contractGeneration.mjs'
import { contractMemory } from './rows/contractMemory.mjs'
import { contractPool, contractTypesetters } from './rows/contractTypesetters.mjs'
import { elementBytes } from './rows/elementBytes.mjs'
import { firstPage } from './rows/firstPage.mjs'
import { loanSchedule } from './rows/loanSchedule.mjs'
import { portfolioMemory } from './rows/portfolioMemory.mjs'
import { besideLibpdf, prepareToEmbed } from './rows/prepareToEmbed.mjs'
import { costByOctets, costByRevisions, largeFileMemory } from './rows/largeFiles.mjs'
import { verifyBesidePdfsig, verifyBesidePyHanko } from './rows/verifyArchived.mjs'
import { signingBytes, tailBytes } from './rows/signatureBytes.mjs'
import { studioKeystroke } from './rows/studioKeystroke.mjs'
import { verifierBytes } from './rows/verifierBytes.mjs'

/**
 * @typedef {{ id: string, what: string, value: number, unit: string, budget: number, atLeast?: boolean, holds: boolean, beside: string }} Row
 * atLeast: the budget is a least value, not a greatest. beside: what was measured in the same run to compare with, or the parts a size is made of.
 */

const measures = { contractGeneration, contractBytes, contractTypesetters, contractPool, contractMemory, elementBytes, verifierBytes, signingBytes, tailBytes, firstPage, prepareToEmbed, besideLibpdf, verifyBesidePdfsig, verifyBesidePyHanko, largeFileMemory, costByOctets, costByRevisions, loanSchedule, portfolioMemory, studioKeystroke }

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } })
/** @type {Row[]} */
const rows = []
for (const [name, measure] of Object.entries(measures)) {
  if (values.only !== undefined && values.only !== name) continue
  // A measure gives one row, or several that were taken together.
  for (const row of [await measure()].flat()) {
    rows.push(row)
    console.log(`${row.holds ? 'holds ' : 'OVER  '} ${row.id.padEnd(18)} ${String(row.value).padStart(8)} ${row.unit.padEnd(9)} ${row.atLeast ? '≥' : '≤'} ${String(row.budget).padEnd(7)} ${row.what}`)
    console.log(`       ${''.padEnd(18)} beside: ${row.beside}`)
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
process.exitCode = rows.every((row) => row.holds) ? 0 : 1
