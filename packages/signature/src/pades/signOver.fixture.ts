import { assembleSignedData } from '../cms/assembleSignedData.js'
import { buildSignedAttributes } from '../cms/buildSignedAttributes.js'
import { digest } from '../crypto/hashing/digest.js'
import { concatBytes } from '../der/bytes.js'
import { toHex } from '../encoding/hex.js'
import { latin1 } from '../pdf/syntax/write.js'
import type { TestPki } from './pki.fixture.js'
import { joinPrepared } from './signing/joinPrepared.js'
import { prepareSignature } from './signing/prepareSignature.js'

export const signingTime = new Date('2026-11-20T02:42:18Z')

/** A prepared file that waits for its signature: what is to be changed before an otherwise honest signer signs it. */
export interface Unsigned {
  readonly file: Uint8Array<ArrayBuffer>
  /** Parts that are covered, as begin and length in turn. */
  readonly range: readonly number[]
  /** Of the `<` of /Contents. */
  readonly contentsAt: number
}

export interface SignOverOptions {
  readonly pki: TestPki
  readonly base: Uint8Array
  readonly field?: string
  readonly contentsSize?: number
  /** What a dishonest or careless author does between preparing and signing. */
  readonly change?: (unsigned: Unsigned) => Unsigned
  /** Another CMS than the usual one, from what it should be made of. */
  readonly build?: (parts: { readonly signedAttributes: Uint8Array; readonly certificates: readonly Uint8Array[] }) => Promise<Uint8Array>
}

/** Signs whatever it is given, over whatever range it is told: the signature holds, and the file need not be sound. */
export async function signOver({ pki, base, field = 'borrower', contentsSize = 16_384, change = (unsigned) => unsigned, build }: SignOverOptions): Promise<Uint8Array> {
  const prepared = await prepareSignature({ base, field, signerName: '周禾田', signingTime, contentsSize })
  const unsigned = change({ file: joinPrepared({ base, prepared }), range: prepared.byteRange, contentsAt: prepared.contentsOffset })
  const file = Uint8Array.from(unsigned.file)
  const at = text(file).lastIndexOf('/ByteRange[') + '/ByteRange'.length
  file.set(latin1(`[${unsigned.range.join(' ')}]`.padEnd(36)), at)
  const parts = Array.from({ length: unsigned.range.length / 2 }, (_, i) => file.subarray(unsigned.range[2 * i]!, unsigned.range[2 * i]! + unsigned.range[2 * i + 1]!))
  const { certificates } = pki.signer
  const signedAttributes = await buildSignedAttributes({ messageDigest: await digest({ algorithm: 'SHA-256', data: concatBytes(parts) }), certificate: certificates[0]! })
  const usual = async (): Promise<Uint8Array> => assembleSignedData({ signedAttributes, signature: await pki.signer.sign(signedAttributes), algorithm: 'ES256', certificates })
  const cms = build ? await build({ signedAttributes, certificates }) : await usual()
  file.set(latin1(toHex(cms)), unsigned.contentsAt + 1)
  return file
}

/** Bytes as text, one character an octet. */
export function text(bytes: Uint8Array): string {
  let result = ''
  for (let at = 0; at < bytes.length; at += 8192) result += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return result
}
