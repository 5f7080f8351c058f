import { SignatureError } from '../errors.js'
import type { PrivateKey } from './createSigningKey.js'
import { digestSizes, signatureAlgorithms } from './registry/algorithms.js'
import { p1363ToDer } from './ecdsaForm.js'

/** What is signed, with which key. `data` is the message: it is hashed here. */
export interface SignWithKeyOptions {
  /** A private key of the algorithm: P-256 or P-384, or RSA of 2048 to 4096 bits imported for the very algorithm and digest. */
  readonly key: PrivateKey
  readonly data: Uint8Array
  /** Name in the registry; `ES256` unless given. */
  readonly algorithm?: string
  readonly crypto?: typeof globalThis.crypto
}

/**
 * Signs with a WebCrypto key. The signature is as CMS and PKCS #10 carry it: DER ECDSA-Sig-Value (RFC 3279 section 2.2.3), or the octets of RSA.
 * @throws SignatureError `algorithm-unknown`: not in the registry, verified only, or not of this key
 */
export async function signWithKey({ key, data, algorithm = 'ES256', crypto = globalThis.crypto }: SignWithKeyOptions): Promise<Uint8Array> {
  const { kind, digest } = signatureAlgorithms.find(({ name }) => name === algorithm) ?? {}
  const { name, hash, modulusLength = 0 } = key.algorithm as Partial<RsaHashedKeyAlgorithm>
  const sign = async (parameters: EcdsaParams | RsaPssParams | { name: string }): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.sign(parameters, key, data as BufferSource))
  if (kind === 'ecdsa' && name === 'ECDSA') return p1363ToDer(await sign({ name, hash: digest! }))
  // ETSI TS 119 312: shorter moduli are no longer trusted.
  if (name !== undefined && hash?.name === digest && modulusLength >= 2048) {
    if (kind === 'rsa-pkcs1' && name === 'RSASSA-PKCS1-v1_5') return sign({ name })
    if (kind === 'rsa-pss' && name === 'RSA-PSS') return sign({ name, saltLength: digestSizes[digest!] })
  }
  throw new SignatureError('algorithm-unknown', { algorithm, why: 'not of this key' })
}
