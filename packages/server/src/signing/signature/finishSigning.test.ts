import {
  buildSignedAttributes,
  fromBase64url,
  signWithKey,
  toBase64url,
  verifyPdf,
  verifySignature,
  signatureAlgorithms,
  type TimestampAuthority,
} from '@loansign/signature'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLoanSigning } from '../../createLoanSigning.js'
import { developmentTimestampAuthority } from '../../development/index.js'
import type { Blobs, CertificateAuthority } from '../../ports/index.js'
import { installation, smallLoanApplication, type Installation } from '../../testing/installation.fixture.js'
import { SignerClient, strokes } from '../../testing/signerClient.fixture.js'

const hour = 3_600_000
const day = 24 * hour
const es256 = signatureAlgorithms.find(({ name }) => name === 'ES256')!

let place: Installation
/** What goes wrong, until a test says it no longer does. */
const broken = { timestamps: false, timestampSkew: 0, blobs: false }
const timestamp = vi.fn<TimestampAuthority['timestamp']>()
const revoke = vi.fn<CertificateAuthority['revoke']>()

beforeAll(async () => {
  place = await installation(async ({ blobs, certificateAuthority }, development) => {
    const now = (): Date => new Date(development.now().getTime() + broken.timestampSkew)
    const authority = await developmentTimestampAuthority({ ...development, now })
    timestamp.mockImplementation(async (request) => {
      if (broken.timestamps) throw new Error('no answer')
      return authority.timestamp(request)
    })
    const put: Blobs['put'] = async (sha256, bytes) => {
      if (broken.blobs) throw new Error('no space')
      return blobs.put(sha256, bytes)
    }
    return {
      timestampAuthorities: [{ name: 'authority', timestamp }],
      blobs: { get: (sha256) => blobs.get(sha256), put },
      certificateAuthority: { ...certificateAuthority, revoke },
    }
  })
}, 60_000)
afterAll(() => place.close())
beforeEach(() => {
  Object.assign(broken, { timestamps: false, timestampSkew: 0, blobs: false })
  vi.clearAllMocks()
})

async function ready() {
  const { contractId, code } = await place.sent()
  const client = new SignerClient(place)
  return { contractId, client, ready: await client.readyToFinish(code) }
}

async function signatureCount(contractId: string): Promise<number> {
  const { documents } = await place.signing.contracts.get(contractId)
  const pdf = await place.signing.contracts.document(contractId, documents[0]!.id)
  const { trustAnchors } = place.signing
  return (await verifyPdf(pdf, { trustAnchors, at: place.now() })).signatures.length
}

const eventsOf = async (contractId: string): Promise<string[]> =>
  (await place.signing.contracts.evidence(contractId)).events.map(({ type }) => type)

describe('finish', () => {
  it('gives a receipt with a promise that verifies, and the same receipt again', async () => {
    const { contractId, client, ready: signed } = await ready()
    const receipt = await client.finish(signed)
    expect(receipt).toMatchObject({
      contractState: 'inSigning',
      timestamp: { state: 'stamped' },
      waitingFor: [{ role: 'guarantor' }, { role: 'lender' }],
    })
    const { statement, signature, spki } = receipt.promise
    const data = new TextEncoder().encode(statement)
    expect(await verifySignature({ spki: fromBase64url(spki), algorithm: es256, signature: fromBase64url(signature), data })).toBe(true)
    const { events } = await place.signing.contracts.evidence(contractId)
    const { leaf } = events.find(({ type }) => type === 'signature.completed')!
    expect(JSON.parse(statement)).toMatchObject({ leaf, documents: [receipt.documents[0].sha256] })

    expect(await client.finish(signed)).toEqual(receipt)
    expect(await signatureCount(contractId)).toBe(1)
    const view = await client.view()
    expect(view).toMatchObject({ outcome: 'signed', receipt })
    expect(await place.signing.contracts.auditEvidence(contractId)).toBeNull()
  })

  it('called three times at once, makes one signature and gives one receipt', async () => {
    const { contractId, client, ready: signed } = await ready()
    const receipts = await Promise.all([client.finish(signed), client.finish(signed), client.finish(signed)])
    expect(receipts[0]).toHaveProperty('promise')
    expect(receipts[1]).toEqual(receipts[0])
    expect(receipts[2]).toEqual(receipts[0])
    expect(await signatureCount(contractId)).toBe(1)
  })

  it('refuses signatures over another digest, over more attributes, by another key, for another document', async () => {
    const { contractId, code } = await place.sent()
    const client = new SignerClient(place)
    await client.begin(code)
    await client.readAll()
    const { attemptId, key } = await client.startAttempt()
    await client.confirmCode(attemptId)
    const signed = await client.prepare(attemptId, key)
    const certificate = fromBase64url((await client.certify(attemptId, key)).certificate)
    const [{ documentId, signedAttributes, signature }] = signed.signatures as [(typeof signed.signatures)[0]]
    const refused = async (change: Partial<(typeof signed.signatures)[0]>) =>
      expect(await client.finish({ attemptId, signatures: [{ documentId, signedAttributes, signature, ...change }] })).toMatchObject({
        code: 'signature-invalid',
      })

    const other = await buildSignedAttributes({ messageDigest: new Uint8Array(32), certificate })
    await refused({ signedAttributes: toBase64url(other), signature: toBase64url(await signWithKey({ key: key.privateKey, data: other })) })
    const own = fromBase64url(signedAttributes)
    const longer = Uint8Array.from([0x31, own[1]! + 2, ...own.subarray(2), 0x05, 0x00])
    await refused({
      signedAttributes: toBase64url(longer),
      signature: toBase64url(await signWithKey({ key: key.privateKey, data: longer })),
    })
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    await refused({ signature: toBase64url(await signWithKey({ key: privateKey, data: own })) })
    await refused({ documentId: documentId.replace('doc_', 'dog_') })
    expect(await signatureCount(contractId)).toBe(0)
    expect(await client.finish(signed)).toHaveProperty('promise')
  })

  it('is of no use to an attempt that another tab has replaced; its certificate is revoked', async () => {
    const { contractId, client, ready: signed } = await ready()
    const second = await client.startAttempt()
    expect(revoke).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'superseded' }))
    expect(await client.finish(signed)).toMatchObject({ code: 'attempt-superseded' })
    await client.confirmCode(second.attemptId)
    expect(await client.finish(await client.prepare(second.attemptId, second.key))).toHaveProperty('promise')
    expect(await signatureCount(contractId)).toBe(1)
  })

  it('made over an older preparation is refused, the newer one is taken', async () => {
    const { client, ready: signed } = await ready()
    const { attemptId } = signed
    await client.post('/session/signing/prepare', { attemptId, form: 'drawn', appearance: { ...strokes, lineWidth: 300 } })
    expect(await client.finish(signed)).toMatchObject({ code: 'signature-invalid' })
  })
})

