import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../../der/bytes.js'
import { contractFixture } from '../contract.fixture.js'
import { makeTestPki, type TestPki } from '../pki.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import { inspectPdf } from './inspectPdf.js'

describe('inspectPdf', () => {
  let pki: TestPki
  let base: Uint8Array
  let signed: Uint8Array
  beforeAll(async () => {
    pki = await makeTestPki()
    base = contractFixture()
    signed = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18Z'), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
  })

  it('shows each revision with its length, its digest and what it changed', async () => {
    const { revisions, size, trailing, sha256 } = await inspectPdf(signed)
    expect(revisions.map(({ length, size: added }) => [length, added])).toEqual([[base.length, base.length], [signed.length, signed.length - base.length]])
    expect(revisions[0]!.sha256).toBe((await inspectPdf(base)).sha256)
    expect(revisions[1]!.sha256).toBe(sha256)
    expect(revisions[0]!.changes).toEqual([])
    expect(new Set(revisions[1]!.changes.map(({ kind }) => kind))).toEqual(new Set(['signature']))
    expect({ size, trailing }).toEqual({ size: signed.length, trailing: 0 })
  })

  it('shows signatures with their revision, time and certificates, and the fields still empty', async () => {
    const { signatures, emptyFields, certificates, securityStore } = await inspectPdf(signed)
    expect(signatures).toHaveLength(1)
    const [signature] = signatures
    expect(signature).toMatchObject({ field: 'borrower', kind: 'signature', subFilter: 'ETSI.CAdES.detached', revision: 2, claimedName: '周禾田', claimedTime: '2026-11-20T02:42:18.000Z' })
    expect(signature!.timestamps).toHaveLength(1)
    expect(emptyFields).toEqual(['lender'])
    expect(certificates.map(({ subject }) => subject)).toEqual(['周禾田', 'Test TSA'])
    expect(signature!.certificates).toEqual([certificates[0]!.sha256])
    expect(securityStore).toBeNull()
  })

  it('shows what stands behind the end, and a signature whose ByteRange fits no revision', async () => {
    const appended = concatBytes([signed, new TextEncoder().encode('% more')])
    expect((await inspectPdf(appended)).trailing).toBe(6)
    const text = new TextDecoder('latin1').decode(signed)
    const [, , gapEnd, rest] = (await inspectPdf(signed)).signatures[0]!.byteRange
    const at = text.indexOf(` ${rest}`, text.indexOf('/ByteRange'))
    const shorter = String(rest! - 9).padStart(String(rest).length, '0')
    const changed = Uint8Array.from(signed)
    changed.set(new TextEncoder().encode(shorter), at + 1)
    expect((await inspectPdf(changed)).signatures[0]).toMatchObject({ field: 'borrower', revision: null, byteRange: [0, expect.any(Number), gapEnd, rest! - 9] })
  })

  it('shows a signature whose CMS is rubbish', async () => {
    const changed = Uint8Array.from(signed)
    const [, gap] = (await inspectPdf(signed)).signatures[0]!.byteRange
    changed.fill(0x30, gap! + 1, gap! + 200)
    expect((await inspectPdf(changed)).signatures[0]).toMatchObject({ cmsSize: 2, certificates: [], timestamps: [] })
  })
})
