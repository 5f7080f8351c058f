import { expect, it } from 'vitest'
import { SignatureError } from '../../../errors.js'
import { contractFixture } from '../../contract.fixture.js'
import { extendPdf } from '../../extend/extendPdf.js'
import { makeLevelPki } from '../../levelPki.fixture.js'
import { signPdf } from '../../signing/signPdf.js'
import { verifyPdf } from '../../validation/verifyPdf.js'

/** Whoever made the base says that the store of validation data is something else of the document, which extending would write over. */
it.each([['the catalog', 1], ['the page tree', 2], ['a page', 3], ['the content of a page', 5], ['the form', 6], ['a font', 7], ['the field that is signed', 10], ['a field', 12]])('a store that is %s: extended soundly, or not at all', async (_what, number) => {
  const pki = await makeLevelPki()
  const trustAnchors = [pki.root.certificate.der]
  const at = pki.clock.now
  const file = await signPdf({ base: contractFixture({ catalog: `/DSS ${number} 0 R` }), field: 'borrower', signerName: '周禾田', signingTime: at, signer: pki.borrower, timestampAuthority: pki.timestampAuthority })
  expect((await verifyPdf(file, { trustAnchors, at })).indication).toBe('TOTAL-PASSED')
  const extended = await extendPdf({ file, trustAnchors, revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority, at }).catch((error: unknown) => {
    if (error instanceof SignatureError) return null
    throw error
  })
  if (extended === null) return
  const { indication, signatures } = await verifyPdf(extended, { trustAnchors, at, revocation: 'required' })
  expect([indication, signatures[0]!.level]).toEqual(['TOTAL-PASSED', 'B-LTA'])
})

it('a store that lists what is no stream keeps it, and is extended and renewed soundly', async () => {
  const pki = await makeLevelPki()
  const [trustAnchors, at] = [[pki.root.certificate.der], pki.clock.now]
  const base = contractFixture({ catalog: '/DSS 20 0 R', objects: ['<</Certs[21 0 R 99 0 R 3 21 0 R null]/OCSPs 22 0 R/CRLs[23 0 R]>>', '<</Length 3>>\nstream\nabc\nendstream', '(no array)', '<</Length 3>>\nstream\nabc\nendstream'] })
  let file = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime: at, signer: pki.borrower, timestampAuthority: pki.timestampAuthority })
  for (let round = 0; round < 2; round++) file = await extendPdf({ file, trustAnchors, revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority, at })
  const { indication, signatures } = await verifyPdf(file, { trustAnchors, at, revocation: 'required' })
  expect([indication, signatures[0]!.level]).toEqual(['TOTAL-PASSED', 'B-LTA'])
})
