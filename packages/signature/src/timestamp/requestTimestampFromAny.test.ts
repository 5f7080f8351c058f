import { beforeAll, describe, expect, it } from 'vitest'
import { digest } from '../crypto/hashing/digest.js'
import { element, integer, sequence } from '../der/write.js'
import { makeTestPki, type TestPki } from '../pades/pki.fixture.js'
import { parseTimestampToken } from './parseTimestampToken.js'
import { parseTimestampRequest } from './request.js'
import type { TimestampAuthority } from './requestTimestamp.js'
import { requestTimestampFromAny } from './requestTimestampFromAny.js'
import { verifyTimestampToken } from './verifyTimestampToken.js'

const data = Uint8Array.of(1, 2, 3)
let pki: TestPki
let imprint: Uint8Array
beforeAll(async () => {
  pki = await makeTestPki()
  imprint = await digest({ algorithm: 'SHA-256', data })
})

const authority = (name: string, timestamp: (request: Uint8Array) => Promise<Uint8Array>): TimestampAuthority => ({ name, timestamp })
const refusing = (name: string, failure: Uint8Array): TimestampAuthority => authority(name, () => Promise.resolve(sequence(sequence(integer(2), failure))))
const good = (name: string): TimestampAuthority => authority(name, (request) => pki.timestampAuthority.timestamp(request))
/** Answers another question than the one it was asked. */
const replaying = (name: string): TimestampAuthority => {
  let old: Promise<Uint8Array> | undefined
  return authority(name, (request) => (old ??= pki.timestampAuthority.timestamp(request)))
}
const silent = (name: string): TimestampAuthority => authority(name, () => new Promise(() => {}))
const badAlgorithm = element(0x03, Uint8Array.of(7, 0x80))
const systemFailure = element(0x03, Uint8Array.of(6, 0, 0, 0, 0x40))

describe('requestTimestampFromAny', () => {
  it('takes the first token it gets, and says who gave none', async () => {
    const replay = replaying('replays')
    await replay.timestamp((await ask())!)
    const outcome = await requestTimestampFromAny({
      authorities: [refusing('refuses', badAlgorithm), silent('is silent'), authority('breaks', () => Promise.reject(new Error('ECONNRESET'))), replay, good('answers'), good('is not asked')],
      digest: imprint,
      timeoutMilliseconds: 20,
    })
    expect(outcome).toMatchObject({
      state: 'stamped',
      authority: 'answers',
      failures: [
        { authority: 'refuses', code: 'timestamp-refused', retryable: false },
        { authority: 'is silent', code: 'timestamp-unreachable', retryable: true },
        { authority: 'breaks', code: 'failed', retryable: true },
        { authority: 'replays', code: 'timestamp-mismatch', retryable: false },
      ],
    })
    expect(outcome.state === 'stamped' && (await verifyTimestampToken({ token: outcome.token, data, trustAnchors: [pki.root] })).valid).toBe(true)
  })

  /** The request of a question of its own. */
  async function ask(): Promise<Uint8Array | undefined> {
    let seen: Uint8Array | undefined
    await requestTimestampFromAny({ authorities: [authority('listens', (request) => ((seen = request), pki.timestampAuthority.timestamp(request)))], digest: imprint })
    return seen
  }

  it.each([
    ['one may answer later', () => [refusing('a', badAlgorithm), refusing('b', systemFailure)], true],
    ['none will', () => [refusing('a', badAlgorithm), authority('b', () => Promise.resolve(Uint8Array.of(1)))], false],
    ['it did not answer in time', () => [silent('a')], true],
  ])('makes a state of it when nobody gives a token, and %s', async (_what, authorities, retryable) => {
    const outcome = await requestTimestampFromAny({ authorities: authorities(), digest: imprint, timeoutMilliseconds: 5 })
    expect(outcome).toMatchObject({ state: 'not-stamped', retryable })
    expect(outcome.failures).toHaveLength(authorities().length)
    expect(outcome).not.toHaveProperty('token')
  })

  it('asks for a policy, and takes no token under another', async () => {
    let asked: string | null = null
    const listening = authority('listens', (request) => ((asked = parseTimestampRequest(request).policy), pki.timestampAuthority.timestamp(request)))
    expect(await requestTimestampFromAny({ authorities: [listening], digest: imprint, policy: '2.999.2' })).toMatchObject({ state: 'not-stamped', failures: [{ code: 'timestamp-mismatch' }] })
    expect(asked).toBe('2.999.2')
    const outcome = await requestTimestampFromAny({ authorities: [listening], digest: imprint, policy: '2.999.1' })
    expect(outcome.state === 'stamped' && parseTimestampToken(outcome.token).policy).toBe('2.999.1')
  })

  it('goes on when a token is not accepted', async () => {
    const seen: Uint8Array[] = []
    const outcome = await requestTimestampFromAny({ authorities: [good('a'), good('b')], digest: imprint, accept: (token) => Promise.resolve(seen.push(token) === 2) })
    expect(outcome).toMatchObject({ state: 'stamped', authority: 'b', failures: [{ authority: 'a', code: 'not-accepted', retryable: false }] })
  })

  it('is no way to ask nobody, or for something else than a digest', async () => {
    await expect(requestTimestampFromAny({ authorities: [], digest: imprint })).rejects.toThrow(TypeError)
    await expect(requestTimestampFromAny({ authorities: [good('a')], digest: new Uint8Array(20) })).rejects.toThrow(TypeError)
  })
})
