import type { SignatureAlgorithm } from '../registry/algorithms.js'

export interface ImportSigningKeyOptions {
  /** PrivateKeyInfo, DER (RFC 5208). */
  readonly pkcs8: Uint8Array
  /** Of an EC key; null for RSA. */
  readonly curve: 'P-256' | 'P-384' | null
  readonly algorithm: SignatureAlgorithm
  readonly crypto: Crypto
}

/** A private key for one algorithm, not to be exported again; null when the algorithm is not of such keys. */
export async function importSigningKey({ pkcs8, curve, algorithm, crypto }: ImportSigningKeyOptions): Promise<CryptoKey | null> {
  const parameters = parametersFor(algorithm, curve)
  return parameters && crypto.subtle.importKey('pkcs8', pkcs8 as BufferSource, parameters, false, ['sign'])
}

function parametersFor({ kind, digest }: SignatureAlgorithm, curve: string | null): EcKeyImportParams | RsaHashedImportParams | null {
  if (curve !== null) return kind === 'ecdsa' ? { name: 'ECDSA', namedCurve: curve } : null
  if (kind === 'rsa-pkcs1') return { name: 'RSASSA-PKCS1-v1_5', hash: digest! }
  return kind === 'rsa-pss' ? { name: 'RSA-PSS', hash: digest! } : null
}
