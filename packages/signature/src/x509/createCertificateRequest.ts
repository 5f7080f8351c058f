import type { SigningKey } from '../crypto/createSigningKey.js'
import { signWithKey } from '../crypto/signWithKey.js'
import { oids } from '../der/oids.js'
import { bitString, element, integer, objectIdentifier, sequence } from '../der/write.js'
import { writeCommonName } from './name.js'

/** The key that is to be certified, and the name to ask for. */
export interface CreateCertificateRequestOptions {
  readonly key: SigningKey
  /** The authority decides the subject; this one is for the reader of logs. */
  readonly commonName: string
  readonly crypto?: typeof globalThis.crypto
}

/** A PKCS #10 certificate request, DER, signed with ES256 (RFC 2986 section 4). */
export async function createCertificateRequest({ key, commonName, crypto = globalThis.crypto }: CreateCertificateRequestOptions): Promise<Uint8Array> {
  const info = sequence(integer(0), writeCommonName(commonName), key.spki, element(0xa0))
  const signature = await signWithKey({ key: key.privateKey, data: info, crypto })
  return sequence(info, sequence(objectIdentifier(oids.ecdsaSha256)), bitString(signature))
}
