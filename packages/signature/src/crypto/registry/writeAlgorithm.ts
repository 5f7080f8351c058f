import { oids } from '../../der/oids.js'
import { element, integer, nullValue, objectIdentifier, sequence } from '../../der/write.js'
import { digestOids, digestSizes, type DigestAlgorithm, type SignatureAlgorithm } from './algorithms.js'

/** The AlgorithmIdentifier of a signature: RSA carries NULL, ECDSA and EdDSA nothing (RFC 5754 section 3, RFC 8410 section 3), PSS all its parameters but the trailer. */
export function writeAlgorithm({ kind, oid, digest }: SignatureAlgorithm): Uint8Array {
  if (kind === 'rsa-pss') return sequence(objectIdentifier(oid), pssParameters(digest!))
  return sequence(objectIdentifier(oid), ...(kind === 'rsa-pkcs1' ? [nullValue()] : []))
}

/** RSASSA-PSS-params (RFC 4055 section 3.1). The hash identifiers carry NULL, as section 2.1 wants them written here. */
function pssParameters(digest: DigestAlgorithm): Uint8Array {
  const hash = sequence(objectIdentifier(digestOids[digest]), nullValue())
  return sequence(element(0xa0, hash), element(0xa1, sequence(objectIdentifier(oids.mgf1), hash)), element(0xa2, integer(digestSizes[digest])))
}
