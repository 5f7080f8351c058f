interface SignerFacts {
  /** DER, the signer's own first; then those that lead from it to a trust anchor. */
  readonly certificates: readonly Uint8Array[]
  /** Name in the registry; `ES256` unless given. Written are ES256, ES384, RS256 to RS512 and PS256 to PS512 (salt as long as the digest, MGF1 with the same digest). */
  readonly algorithm?: string
  /**
   * What an ECDSA signature comes back as: `der`, the ECDSA-Sig-Value that most KMS and OpenSSL give, unless it is `p1363`, r‖s of fixed length,
   * which PKCS #11, WebCrypto and JOSE give. RSA has one form, which is as long as the modulus.
   */
  readonly ecdsaForm?: 'der' | 'p1363'
}

/** A key whose holder hashes: WebCrypto, a PKCS #12 file, a KMS that takes the message. */
export interface DataSigner extends SignerFacts {
  /**
   * Is given the signed attributes, a DER SET of 150 to 300 octets, and gives back the signature over them: hashed there, once, by the digest of the algorithm.
   * What it throws goes to the caller as it is.
   */
  sign(data: Uint8Array): Promise<Uint8Array>
}

/** A key whose holder takes a digest: most KMS and HSM, and remote services by CSC. */
export interface DigestSigner extends SignerFacts {
  /**
   * Is given the digest of the signed attributes by the digest of the algorithm (32, 48 or 64 octets), and gives back the signature over that digest, not hashed
   * again. For RS256 to RS512 the holder puts the DigestInfo around it (PKCS #11: CKM_RSA_PKCS needs it done; a KMS that is told the algorithm does it).
   */
  signDigest(digest: Uint8Array): Promise<Uint8Array>
}

/**
 * Whoever holds the key: the one port for KMS, HSM, PKCS #12 and remote signing. The core decides what is hashed by which digest, converts the form
 * of the signature, and verifies it with the first certificate before it is put into a file.
 */
export type Signer = DataSigner | DigestSigner
