import { oids } from '../../der/oids.js'

/** A hash algorithm by its WebCrypto name. SHA-1 and MD5 are not among them. */
export type DigestAlgorithm = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** One entry of the registry: everything that depends on the algorithm, so that the rest of the code names none. */
export interface SignatureAlgorithm {
  readonly name: string
  readonly kind: 'ecdsa' | 'rsa-pkcs1' | 'rsa-pss' | 'ed25519'
  /** signatureAlgorithm in certificates and SignerInfo. */
  readonly oid: string
  /** Null for EdDSA, which hashes by itself. */
  readonly digest: DigestAlgorithm | null
}

/** The digests that are accepted. SHA-1 and MD5 are known by their identifiers and never accepted: they are in no registry. */
export const digestOids: Readonly<Record<DigestAlgorithm, string>> = {
  'SHA-256': oids.sha256,
  'SHA-384': oids.sha384,
  'SHA-512': oids.sha512,
}

/** Octets. A salt of RSASSA-PSS has as many (ETSI TS 119 312 section 6.2). */
export const digestSizes: Readonly<Record<DigestAlgorithm, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }

export function digestByOid(oid: string): DigestAlgorithm | undefined {
  return (Object.keys(digestOids) as DigestAlgorithm[]).find((name) => digestOids[name] === oid)
}

const entry = (name: string, kind: SignatureAlgorithm['kind'], oid: string, digest: DigestAlgorithm | null): SignatureAlgorithm => ({ name, kind, oid, digest })

/** The algorithms that are accepted (ETSI TS 119 312). SM2 with SM3 joins here. */
export const signatureAlgorithms: readonly SignatureAlgorithm[] = [
  entry('ES256', 'ecdsa', oids.ecdsaSha256, 'SHA-256'),
  entry('ES384', 'ecdsa', oids.ecdsaSha384, 'SHA-384'),
  entry('ES512', 'ecdsa', oids.ecdsaSha512, 'SHA-512'),
  entry('RS256', 'rsa-pkcs1', oids.rsaSha256, 'SHA-256'),
  entry('RS384', 'rsa-pkcs1', oids.rsaSha384, 'SHA-384'),
  entry('RS512', 'rsa-pkcs1', oids.rsaSha512, 'SHA-512'),
  entry('PS256', 'rsa-pss', oids.rsaPss, 'SHA-256'),
  entry('PS384', 'rsa-pss', oids.rsaPss, 'SHA-384'),
  entry('PS512', 'rsa-pss', oids.rsaPss, 'SHA-512'),
  entry('EdDSA', 'ed25519', oids.ed25519, null),
]
