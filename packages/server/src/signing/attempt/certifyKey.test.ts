import { createSigningKey, fromBase64url, parseCertificate, toBase64url, toHex } from '@loansign/signature'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CertificateAuthority } from '../../ports/index.js'
import { installation, type Installation } from '../../testing/installation.fixture.js'
import { SignerClient } from '../../testing/signerClient.fixture.js'

let place: Installation
let authority: CertificateAuthority
const issue = vi.fn<CertificateAuthority['issue']>()
const revoke = vi.fn<CertificateAuthority['revoke']>()
beforeAll(async () => {
  place = await installation(({ certificateAuthority }) => {
    authority = certificateAuthority
    return { certificateAuthority: { ...certificateAuthority, issue, revoke } }
  })
}, 60_000)
afterAll(() => place.close())
beforeEach(() => {
  issue.mockReset().mockImplementation((order) => authority.issue(order))
  revoke.mockReset()
})

async function readClient(): Promise<SignerClient> {
  const client = new SignerClient(place)
  await client.begin((await place.sent()).code)
  await client.readAll()
  return client
}

async function willing() {
  const client = await readClient()
  const { attemptId, key } = await client.startAttempt()
  await client.confirmCode(attemptId)
  return { client, attemptId, key }
}

describe('a key', () => {
  it('is taken once for ever, in one form, with proof that the browser holds it', async () => {
    const client = await readClient()
    const { key, answer } = await client.startAttempt()
    expect(answer.spkiSha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await client.startAttempt(key)).answer).toMatchObject({ code: 'key-reused' })
    expect((await (await readClient()).startAttempt(key)).answer).toMatchObject({ code: 'key-reused' })

    const { attemptId } = await client.startAttempt()
    const other = await createSigningKey()
    const register = (spki: Uint8Array) =>
      client.post('/session/signing/key', { attemptId, spki: toBase64url(spki), proof: toBase64url(new Uint8Array(70)) })
    expect(await register(other.spki)).toMatchObject({ code: 'key-proof-invalid' })
    const p384 = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, ['sign'])
    expect(await register(new Uint8Array(await crypto.subtle.exportKey('spki', p384.publicKey)))).toMatchObject({
      code: 'key-proof-invalid',
    })
    expect(await register(new Uint8Array([1, 2, 3]))).toMatchObject({ code: 'key-proof-invalid' })
  })

  it('registered by two ceremonies in one moment goes to one of them', async () => {
    const [first, second, key] = [await readClient(), await readClient(), await createSigningKey()]
    const answers = (await Promise.all([first.startAttempt(key), second.startAttempt(key)])).map(({ answer }) => answer)
    expect(answers.filter((answer) => answer.spkiSha256)).toHaveLength(1)
    expect(answers.filter(({ code }) => code === 'key-reused')).toHaveLength(1)
  })

  it('comes before the code', async () => {
    const client = await readClient()
    const { attemptId } = await client.post('/session/signing/start')
    expect(await client.post('/session/signing/code', { attemptId })).toMatchObject({ code: 'step-out-of-order' })
  })
})

describe('an event certificate', () => {
  it('names the person of the lender’s data, for one day, and is issued once', async () => {
    const { client, attemptId, key } = await willing()
    const [first, second] = await Promise.all([client.certify(attemptId, key), client.certify(attemptId, key)])
    expect(second).toEqual(first)
    expect(await client.certify(attemptId, key)).toEqual(first)
    const certificate = parseCertificate(fromBase64url(first.certificate))
    expect(certificate.subject.commonName).toBe('周禾田')
    expect(certificate.notAfter.getTime() - place.now().getTime()).toBeLessThanOrEqual(24 * 3_600_000)
    expect(toHex(certificate.spki)).toBe(toHex(key.spki))
    // Of two that were issued at once, one stays.
    expect(revoke).toHaveBeenCalledTimes(issue.mock.calls.length - 1)
  })

  it('is not ordered before willingness, nor for another key', async () => {
    const client = await readClient()
    const { attemptId, key } = await client.startAttempt()
    expect(await client.certify(attemptId, key)).toMatchObject({ code: 'willingness-missing' })
    await client.confirmCode(attemptId)
    expect(await client.certify(attemptId, await createSigningKey())).toMatchObject({ code: 'certificate-request-invalid' })
    expect(issue).not.toHaveBeenCalled()
  })

  it.each([
    ['name', (order: Parameters<CertificateAuthority['issue']>[0]) => authority.issue({ ...order, subject: { commonName: '别人' } })],
    [
      'validity',
      (order: Parameters<CertificateAuthority['issue']>[0]) =>
        authority.issue({ ...order, validUntil: new Date(order.validUntil.getTime() + 86_400_000) }),
    ],
    ['path', async (order: Parameters<CertificateAuthority['issue']>[0]) => ({ ...(await authority.issue(order)), chain: [] })],
  ])('with the wrong %s is refused, and its order may be repeated', async (why, wrong) => {
    const { client, attemptId, key } = await willing()
    issue.mockImplementationOnce(wrong)
    expect(await client.certify(attemptId, key)).toMatchObject({ code: 'certificate-unavailable', details: { why } })
    issue.mockRejectedValueOnce(new Error('no answer'))
    expect(await client.certify(attemptId, key)).toMatchObject({ code: 'certificate-unavailable', retryable: true })
    expect(await client.certify(attemptId, key)).toHaveProperty('certificate')
  })

  it('is revoked when its signer declines, as soon as the authority can be reached', async () => {
    const { client, attemptId, key } = await willing()
    const { certificate } = await client.certify(attemptId, key)
    revoke.mockRejectedValueOnce(new Error('no answer'))
    await client.post('/session/decline', {})
    await place.signing.runJobsOnce()
    await place.signing.runJobsOnce()
    const serialNumber = toHex(parseCertificate(fromBase64url(certificate)).serialNumber)
    expect(revoke.mock.calls).toEqual([
      [{ serialNumber, reason: 'cessationOfOperation' }],
      [{ serialNumber, reason: 'cessationOfOperation' }],
    ])
  })
})
