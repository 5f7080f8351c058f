import { digestByOid, digestOids, type DigestAlgorithm } from '../crypto/algorithms.js'

import { children, expectTag, readDer, type DerNode } from '../der/read.js'
import { readBoolean, readInteger, readOid, readSmallInteger } from '../der/values.js'
import { booleanTrue, integer, objectIdentifier, octetString, sequence } from '../der/write.js'
import { SignatureError } from '../errors.js'

export interface TimestampRequest {
  readonly digestAlgorithm: DigestAlgorithm
  readonly digest: Uint8Array
  /** Content octets of the INTEGER; null when the request has none. */
  readonly nonce: Uint8Array | null
  /** Whether the answer must carry the authority's certificate. */
  readonly certificateRequested: boolean
}

export interface CreateTimestampRequestOptions {
  /** SHA-256 of what is to be stamped. */
  readonly digest: Uint8Array
  /** Random, unsigned; 8 octets are enough. */
  readonly nonce: Uint8Array
}

/** A TimeStampReq that asks for the authority's certificate (RFC 3161 section 2.4.1). */
export function createTimestampRequest({ digest, nonce }: CreateTimestampRequestOptions): Uint8Array {
  const imprint = sequence(sequence(objectIdentifier(digestOids['SHA-256'])), octetString(digest))
  return sequence(integer(1), imprint, integer(nonce), booleanTrue())
}

/**
 * Reads a TimeStampReq, as an authority does.
 * @throws SignatureError `timestamp-malformed`
 */
export function parseTimestampRequest(der: Uint8Array): TimestampRequest {
  try {
    const [version, imprint, ...rest] = children(expectTag(readDer(der), 0x30))
    if (readSmallInteger(expectTag(version, 0x02)) !== 1) throw new SignatureError('timestamp-malformed', { why: 'version' })
    const nonce = rest.find(({ tag }) => tag === 0x02)
    const certificateRequested = rest.find(({ tag }) => tag === 0x01)
    return {
      ...readImprint(imprint),
      nonce: nonce ? readInteger(nonce) : null,
      certificateRequested: certificateRequested ? readBoolean(certificateRequested) : false,
    }
  } catch (cause) {
    if (cause instanceof SignatureError && cause.code === 'der-malformed') throw new SignatureError('timestamp-malformed', cause.details, { cause })
    throw cause
  }
}

/** MessageImprint, shared by request and TSTInfo. */
export function readImprint(node: DerNode | undefined): { readonly digestAlgorithm: DigestAlgorithm; readonly digest: Uint8Array } {
  const [identifier, hashed] = children(expectTag(node, 0x30))
  const digestAlgorithm = digestByOid(readOid(expectTag(children(expectTag(identifier, 0x30))[0], 0x06)))
  if (!digestAlgorithm) throw new SignatureError('timestamp-malformed', { why: 'imprint algorithm' })
  return { digestAlgorithm, digest: expectTag(hashed, 0x04).value }
}

