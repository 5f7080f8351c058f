import { oids } from '../der/oids.js'
import { children, expectTag, readDer } from '../der/read.js'
import { element, sequence, setOf } from '../der/write.js'
import { SignatureError } from '../errors.js'
import { attribute } from './buildSignedAttributes.js'
import { parseSignedData } from './parseSignedData.js'

/**
 * Adds a signature timestamp (EN 319 122-1 section 5.3) to the unsigned attributes of the only signer. Everything else stays as it is.
 * @throws SignatureError `cms-malformed`: not SignedData, or not of one signer
 */
export function addSignatureTimestamp({ cms, token }: { readonly cms: Uint8Array; readonly token: Uint8Array }): Uint8Array {
  if (parseSignedData(cms).signerInfos.length !== 1) throw new SignatureError('cms-malformed', { why: 'not one signer' })
  const [type, wrapped] = children(expectTag(readDer(cms), 0x30))
  const fields = children(expectTag(children(expectTag(wrapped, 0xa0))[0], 0x30))
  const signerInfos = fields.pop()
  const parts = children(expectTag(children(expectTag(signerInfos, 0x31))[0], 0x30))
  const unsigned = parts.at(-1)?.tag === 0xa1 ? children(parts.pop()!).map(({ raw }) => raw) : []
  const signerInfo = sequence(...parts.map(({ raw }) => raw), setOf(0xa1, [...unsigned, attribute(oids.signatureTimeStampToken, token)]))
  return sequence(type!.raw, element(0xa0, sequence(...fields.map(({ raw }) => raw), setOf(0x31, [signerInfo]))))
}
