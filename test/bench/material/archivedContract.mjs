import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extendPdf, signPdf, toPem } from '@loansign/signature'
import { build } from 'esbuild'
import { benchContract } from './benchContract.mjs'
import { repository } from './bundle.mjs'

/**
 * A real contract signed twice and extended to B-LTA, with its anchor, as files for other programs and as bytes for ours.
 * located: whether certificates say where revocation data are. pdfsig goes there and waits; pyHanko looks at no response where they do not.
 * @param {{ located: boolean }} options
 */
export async function archivedContract({ located }) {
  const { base, pages } = await benchContract()
  // The test authorities are TypeScript and in no package: bundled on the way.
  const entry = join(repository, 'packages/signature/src/pades/levelPki.fixture.ts')
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'neutral', logLevel: 'error' })
  const { makeLevelPki } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
  const pki = await makeLevelPki({ located })
  const common = { signingTime: new Date(), timestampAuthority: pki.timestampAuthority }
  const once = await signPdf({ base, field: 'borrower', signerName: '周禾田', signer: pki.borrower, ...common })
  const signed = await signPdf({ base: once, field: 'lender', signerName: '青溪县农村信用合作联社', signer: pki.lender, ...common })
  const trustAnchors = [pki.root.certificate.der]
  const file = await extendPdf({ file: signed, trustAnchors, revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority })
  const folder = mkdtempSync(join(tmpdir(), 'loansign-bench-'))
  const [path, trust] = [join(folder, 'archived.pdf'), join(folder, 'trust.pem')]
  writeFileSync(path, file)
  writeFileSync(trust, toPem(trustAnchors[0]))
  return { file, path, pages, trust, trustAnchors, folder }
}
