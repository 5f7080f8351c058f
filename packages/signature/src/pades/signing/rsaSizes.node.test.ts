import { constants, createHash, generateKeyPairSync, privateEncrypt, randomBytes, type KeyObject } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKey } from '../../crypto/createSigningKey.js'
import { digestOids, signatureAlgorithms } from '../../crypto/registry/algorithms.js'
import { signWithKey } from '../../crypto/signWithKey.js'
import { nullValue, objectIdentifier, octetString, sequence } from '../../der/write.js'
import { contractFixture } from '../contract.fixture.js'
import { authority, certify, signingUsage } from '../pki.fixture.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import { signPdf } from './signPdf.js'
import type { Signer } from './signer.js'

const options = { base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18Z') }
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
const hashOf = (algorithm: string): 'SHA-256' | 'SHA-384' | 'SHA-512' => signatureAlgorithms.find(({ name }) => name === algorithm)!.digest!
const nodeName = (hash: string): string => hash.replace('-', '').toLowerCase()

let root: Uint8Array
let rootKey: Awaited<ReturnType<typeof createSigningKey>>
beforeAll(async () => {
  rootKey = await createSigningKey()
  root = await certify({ subject: 'Root', issuer: 'Root', key: rootKey, issuerKey: rootKey, extensions: authority() })
})

/** A holder that takes a digest and nothing else, as an HSM does: PKCS #1 with the DigestInfo put around it, PSS encoded here (RFC 8017 sections 9.1.1 and 9.2). */
function signDigestWith(key: KeyObject, bits: number, algorithm: string): (digest: Uint8Array) => Promise<Uint8Array> {
  const hash = hashOf(algorithm)
  return async (digest) => {
    if (algorithm.startsWith('RS')) {
      const info = sequence(sequence(objectIdentifier(digestOids[hash]), nullValue()), octetString(digest))
      return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info))
    }
    return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encodePss(digest, bits, nodeName(hash))))
  }
}

function encodePss(digest: Uint8Array, bits: number, hash: string): Uint8Array {
  const sum = (...parts: Uint8Array[]): Buffer => parts.reduce((state, part) => state.update(part), createHash(hash)).digest()
  const [length, salt] = [bits / 8, randomBytes(digest.length)]
  const inner = sum(new Uint8Array(8), digest, salt)
  const block = Buffer.concat([new Uint8Array(length - 2 * digest.length - 2), Uint8Array.of(1), salt])
  const mask = Buffer.concat(Array.from({ length: Math.ceil(block.length / inner.length) }, (_, counter) => sum(inner, Uint8Array.of(0, 0, 0, counter))))
  const masked = block.map((octet, index) => octet ^ mask[index]!)
  masked[0]! &= 0x7f
  return Buffer.concat([masked, inner, Uint8Array.of(0xbc)])
}

describe.each([2048, 3072, 4096])('RSA of %d bits', (bits) => {
  let key: KeyObject
  let certificate: Uint8Array
  let pkcs8: Uint8Array<ArrayBuffer>
  beforeAll(async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: bits })
    key = pair.privateKey
    pkcs8 = new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }))
    const spki = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }))
    certificate = await certify({ subject: '周禾田', issuer: 'Root', key: { ...rootKey, spki }, issuerKey: rootKey, extensions: [signingUsage()] })
  })

  const accepted = async (signer: Signer): Promise<void> => {
    const signed = await signPdf({ ...options, signer })
    expect(await verifyPdf(signed, { trustAnchors: [root] })).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ digestMatches: true, signatureHolds: true, coverage: 'document' }] })
  }

  it.each(algorithms)('signs by %s with a key at hand', async (algorithm) => {
    const name = algorithm.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5'
    const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, { name, hash: hashOf(algorithm) }, false, ['sign'])
    await accepted({ certificates: [certificate], algorithm, sign: (data) => signWithKey({ key: privateKey, data, algorithm }) })
  })

  it.each(algorithms)('signs by %s with a holder that takes a digest', async (algorithm) => {
    await accepted({ certificates: [certificate], algorithm, signDigest: signDigestWith(key, bits, algorithm) })
  })

  it('embeds nothing that is over another digest, or of the other kind', async () => {
    const sign = (algorithm: string, other: string): Promise<Uint8Array> => signPdf({ ...options, signer: { certificates: [certificate], algorithm, signDigest: signDigestWith(key, bits, other) } })
    for (const [algorithm, other] of [['RS256', 'PS256'], ['PS256', 'RS256'], ['RS256', 'RS512'], ['RS512', 'RS256']] as const) {
      await expect(sign(algorithm, other)).rejects.toMatchObject({ code: 'signer-mismatch' })
    }
  })
})
