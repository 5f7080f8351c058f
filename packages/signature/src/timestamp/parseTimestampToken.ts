import type { DigestAlgorithm } from '../crypto/algorithms.js'
import { parseSignedData, type SignedData } from '../cms/parseSignedData.js'
import { oids } from '../der/oids.js'
import { children, expectTag, readDer } from '../der/read.js'
import { readInteger, readOid, readTime } from '../der/values.js'
import { SignatureError } from '../errors.js'
import { readImprint } from './request.js'

/** A timestamp token as plain data; nothing in it is verified. */
export interface TimestampToken {
  readonly signedData: SignedData
  readonly policy: string
  readonly digestAlgorithm: DigestAlgorithm
  /** The imprint. */
  readonly digest: Uint8Array
  readonly generationTime: Date
  readonly nonce: Uint8Array | null
}

/**
 * Reads a token: ContentInfo with SignedData over a TSTInfo (RFC 3161 section 2.4.2).
 * @throws SignatureError `timestamp-malformed`
 */
export function parseTimestampToken(der: Uint8Array): TimestampToken {
  try {
    const signedData = parseSignedData(der)
    if (signedData.contentType !== oids.tstInfo || !signedData.content) throw new SignatureError('timestamp-malformed', { why: 'content type' })
    const [, policy, imprint, , generationTime, ...rest] = children(expectTag(readDer(signedData.content), 0x30))
    const nonce = rest.find(({ tag }) => tag === 0x02)
    return {
      signedData,
      policy: readOid(expectTag(policy, 0x06)),
      ...readImprint(imprint),
      generationTime: readTime(expectTag(generationTime, 0x18)),
      nonce: nonce ? readInteger(nonce) : null,
    }
  } catch (cause) {
    if (cause instanceof SignatureError && cause.code !== 'timestamp-malformed') throw new SignatureError('timestamp-malformed', cause.details, { cause })
    throw cause
  }
}
