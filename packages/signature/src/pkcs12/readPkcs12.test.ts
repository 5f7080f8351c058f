import { describe, expect, it } from 'vitest'
import { SignatureError } from '../errors.js'
import { contractFixture } from '../pades/contract.fixture.js'
import { signPdf } from '../pades/signing/signPdf.js'
import { verifyPdf } from '../pades/validation/verifyPdf.js'
import { certificates, macBySha1, madeByDefault, madeByOpenSsl, underAes128, withoutMac } from './pkcs12.fixture.js'
import { pkcs12Signer } from './pkcs12Signer.js'
import { readPkcs12 } from './readPkcs12.js'

const password = '测试TEST'
const codeOf = async (bytes: Uint8Array, used = password): Promise<string> => {
  try {
    await readPkcs12({ bytes, password: used })
    return 'read'
  } catch (error) {
    if (error instanceof SignatureError) return error.code
    throw error
  }
}

describe('readPkcs12', () => {
  it('reads what OpenSSL writes: the key, its certificate, and the others behind it', async () => {
    const read = await readPkcs12({ bytes: madeByOpenSsl(), password })
    expect(read.certificates).toEqual(certificates())
    const key = await crypto.subtle.importKey('pkcs8', read.privateKey as BufferSource, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
    expect(key.type).toBe('private')
    expect((await readPkcs12({ bytes: madeByDefault(), password: 'TEST' })).privateKey).toEqual(read.privateKey)
  })

  it.each(['', 'TEST', '测试', '测试TEST\0'])('refuses the password %j', async (wrong) => {
    expect(await codeOf(madeByOpenSsl(), wrong)).toBe('pkcs12-password')
  })

  it.each([
    ['a MAC by SHA-1', macBySha1],
    ['no MAC', withoutMac],
    ['AES-128', underAes128],
  ])('says of %s that it is not supported', async (_what, file) => {
    expect(await codeOf(file(), 'TEST')).toBe('pkcs12-unsupported')
  })

  it('is refused at every length but its own', async () => {
    const bytes = madeByOpenSsl()
    for (let end = 0; end < bytes.length; end++) expect(await codeOf(bytes.subarray(0, end)), `${end}`).toBe('pkcs12-malformed')
    expect(await codeOf(new Uint8Array([...bytes, 0]))).toBe('pkcs12-malformed')
  })

  it('is refused with any octet changed', async () => {
    for (let place = 0; place < madeByOpenSsl().length; place++) {
      const bytes = madeByOpenSsl()
      bytes[place]! ^= 1
      expect(await codeOf(bytes), `${place}`).toMatch(/^pkcs12-/)
    }
  })
})

describe('pkcs12Signer', () => {
  it('signs a PDF', async () => {
    const signer = await pkcs12Signer({ bytes: madeByOpenSsl(), password })
    const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: 'TEST', signingTime: new Date(), signer })
    expect((await verifyPdf(signed, { trustAnchors: certificates() })).signatures[0]).toMatchObject({ digestMatches: true, signatureHolds: true, signer: { commonName: 'TEST only' } })
  })

  it('does not sign by an algorithm of another key', async () => {
    for (const algorithm of ['RS256', 'PS256', 'EdDSA', 'none']) await expect(pkcs12Signer({ bytes: madeByOpenSsl(), password, algorithm })).rejects.toMatchObject({ code: 'algorithm-unknown' })
  })
})