describe('a finish that is interrupted', () => {
  it('before its timestamp: the signature is kept, nothing can take its place, and a job ends it', async () => {
    const { contractId, client, ready: signed } = await ready()
    broken.timestamps = true
    expect(await client.finish(signed)).toMatchObject({ code: 'timestamp-unavailable', retryable: true })
    expect(await eventsOf(contractId)).toContain('signing.accepted')
    expect(await signatureCount(contractId)).toBe(0)
    const again = { attemptId: signed.attemptId, form: 'drawn', appearance: strokes }
    expect(await client.post('/session/signing/prepare', again)).toMatchObject({ code: 'already-signed' })
    expect(await client.post('/session/signing/start')).toMatchObject({ code: 'timestamp-unavailable' })
    broken.timestamps = false
    await place.signing.runJobsOnce()
    expect((await client.view()).outcome).toBe('signed')
    expect(await client.finish(signed)).toHaveProperty('promise')
    expect(await signatureCount(contractId)).toBe(1)
  })

  it('after its timestamp: another process goes on with the token that was had', async () => {
    const { contractId, client, ready: signed } = await ready()
    broken.blobs = true
    const problem = await client.finish(signed)
    expect(problem).toMatchObject({ code: 'unavailable', details: { incident: expect.any(String) } })
    expect(JSON.stringify(problem)).not.toContain('no space')
    expect(await signatureCount(contractId)).toBe(0)
    broken.blobs = false
    const other = await createLoanSigning(place.options)
    await other.runJobsOnce()
    expect(await signatureCount(contractId)).toBe(1)
    expect(timestamp).toHaveBeenCalledOnce()
    expect((await client.finish(signed)).documents).toHaveLength(1)
  })

  it('past the last day of its contract still counts: it was signed in time', async () => {
    const { contractId, code } = await place.sent(smallLoanApplication)
    place.advance(7 * day - 2 * hour)
    const client = new SignerClient(place)
    const signed = await client.readyToFinish(code)
    broken.timestamps = true
    await client.finish(signed)
    place.advance(3 * hour)
    await place.signing.runJobsOnce()
    expect((await place.signing.contracts.get(contractId)).state).toBe('inSigning')
    broken.timestamps = false
    await place.signing.runJobsOnce()
    expect((await place.signing.contracts.get(contractId)).state).toBe('fullySigned')
  })

  it('by a timestamp from outside the certificate’s validity lapses', async () => {
    const { contractId, client, ready: signed } = await ready()
    broken.timestampSkew = 25 * hour
    expect(await client.finish(signed)).toMatchObject({ code: 'certificate-lapsed' })
    expect(await signatureCount(contractId)).toBe(0)
  })

  it('until its certificate ran out lapses, and the person signs again', async () => {
    const { contractId, client, ready: signed } = await ready()
    broken.timestamps = true
    await client.finish(signed)
    place.advance(25 * hour)
    broken.timestamps = false
    await place.signing.runJobsOnce()
    expect(timestamp).toHaveBeenCalledOnce()
    expect(await eventsOf(contractId)).toContain('signing.lapsed')
    expect(await signatureCount(contractId)).toBe(0)

    const { signers } = await place.signing.contracts.get(contractId)
    const later = new SignerClient(place)
    later.token = (await place.signing.sessions.create({ contractId, signerId: signers[0]!.id, origin: 'http://localhost' })).sessionToken
    expect(await later.finish(signed)).toMatchObject({ code: 'certificate-lapsed' })
    const { attemptId, key } = await later.startAttempt()
    await later.confirmCode(attemptId)
    expect(await later.finish(await later.prepare(attemptId, key))).toHaveProperty('promise')
  })
})
