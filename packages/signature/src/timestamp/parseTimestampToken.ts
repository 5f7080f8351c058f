import type { DigestAlgorithm } from '../crypto/registry/algorithms.js'
import { parseSignedData, type SignedData } from '../cms/parseSignedData.js'
import { oids } from '../der/oids.js'
import { children, expectTag, readDer } from '../der/read.js'
import { readInteger, readOid, readSmallInteger, readTime } from '../der/values.js'
import { SignatureError } from '../errors.js'
import { malformedAs } from '../malformedAs.js'
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
  return malformedAs('timestamp-malformed', () => {
    const signedData = parseSignedData(der)
    if (signedData.contentType !== oids.tstInfo || !signedData.content) throw new SignatureError('timestamp-malformed', { why: 'content type' })
    const [version, policy, imprint, serialNumber, generationTime, ...rest] = children(expectTag(readDer(signedData.content), 0x30))
    if (readSmallInteger(expectTag(version, 0x02)) !== 1) throw new SignatureError('timestamp-malformed', { why: 'version' })
    readInteger(expectTag(serialNumber, 0x02))
    // None is known that would have to be understood.
    const extensions = rest.find(({ tag }) => tag === 0xa1)
    if (extensions && children(extensions).some((extension) => children(extension)[1]?.tag === 0x01)) throw new SignatureError('timestamp-malformed', { why: 'critical extension' })
    const nonce = rest.find(({ tag }) => tag === 0x02)
    return {
      signedData,
      policy: readOid(expectTag(policy, 0x06)),
      ...readImprint(imprint),
      generationTime: readTime(expectTag(generationTime, 0x18)),
      nonce: nonce ? readInteger(nonce) : null,
    }
  })
}
