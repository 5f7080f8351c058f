import { expect, it } from 'vitest'
import { contractFixture } from '../contract.fixture.js'
import { makeLevelPki } from '../levelPki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import { verifyPdf } from './verifyPdf.js'
import { verifyPdfOffline } from './verifyPdfOffline.js'

it('gives the report of verifyPdf without a source, damaged files included', async () => {
  const pki = await makeLevelPki()
  const file = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: pki.clock.now, signer: pki.borrower, timestampAuthority: pki.timestampAuthority })
  const options = { trustAnchors: [pki.root.certificate.der], at: pki.clock.now, revocation: 'required' } as const
  const cut = file.slice(0, -20)
  for (const bytes of [file, cut]) expect(await verifyPdfOffline(bytes, options)).toEqual(await verifyPdf(bytes, options))
  expect(await verifyPdfOffline(cut, options)).toMatchObject({ indication: 'TOTAL-FAILED', warnings: ['unreadable-file'] })
  expect(await verifyPdfOffline(file, options)).toMatchObject({ subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE' })
})
