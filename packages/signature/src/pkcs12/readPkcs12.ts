import { aBytes, anObject, aText, checkArguments, optional, type Shape } from '../checkArguments.js'
import { bytesEqual } from '../der/bytes.js'
import { oids } from '../der/oids.js'
import { children, expectTag, readDer, type DerNode } from '../der/read.js'
import { readOid, readSmallInteger } from '../der/values.js'
import { SignatureError } from '../errors.js'
import { checkMac } from './checkMac.js'
import { pkcs12Oids } from './oids.js'
import { decrypt, unsupported } from './passwordEncryption.js'

export interface ReadPkcs12Options {
  /** A PFX, DER (RFC 7292). */
  readonly bytes: Uint8Array
  readonly password: string
  readonly crypto?: typeof globalThis.crypto
}

export const pkcs12Shape: Shape<ReadPkcs12Options> = { bytes: aBytes, password: aText, crypto: optional(anObject) }

export interface Pkcs12 {
  /** PrivateKeyInfo, DER (RFC 5208). Whoever has it overwrites it when it is no longer needed. */
  readonly privateKey: Uint8Array
  /** DER, that of the key first, the others in the order of the file. */
  readonly certificates: readonly Uint8Array[]
}

interface Bag {
  readonly type: string
  readonly value: DerNode
  readonly localKeyId: Uint8Array | null
}

/**
 * Reads a PKCS #12 file with one key, as OpenSSL 3 writes it: PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC, a MAC by SHA-256. The password is checked
 * before anything is decrypted.
 * @throws SignatureError `pkcs12-unsupported` for older algorithms, public-key modes, several keys or none: write it again with `openssl pkcs12 -export`;
 *   `pkcs12-password` for a wrong password or a changed file; `pkcs12-malformed`
 * @throws TypeError for an argument of another kind, and for an option that there is not
 */
export async function readPkcs12(options: ReadPkcs12Options): Promise<Pkcs12> {
  checkArguments('readPkcs12', options, pkcs12Shape)
  const { bytes, password, crypto = globalThis.crypto } = options
  try {
    const [version, authSafe, macData, more] = children(expectTag(readDer(bytes), 0x30))
    if (readSmallInteger(expectTag(version, 0x02)) !== 3 || more) throw malformed('version')
    const content = dataOf(authSafe)
    await checkMac({ macData, content, password, crypto })
    const bags: Bag[] = []
    for (const info of children(expectTag(readDer(content), 0x30))) bags.push(...bagsOf(await safeContents(info, password, crypto)))
    return await assemble(bags, password, crypto)
  } catch (cause) {
    if (cause instanceof SignatureError && !cause.code.startsWith('pkcs12-')) throw new SignatureError('pkcs12-malformed', cause.details, { cause })
    throw cause
  }
}

async function assemble(bags: readonly Bag[], password: string, crypto: typeof globalThis.crypto): Promise<Pkcs12> {
  const keys = bags.filter(({ type }) => type === pkcs12Oids.shroudedKeyBag)
  const [key] = keys
  if (!key || keys.length > 1) throw unsupported('not one encrypted key')
  const certificates = bags.filter(({ type }) => type === pkcs12Oids.certificateBag)
  const own = certificates.find(({ localKeyId }) => localKeyId !== null && key.localKeyId !== null && bytesEqual(localKeyId, key.localKeyId))
  if (!own) throw unsupported('no certificate belongs to the key')
  const [algorithm, encrypted] = children(expectTag(key.value, 0x30))
  return {
    privateKey: await decrypt({ algorithm, encrypted: expectTag(encrypted, 0x04).value, password, crypto }),
    certificates: [own, ...certificates.filter((bag) => bag !== own)].map(certificateOf),
  }
}

/** ContentInfo of id-data: an OCTET STRING. */
function dataOf(info: DerNode | undefined): Uint8Array {
  const [type, wrapped] = children(expectTag(info, 0x30))
  if (readOid(expectTag(type, 0x06)) !== oids.data) throw unsupported('public-key mode')
  return expectTag(children(expectTag(wrapped, 0xa0))[0], 0x04).value
}

async function safeContents(info: DerNode, password: string, crypto: typeof globalThis.crypto): Promise<Uint8Array> {
  const [type, wrapped] = children(expectTag(info, 0x30))
  if (readOid(expectTag(type, 0x06)) !== pkcs12Oids.encryptedData) return dataOf(info)
  const [version, encryptedInfo] = children(expectTag(children(expectTag(wrapped, 0xa0))[0], 0x30))
  if (readSmallInteger(expectTag(version, 0x02)) !== 0) throw malformed('EncryptedData')
  const [, algorithm, encrypted] = children(expectTag(encryptedInfo, 0x30))
  return decrypt({ algorithm, encrypted: expectTag(encrypted, 0x80).value, password, crypto })
}

function bagsOf(contents: Uint8Array): Bag[] {
  return children(expectTag(readDer(contents), 0x30)).map((bag) => {
    const [type, wrapped, attributes] = children(expectTag(bag, 0x30))
    return { type: readOid(expectTag(type, 0x06)), value: children(expectTag(wrapped, 0xa0))[0]!, localKeyId: attributes ? localKeyId(attributes) : null }
  })
}

function localKeyId(attributes: DerNode): Uint8Array | null {
  for (const attribute of children(expectTag(attributes, 0x31))) {
    const [type, values] = children(expectTag(attribute, 0x30))
    if (readOid(expectTag(type, 0x06)) === pkcs12Oids.localKeyId) return expectTag(children(expectTag(values, 0x31))[0], 0x04).value
  }
  return null
}

function certificateOf({ value }: Bag): Uint8Array {
  const [type, wrapped] = children(expectTag(value, 0x30))
  if (readOid(expectTag(type, 0x06)) !== pkcs12Oids.x509Certificate) throw unsupported('a certificate of another kind')
  return expectTag(children(expectTag(wrapped, 0xa0))[0], 0x04).value
}

const malformed = (why: string): SignatureError => new SignatureError('pkcs12-malformed', { why })
