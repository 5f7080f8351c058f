import { digestByOid, digestOids, digestSizes, type DigestAlgorithm } from '../crypto/registry/algorithms.js'
import { digestProblem } from '../crypto/registry/brokenDigest.js'
import { children, expectTag, readDer, type DerNode } from '../der/read.js'
import { readBoolean, readInteger, readOid, readSmallInteger } from '../der/values.js'
import { booleanTrue, integer, objectIdentifier, octetString, sequence } from '../der/write.js'
import { SignatureError } from '../errors.js'
import { malformedAs } from '../malformedAs.js'

/** A TimeStampReq (RFC 3161 section 2.4.1) as plain data. */
export interface TimestampRequest {
  readonly digestAlgorithm: DigestAlgorithm
  readonly digest: Uint8Array
  /** The policy the token must be under; null when any will do. */
  readonly policy: string | null
  /** Content octets of the INTEGER; null when the request has none. */
  readonly nonce: Uint8Array | null
  /** Whether the answer must carry the authority's certificate. */
  readonly certificateRequested: boolean
}

/** What a TimeStampReq asks for (RFC 3161 section 2.4.1). */
export interface CreateTimestampRequestOptions {
  /** SHA-256 of what is to be stamped. */
  readonly digest: Uint8Array
  /** Random, unsigned; 8 octets are enough. */
  readonly nonce: Uint8Array
  /** The policy the token must be under, dotted; the authority's own unless given. */
  readonly policy?: string
}

/**
 * A TimeStampReq, DER, that asks for the authority's certificate (RFC 3161 section 2.4.1).
 * @throws TypeError when the digest is not 32 octets long
 */
export function createTimestampRequest({ digest, nonce, policy }: CreateTimestampRequestOptions): Uint8Array {
  if (digest.length !== digestSizes['SHA-256']) throw new TypeError('a SHA-256 digest has 32 octets')
  const imprint = sequence(sequence(objectIdentifier(digestOids['SHA-256'])), octetString(digest))
  return sequence(integer(1), imprint, ...(policy === undefined ? [] : [objectIdentifier(policy)]), integer(nonce), booleanTrue())
}

/**
 * Reads a TimeStampReq, as an authority does.
 * @throws SignatureError `timestamp-malformed`
 */
export function parseTimestampRequest(der: Uint8Array): TimestampRequest {
  return malformedAs('timestamp-malformed', () => {
    const [version, imprint, ...rest] = children(expectTag(readDer(der), 0x30))
    if (readSmallInteger(expectTag(version, 0x02)) !== 1) throw new SignatureError('timestamp-malformed', { why: 'version' })
    const policy = rest.find(({ tag }) => tag === 0x06)
    const nonce = rest.find(({ tag }) => tag === 0x02)
    const certificateRequested = rest.find(({ tag }) => tag === 0x01)
    return {
      ...readImprint(imprint),
      policy: policy ? readOid(policy) : null,
      nonce: nonce ? readInteger(nonce) : null,
      certificateRequested: certificateRequested ? readBoolean(certificateRequested) : false,
    }
  })
}

/** MessageImprint, shared by request and TSTInfo. */
export function readImprint(node: DerNode | undefined): { readonly digestAlgorithm: DigestAlgorithm; readonly digest: Uint8Array } {
  const [identifier, hashed] = children(expectTag(node, 0x30))
  const oid = readOid(expectTag(children(expectTag(identifier, 0x30))[0], 0x06))
  const digestAlgorithm = digestByOid(oid)
  if (!digestAlgorithm) throw new SignatureError('timestamp-malformed', { why: 'imprint algorithm', problem: digestProblem(oid) })
  const digest = expectTag(hashed, 0x04).value
  if (digest.length !== digestSizes[digestAlgorithm]) throw new SignatureError('timestamp-malformed', { why: 'imprint length' })
  return { digestAlgorithm, digest }
}
