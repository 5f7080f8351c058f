import { oids } from '../der/oids.js'
import { children, expectTag, readDer } from '../der/read.js'
import { readOid } from '../der/values.js'
import { digestSizes, type SignatureAlgorithm } from './registry/algorithms.js'
import { derToP1363 } from './ecdsaForm.js'

/** A signature value, its key and algorithm, and the message it is to be over (not its digest). */
export interface VerifySignatureOptions {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
  readonly algorithm: SignatureAlgorithm
  /** As CMS and X.509 carry it: DER for ECDSA. */
  readonly signature: Uint8Array
  readonly data: Uint8Array
  readonly crypto?: typeof globalThis.crypto
}

const curves: Record<string, { name: string; size: number }> = {
  [oids.p256]: { name: 'P-256', size: 32 },
  [oids.p384]: { name: 'P-384', size: 48 },
}

/**
 * Whether a signature verifies. Keys of another kind than the algorithm, odd curves and malformed signatures are `false`:
 * for whoever asks, all of these are “it does not verify”. So is Ed25519 where the platform does not know it (Chromium before 137).
 * @throws TypeError where WebCrypto is missing: browsers have it in secure contexts only
 */
export async function verifySignature(options: VerifySignatureOptions): Promise<boolean> {
  return (await beginVerifying(options)).holds
}

/** The same in two steps: once the first is done the platform is verifying, and whoever does something else meanwhile does not wait. */
export async function beginVerifying(options: VerifySignatureOptions): Promise<{ readonly holds: Promise<boolean> }> {
  const { spki, algorithm, signature, data, crypto = globalThis.crypto } = options
  if (!crypto?.subtle) throw new TypeError('WebCrypto is missing: the page is not in a secure context')
  const begin = (parameters: AlgorithmIdentifier | EcdsaParams | RsaPssParams, key: CryptoKey, value = signature) => ({
    holds: crypto.subtle.verify(parameters, key, value as BufferSource, data as BufferSource).catch(() => false),
  })
  const no = { holds: Promise.resolve(false) }
  try {
    const key = describeKey(spki)
    if (algorithm.kind === 'ecdsa') {
      const curve = curves[key.curve ?? '']
      if (key.oid !== oids.ecPublicKey || !curve || algorithm.digest === null) return no
      const imported = await crypto.subtle.importKey('spki', spki as BufferSource, { name: 'ECDSA', namedCurve: curve.name }, false, ['verify'])
      return begin({ name: 'ECDSA', hash: algorithm.digest }, imported, derToP1363(signature, curve.size))
    }
    if (algorithm.kind === 'ed25519') {
      if (key.oid !== oids.ed25519) return no
      return begin({ name: 'Ed25519' }, await crypto.subtle.importKey('spki', spki as BufferSource, { name: 'Ed25519' }, false, ['verify']))
    }
    if (key.oid !== oids.rsaEncryption || algorithm.digest === null) return no
    const name = algorithm.kind === 'rsa-pss' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5'
    const imported = await crypto.subtle.importKey('spki', spki as BufferSource, { name, hash: algorithm.digest }, false, ['verify'])
    // ETSI TS 119 312: shorter moduli are no longer trusted.
    if ((imported.algorithm as RsaHashedKeyAlgorithm).modulusLength < 2048) return no
    return begin(algorithm.kind === 'rsa-pss' ? { name, saltLength: digestSizes[algorithm.digest] } : { name }, imported)
  } catch {
    return no
  }
}

function describeKey(spki: Uint8Array): { readonly oid: string; readonly curve: string | undefined } {
  const [identifier] = children(expectTag(readDer(spki), 0x30))
  const [oid, parameters] = children(expectTag(identifier, 0x30))
  return { oid: readOid(expectTag(oid, 0x06)), curve: parameters?.tag === 0x06 ? readOid(parameters) : undefined }
}
