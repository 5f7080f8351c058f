import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const eslint = new ESLint({ cwd: root })

/** What the linter says to a file of one import; `file` need not exist. */
async function refused(file: string, imported: string): Promise<boolean> {
  const [result] = await eslint.lintText(`import * as all from '${imported}'\nexport const kept = all\n`, { filePath: `${root}${file}` })
  return result!.messages.some(({ ruleId }) => ruleId === 'no-restricted-imports')
}

describe('the import directions', () => {
  it.each([
    ['packages/signature/src/der/x.ts', '../crypto/digest.js'],
    ['packages/signature/src/crypto/keys/x.ts', '../../x509/name.js'],
    ['packages/signature/src/x509/x.ts', '../cms/parseSignedData.js'],
    ['packages/signature/src/pdf/x.ts', '../crypto/digest.js'],
    ['packages/signature/src/pdf/syntax/x.ts', '../../pades/signing/base.js'],
    ['packages/signature/src/timestamp/x.ts', '../pades/validation/report.js'],
    ['packages/signature/src/pades/signing/x.ts', '../../log/canonicalJson.js'],
    ['packages/signature/src/pades/signing/x.ts', '@loansign/loan'],
    ['packages/signature/src/x509/x.ts', 'node:crypto'],
    ['packages/loan/src/amount/x.ts', '@loansign/protocol'],
    ['packages/contract/src/data/x.ts', '@loansign/server'],
    ['packages/contract/src/data/x.ts', '@loansign/signature'],
    ['packages/contract/src/lenderFile/form/x.ts', '@loansign/server'],
    ['packages/component/src/signer/x.ts', '@loansign/server'],
    ['packages/component/src/signer/x.ts', '@loansign/protocol/backend'],
    ['packages/server/src/x.ts', './adapters/postgres/postgres.js'],
    ['packages/server/src/http/x.ts', '../development/keyStore.js'],
    ['packages/server/src/signing/seal/x.ts', '../../http/readBody.js'],
    ['packages/server/src/signing/seal/x.ts', '@loansign/component'],
    ['packages/server/src/development/x.ts', '@loansign/contract'],
  ])('keep %s from importing %s', async (file, imported) => {
    expect(await refused(file, imported)).toBe(true)
  })

  it.each([
    ['packages/signature/src/crypto/x.ts', '../der/read.js'],
    ['packages/signature/src/pades/signing/x.ts', '../../pdf/readPdf.js'],
    ['packages/contract/src/data/x.ts', '@loansign/loan'],
    ['packages/contract/src/lenderFile/x.ts', '@loansign/signature'],
    ['packages/server/src/signing/seal/x.ts', '../signature/takeLease.js'],
    ['packages/server/src/adapters/postgres/x.ts', '../../ports/index.js'],
  ])('let %s import %s', async (file, imported) => {
    expect(await refused(file, imported)).toBe(false)
  })
})
