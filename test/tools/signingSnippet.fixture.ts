import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '@loansign/signature'
import { contractFixture } from '../../packages/signature/src/pades/contract.fixture.js'
import { makeLevelPki } from '../../packages/signature/src/pades/levelPki.fixture.js'

// The files that the snippet of packages/signature/README.md reads, in the folder it runs in, and authorities that made them.
export const pki = await makeLevelPki({ start: new Date() })
const directory = mkdtempSync(join(tmpdir(), 'loansign-readme-'))
process.chdir(directory)
process.on('exit', () => rmSync(directory, { recursive: true }))
writeFileSync('roots.pem', toPem(pki.root.certificate.der))
writeFileSync('lender.pem', pki.lender.certificates.map((der) => toPem(der)).join(''))
writeFileSync('contract.pdf', contractFixture())
