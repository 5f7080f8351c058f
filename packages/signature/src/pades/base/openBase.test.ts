import { beforeAll, describe, expect, it } from 'vitest'
import { assembleSignedData } from '../../cms/assembleSignedData.js'
import { buildSignedAttributes } from '../../cms/buildSignedAttributes.js'
import { fromBase64url } from '../../encoding/base64url.js'
import { contractFixture } from '../contract.fixture.js'
import { makeTestPki, type TestPki } from '../pki.fixture.js'
import { checkTail } from '../checks/checkTail.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import { embedSignature } from '../signing/embedSignature.js'
import { joinPrepared } from '../signing/joinPrepared.js'
import type { Base } from './base.js'
import { openBase } from './openBase.js'
import { prepareSignature } from '../signing/prepareSignature.js'
import type { PreparedSignature } from '../signing/preparedSignature.js'
import { signPdf } from '../signing/signPdf.js'

let pki: TestPki
beforeAll(async () => {
  pki = await makeTestPki()
})

const prepare = (base: Base, field = 'borrower'): Promise<PreparedSignature> => prepareSignature({ base, field, signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18Z') })

async function cmsFor(prepared: PreparedSignature): Promise<Uint8Array> {
  const { certificates } = pki.signer
  const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate: certificates[0]! })
  return assembleSignedData({ signedAttributes, signature: await pki.signer.sign(signedAttributes), algorithm: 'ES256', certificates })
}

describe.each(['table', 'stream', 'object-stream'] as const)('openBase on a base with a %s', (form) => {
  it('gives the same preparation and the same file as the bytes do', async () => {
    const bytes = contractFixture({ form })
    const opened = openBase(bytes)
    const prepared = await prepare(opened)
    expect(prepared).toEqual(await prepare(bytes))
    expect(joinPrepared({ base: opened, prepared })).toEqual(joinPrepared({ base: bytes, prepared }))
    const cms = await cmsFor(prepared)
    const signed = await embedSignature({ base: opened, prepared, cms })
    expect(signed).toEqual(await embedSignature({ base: bytes, prepared, cms }))
    expect(checkTail({ base: opened, revision: signed })).toEqual(checkTail({ base: bytes, revision: signed }))
    expect(checkTail({ base: opened, revision: signed }).ok).toBe(true)
    expect((await verifyPdf(signed, { trustAnchors: [pki.root] })).indication).toBe('TOTAL-PASSED')
  })

  it('serves several preparations', async () => {
    const opened = openBase(contractFixture({ form }))
    expect(await prepare(opened, 'lender')).toEqual(await prepare(contractFixture({ form }), 'lender'))
    expect(await prepare(opened, 'borrower')).toEqual(await prepare(contractFixture({ form }), 'borrower'))
  })
})

describe('openBase', () => {
  it('is not changed by what happens to the bytes afterwards', async () => {
    const bytes = contractFixture()
    const opened = openBase(bytes)
    const before = await prepare(opened)
    bytes.fill(0x20)
    expect(await prepare(opened)).toEqual(before)
    const signed = await embedSignature({ base: opened, prepared: before, cms: await cmsFor(before) })
    expect(signed.subarray(0, bytes.length)).toEqual(contractFixture())
    // Nor by what happens to a file that was made of it.
    signed.fill(0)
    expect(await prepare(opened)).toEqual(before)
    expect(Object.isFrozen(opened)).toBe(true)
  })

  it('takes bytes over when told to, and leaves none behind', async () => {
    const bytes = contractFixture()
    const opened = openBase(bytes, { takeOver: true })
    expect(bytes.length).toBe(0)
    expect(opened.length).toBe(contractFixture().length)
    expect(await prepare(opened)).toEqual(await prepare(contractFixture()))
  })

  it('copies a part of a buffer, which may hold what is not ours to take', async () => {
    const whole = new Uint8Array([...contractFixture(), 1, 2, 3])
    const opened = openBase(whole.subarray(0, whole.length - 3), { takeOver: true })
    expect(whole.length).toBe(contractFixture().length + 3)
    whole.fill(0)
    expect(await prepare(opened)).toEqual(await prepare(contractFixture()))
  })

  it('is refused like the bytes', () => {
    expect(() => openBase(new Uint8Array())).toThrow(expect.objectContaining({ code: 'pdf-malformed' }))
    const trailing = openBase(new Uint8Array([...contractFixture(), 0x20]))
    return expect(prepare(trailing)).rejects.toMatchObject({ code: 'pdf-malformed' })
  })

  it('is hashed by the WebCrypto that is given, at opening or later', async () => {
    let asked = 0
    const given = { subtle: { digest: (algorithm: string, data: BufferSource) => (asked++, crypto.subtle.digest(algorithm, data)) } } as unknown as Crypto
    const options = { field: 'borrower', signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18Z') }
    const due = await prepare(contractFixture())
    expect(await prepareSignature({ ...options, base: openBase(contractFixture(), { crypto: given }), crypto: given })).toEqual(due)
    expect(asked).toBe(2)
    expect(await prepareSignature({ ...options, base: openBase(contractFixture()), crypto: given })).toEqual(due)
    expect(asked).toBe(4)
  })

  it('serves signPdf', async () => {
    const options = { field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: pki.signer, timestampAuthority: pki.timestampAuthority }
    const signed = await signPdf({ ...options, base: openBase(contractFixture()) })
    expect((await verifyPdf(signed, { trustAnchors: [pki.root] })).signatures[0]).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-T' })
  })
})

describe('embedSignature', () => {
  const other = (prepared: PreparedSignature, change: Partial<PreparedSignature>): PreparedSignature => ({ ...prepared, ...change })

  it.each([
    ['bytes', (bytes: Uint8Array): Base => bytes],
    ['an opened base', (bytes: Uint8Array): Base => openBase(bytes)],
  ])('checks %s against what was signed', async (_what, given) => {
    const bytes = contractFixture()
    const prepared = await prepare(bytes)
    const cms = await cmsFor(prepared)
    const refused = (base: Base, changed: PreparedSignature = prepared): Promise<void> =>
      expect(embedSignature({ base, prepared: changed, cms })).rejects.toMatchObject({ code: 'base-changed' })
    // A page of another amount, of the same length.
    await refused(given(contractFixture({ text: 'Amount 900000.00' })))
    await refused(given(contractFixture({ text: 'Amount 3000000.00' })))
    const [, gapStart, gapEnd, rest] = prepared.byteRange
    await refused(given(bytes), other(prepared, { digest: (await prepare(bytes, 'lender')).digest }))
    await refused(given(bytes), other(prepared, { tail: (await prepare(bytes, 'lender')).tail }))
    await refused(given(bytes), other(prepared, { contentsOffset: gapStart + 1, byteRange: [0, gapStart + 1, gapEnd + 1, rest - 1] }))
    // A gap in the base would overwrite what was read.
    const at = bytes.length - 2 * prepared.contentsSize
    await refused(given(bytes), other(prepared, { contentsOffset: at, byteRange: [0, at, at + 2 * prepared.contentsSize + 2, rest + gapStart - at] }))
  })
})
