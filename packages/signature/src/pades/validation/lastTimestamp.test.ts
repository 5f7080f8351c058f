import { describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { contractFixture } from '../contract.fixture.js'
import { extendPdf } from '../extend/extendPdf.js'
import { makeLevelPki } from '../levelPki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import { text } from '../signOver.fixture.js'
import { verifyPdf } from './verifyPdf.js'

/** Nothing covers the token of the last document timestamp: every octet of it has to be looked at. */
describe('the last document timestamp', () => {
  it('does not pass with any octet of its token, or of what pads it, changed', async () => {
    const pki = await makeLevelPki()
    const trustAnchors = [pki.root.certificate.der]
    const common = { signerName: '周禾田', signingTime: new Date(), signer: pki.borrower, timestampAuthority: pki.timestampAuthority }
    const signed = await signPdf({ base: contractFixture({ fields: ['borrower'] }), field: 'borrower', ...common })
    const file = await extendPdf({ file: signed, trustAnchors, revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority, contentsSize: 1500 })
    const at = text(file).lastIndexOf('/Contents<') + '/Contents<'.length
    const end = text(file).indexOf('>', at)
    const passes = async (bytes: Uint8Array): Promise<boolean> => {
      try {
        return (await verifyPdf(bytes, { trustAnchors })).indication === 'TOTAL-PASSED'
      } catch (error) {
        if (error instanceof SignatureError) return false
        throw error
      }
    }
    expect(await passes(file)).toBe(true)
    const padded = text(file).slice(at, end).search(/0+$/)
    const places = Array.from({ length: padded / 2 + 4 }, (_, index) => at + 2 * Math.floor(index) + 1)
    expect(places.length).toBeGreaterThan(700)
    const unseen: number[] = []
    for (const place of places) {
      const changed = Uint8Array.from(file)
      // One bit of the octet: hexadecimal digits whose lowest bit differs.
      changed[place] = (Number.parseInt(String.fromCharCode(changed[place]!), 16) ^ 1).toString(16).charCodeAt(0)
      if (await passes(changed)) unseen.push(place - at)
    }
    expect(unseen).toEqual([])
  }, 60_000)
})
