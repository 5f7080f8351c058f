import { digestOids, signatureAlgorithms } from '../crypto/registry/algorithms.js'
import { writeAlgorithm } from '../crypto/registry/writeAlgorithm.js'
import { oids } from '../der/oids.js'
import { compareDer, integer, nest, objectIdentifier, sequence, setOf, writeDer } from '../der/write.js'
import { SignatureError } from '../errors.js'
import { issuerAndSerialNumber } from './buildSignedAttributes.js'

/** The parts of a SignedData of one signer, each made before. */
export interface AssembleSignedDataOptions {
  /** DER SET (tag 0x31) as made by buildSignedAttributes. */
  readonly signedAttributes: Uint8Array
  /** Over the signed attributes; DER for ECDSA. */
  readonly signature: Uint8Array
  /** Name in the registry: `ES256`, `RS256` … */
  readonly algorithm: string
  /** DER, the signer's own first. */
  readonly certificates: readonly Uint8Array[]
  /** DER attributes, for example a signature timestamp. */
  readonly unsignedAttributes?: readonly Uint8Array[]
  /** Encapsulated content of another type than id-data: a TSTInfo. Left out for a detached signature. */
  readonly content?: { readonly type: string; readonly bytes: Uint8Array }
}

/**
 * ContentInfo with SignedData of one signer (RFC 5652 section 5).
 * @throws SignatureError `algorithm-unknown` (EdDSA is verified, not written), `cms-malformed` when there is no certificate
 */
export function assembleSignedData(options: AssembleSignedDataOptions): Uint8Array {
  const { signedAttributes, signature, certificates, unsignedAttributes = [], content } = options
  const algorithm = signatureAlgorithms.find(({ name }) => name === options.algorithm)
  if (!algorithm || algorithm.digest === null) throw new SignatureError('algorithm-unknown', { algorithm: options.algorithm })
  const [signer] = certificates
  if (!signer) throw new SignatureError('cms-malformed', { why: 'no certificate' })
  const { issuer, serialNumber } = issuerAndSerialNumber(signer)
  // Parameters absent, not NULL (RFC 5754 section 2).
  const digestAlgorithm = sequence(objectIdentifier(digestOids[algorithm.digest]))
  const signerInfo = nest(0x30, [
    integer(1),
    nest(0x30, [issuer, serialNumber]),
    digestAlgorithm,
    // The attributes under another tag: SET OF becomes [0] IMPLICIT.
    Uint8Array.of(0xa0),
    signedAttributes.subarray(1),
    writeAlgorithm(algorithm),
    nest(0x04, [signature]),
    ...(unsignedAttributes.length > 0 ? [setOf(0xa1, unsignedAttributes)] : []),
  ])
  const encapsulated = content ? [objectIdentifier(content.type), nest(0xa0, [nest(0x04, [content.bytes])])] : [objectIdentifier(oids.data)]
  const signedData = nest(0x30, [
    // RFC 5652 section 5.1: version 3 when the content is not id-data.
    integer(content ? 3 : 1),
    nest(0x31, [digestAlgorithm]),
    nest(0x30, encapsulated),
    nest(0xa0, [...certificates].sort(compareDer)),
    nest(0x31, [signerInfo]),
  ])
  return writeDer(nest(0x30, [objectIdentifier(oids.signedData), nest(0xa0, [signedData])]))
}
