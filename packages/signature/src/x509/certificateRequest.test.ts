import { describe, expect, it } from 'vitest'
import { createSigningKey } from '../crypto/createSigningKey.js'
import { createCertificateRequest } from './createCertificateRequest.js'
import { verifyCertificateRequest } from './verifyCertificateRequest.js'

const malformed = { code: 'certificate-request-malformed' }

describe('a certificate request', () => {
  it('proves that its maker holds the key', async () => {
    const key = await createSigningKey()
    const request = await createCertificateRequest({ key, commonName: '周禾田' })
    expect((await verifyCertificateRequest(request)).spki).toEqual(key.spki)
  })

  it('does not verify with the key of another, nor with one byte changed anywhere', async () => {
    const [key, other] = await Promise.all([createSigningKey(), createSigningKey()])
    await expect(createCertificateRequest({ key: { privateKey: key.privateKey, spki: other.spki }, commonName: 'A' }).then((der) => verifyCertificateRequest(der))).rejects.toMatchObject(malformed)
    const request = await createCertificateRequest({ key, commonName: 'A' })
    for (let at = 0; at < request.length; at++) {
      const changed = Uint8Array.from(request)
      changed[at]! ^= 0x01
      await expect(verifyCertificateRequest(changed)).rejects.toMatchObject(malformed)
    }
    for (let end = 0; end < request.length; end += 7) await expect(verifyCertificateRequest(request.subarray(0, end))).rejects.toMatchObject(malformed)
  })
})
