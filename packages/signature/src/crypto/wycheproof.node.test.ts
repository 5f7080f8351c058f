import { describe, expect, it } from 'vitest'
import { corporaMissing, readCorpus } from '../corpora.node.fixture.js'
import { signatureAlgorithms } from './registry/algorithms.js'
import { p1363ToDer } from './ecdsaForm.js'
import { verifySignature } from './verifySignature.js'

interface Vectors {
  readonly testGroups: readonly {
    readonly publicKeyDer: string
    readonly tests: readonly { readonly tcId: number; readonly msg: string; readonly sig: string; readonly result: 'valid' | 'invalid' | 'acceptable'; readonly flags: readonly string[] }[]
  }[]
}

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const asIs = (signature: Uint8Array): Uint8Array => signature

/** Project Wycheproof's verdicts on odd signatures, beside ours. */
describe.each([
  { name: 'ES256', file: 'wycheproof/ecdsa_secp256r1_sha256_p1363_test.json', count: 262, form: ecdsaForm },
  { name: 'RS256', file: 'wycheproof/rsa_signature_2048_sha256_test.json', count: 259, form: asIs },
  { name: 'PS256', file: 'wycheproof/rsa_pss_2048_sha256_mgf1_32_test.json', count: 108, form: asIs },
  { name: 'EdDSA', file: 'wycheproof/ed25519_test.json', count: 151, form: asIs },
])('Wycheproof $name', ({ name, file, count, form }) => {
  it('agrees in every case', async ({ skip }) => {
    skip(...corporaMissing(file))
    const algorithm = signatureAlgorithms.find((entry) => entry.name === name)!
    const cases = (readCorpus(file) as Vectors).testGroups.flatMap(({ publicKeyDer, tests }) => tests.map((test) => ({ publicKeyDer, ...test })))
    const wrong: string[] = []
    for (const { tcId, publicKeyDer, msg, sig, result, flags } of cases) {
      const signature = form(bytes(sig))
      const holds = signature !== null && (await verifySignature({ spki: bytes(publicKeyDer), algorithm, signature, data: bytes(msg) }))
      // “acceptable” are forms some libraries take, such as RSA without the NULL of its DigestInfo: both answers are allowed.
      if (result !== 'acceptable' && holds !== (result === 'valid')) wrong.push(`${tcId} ${result} ${flags.join()}`)
    }
    expect(wrong).toEqual([])
    expect(cases.length).toBe(count)
  })
})

/** The vectors are in WebCrypto's form, ours is X.509's. What the conversion refuses counts as not valid. */
function ecdsaForm(signature: Uint8Array): Uint8Array | null {
  try {
    return p1363ToDer(signature)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
