import { expect, it } from 'vitest'
import { contractFixture } from '../contract.fixture.js'
import { extendPdf } from '../extend/extendPdf.js'
import { makeLevelPki, type LevelPki } from '../levelPki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import { verifyPdf } from './verifyPdf.js'
import { verifyPdfOffline } from './verifyPdfOffline.js'

/** What is asked of WebCrypto, in its order. */
function watched(): { readonly crypto: Crypto; readonly verified: string[] } {
  const verified: string[] = []
  const verify: SubtleCrypto['verify'] = async (algorithm, key, signature, data) => {
    verified.push([...new Uint8Array(signature as ArrayBuffer)].join())
    return globalThis.crypto.subtle.verify(algorithm, key, signature, data)
  }
  const { subtle } = globalThis.crypto
  return { verified, crypto: { subtle: { digest: subtle.digest.bind(subtle), importKey: subtle.importKey.bind(subtle), verify } } as unknown as Crypto }
}

async function archived(pki: LevelPki): Promise<Uint8Array> {
  const options = { signerName: '周禾田', signingTime: pki.clock.now, timestampAuthority: pki.timestampAuthority }
  const once = await signPdf({ base: contractFixture(), field: 'borrower', signer: pki.borrower, ...options })
  const file = await signPdf({ base: once, field: 'lender', signer: pki.lender, ...options })
  return extendPdf({ file, trustAnchors: [pki.root.certificate.der], revocationSource: pki.source(), timestampAuthority: pki.timestampAuthority, at: pki.clock.now })
}

it('verifies no signature twice, none that nobody asks for, and changes no report', async () => {
  const pki = await makeLevelPki()
  const file = await archived(pki)
  const options = { trustAnchors: [pki.root.certificate.der], at: pki.clock.now, revocation: 'required' } as const
  const [early, late] = [watched(), watched()]
  const report = await verifyPdf(file, { ...options, crypto: early.crypto })
  expect(report).toEqual(await verifyPdfOffline(file, { ...options, crypto: late.crypto }))
  expect(report.signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA', 'none'])
  // Two signatures, three tokens, five certificates, three answers and lists.
  expect(new Set(early.verified).size).toBe(13)
  expect([...early.verified].sort()).toEqual([...late.verified].sort())
})

it('gives forgeries no chance: a signature that was begun early and does not hold fails', async () => {
  const pki = await makeLevelPki()
  const file = await archived(pki)
  const options = { trustAnchors: [pki.root.certificate.der], at: pki.clock.now, revocation: 'required' } as const
  // An octet of each third of what stands in /Contents of the first signature.
  const start = new TextDecoder('latin1').decode(file).indexOf('/Contents') + '/Contents<'.length
  for (const offset of [200, 1400, 2400]) {
    const forged = Uint8Array.from(file)
    forged[start + offset] = forged[start + offset] === 0x30 ? 0x31 : 0x30
    const report = await verifyPdf(forged, options)
    expect(report.indication).not.toBe('TOTAL-PASSED')
    expect(report).toEqual(await verifyPdfOffline(forged, options))
  }
})
