import { beforeAll, describe, expect, it } from 'vitest'
import { digest } from '../crypto/hashing/digest.js'
import { element, integer, sequence, utf8String } from '../der/write.js'
import { makeTestPki, type TestPki } from '../pades/pki.fixture.js'
import { createTimestampRequest, parseTimestampRequest } from './request.js'
import { requestTimestamp } from './requestTimestamp.js'

const answering = (response: Uint8Array) => ({ name: 'Test TSA', timestamp: async () => response })
const refusal = (status: number, failure?: Uint8Array): Uint8Array => sequence(sequence(integer(status), sequence(utf8String('no')), ...(failure ? [failure] : [])))

describe('a timestamp request', () => {
  it('is read back', () => {
    const imprint = new Uint8Array(32).fill(9)
    expect(parseTimestampRequest(createTimestampRequest({ digest: imprint, nonce: Uint8Array.of(0, 0x80, 1) }))).toEqual({
      digestAlgorithm: 'SHA-256',
      digest: imprint,
      policy: null,
      nonce: Uint8Array.of(0, 0x80, 1),
      certificateRequested: true,
    })
    expect(() => createTimestampRequest({ digest: new Uint8Array(20), nonce: Uint8Array.of(1) })).toThrow(TypeError)
  })

  it('is not read when it is cut off', () => {
    const whole = createTimestampRequest({ digest: new Uint8Array(32), nonce: Uint8Array.of(1) })
    for (let end = 0; end < whole.length; end++) expect(() => parseTimestampRequest(whole.subarray(0, end))).toThrow(expect.objectContaining({ code: 'timestamp-malformed' }))
  })
})

describe('requestTimestamp', () => {
  let pki: TestPki
  let imprint: Uint8Array
  beforeAll(async () => {
    pki = await makeTestPki()
    imprint = await digest({ algorithm: 'SHA-256', data: Uint8Array.of(1, 2, 3) })
  })

  it('gives the token, whatever the nonce begins with', async () => {
    for (const first of [0x00, 0x7f, 0x80, 0xff]) {
      const random = (length: number): Uint8Array => new Uint8Array(length).fill(first)
      expect((await requestTimestamp({ authority: pki.timestampAuthority, digest: imprint, random })).length).toBeGreaterThan(300)
    }
  })

  it('refuses the answer to another question: imprint, nonce', async () => {
    const recorded = await pki.timestampAuthority.timestamp(createTimestampRequest({ digest: imprint, nonce: Uint8Array.of(1) }))
    await expect(requestTimestamp({ authority: answering(recorded), digest: imprint })).rejects.toMatchObject({ code: 'timestamp-mismatch', retryable: false })
    const random = (): Uint8Array => Uint8Array.of(1)
    await expect(requestTimestamp({ authority: answering(recorded), digest: new Uint8Array(32), random })).rejects.toMatchObject({ code: 'timestamp-mismatch' })
    expect((await requestTimestamp({ authority: answering(recorded), digest: imprint, random })).length).toBeGreaterThan(300)
  })

  it.each([
    ['rejection', refusal(2, element(0x03, Uint8Array.of(7, 0x80))), { details: { status: 2, failures: [0] }, retryable: false }],
    ['waiting', refusal(3), { details: { status: 3, failures: [] }, retryable: true }],
    ['timeNotAvailable', refusal(2, element(0x03, Uint8Array.of(1, 0, 2))), { details: { status: 2, failures: [14] }, retryable: true }],
    ['systemFailure', refusal(2, element(0x03, Uint8Array.of(6, 0, 0, 0, 0x40))), { details: { status: 2, failures: [25] }, retryable: true }],
    ['granted without a token', refusal(0), { details: { status: 0, failures: [] }, retryable: false }],
  ])('says that the authority refused: %s', async (_what, response, expected) => {
    await expect(requestTimestamp({ authority: answering(response), digest: imprint })).rejects.toMatchObject({ code: 'timestamp-refused', ...expected })
  })

  it('says that an answer cannot be read', async () => {
    const whole = await pki.timestampAuthority.timestamp(createTimestampRequest({ digest: imprint, nonce: Uint8Array.of(1) }))
    for (let end = 0; end < whole.length; end += 5) {
      await expect(requestTimestamp({ authority: answering(whole.subarray(0, end)), digest: imprint })).rejects.toMatchObject({ code: 'timestamp-malformed' })
    }
    await expect(requestTimestamp({ authority: answering(new TextEncoder().encode('<html>')), digest: imprint })).rejects.toMatchObject({ code: 'timestamp-malformed' })
  })
})
