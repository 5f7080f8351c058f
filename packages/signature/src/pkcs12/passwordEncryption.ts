import { decryptWithPassword } from '../crypto/keys/decryptWithPassword.js'
import { children, expectTag, type DerNode } from '../der/read.js'
import { readOid, readSmallInteger } from '../der/values.js'
import { SignatureError } from '../errors.js'
import { pkcs12Oids } from './oids.js'

/** More would only keep the machine busy, and the MAC's are not the platform's own loop: OpenSSL takes 2048, the most careful some hundred thousand. */
export const mostIterations = 2_000_000

export const unsupported = (why: string): SignatureError => new SignatureError('pkcs12-unsupported', { why })

export interface DecryptOptions {
  /** AlgorithmIdentifier. */
  readonly algorithm: DerNode | undefined
  readonly encrypted: Uint8Array
  readonly password: string
  readonly crypto: Crypto
}

/**
 * Undoes PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC (RFC 8018 sections 6.2 and A.2), which OpenSSL 3 and today's other tools write.
 * @throws SignatureError `pkcs12-unsupported` for anything else, `pkcs12-password`
 */
export async function decrypt({ algorithm, encrypted, password, crypto }: DecryptOptions): Promise<Uint8Array> {
  const [scheme, parameters] = children(expectTag(algorithm, 0x30))
  if (readOid(expectTag(scheme, 0x06)) !== pkcs12Oids.pbes2) throw unsupported('an encryption older than PBES2')
  const [derivation, encryption] = children(expectTag(parameters, 0x30))
  const [pbkdf2, derivationParameters] = children(expectTag(derivation, 0x30))
  if (readOid(expectTag(pbkdf2, 0x06)) !== pkcs12Oids.pbkdf2) throw unsupported('key derivation')
  const [salt, iterationCount, ...rest] = children(expectTag(derivationParameters, 0x30))
  const iterations = readSmallInteger(expectTag(iterationCount, 0x02))
  if (iterations < 1 || iterations > mostIterations) throw unsupported('iterations')
  // keyLength is optional. prf is not: its default is HMAC-SHA-1.
  const keyLength = rest[0]?.tag === 0x02 ? readSmallInteger(rest.shift()!) : 32
  const prf = rest[0]?.tag === 0x30 ? readOid(expectTag(children(rest[0])[0], 0x06)) : ''
  if (prf !== pkcs12Oids.hmacSha256 || keyLength !== 32 || rest.length !== 1) throw unsupported('key derivation')
  const [cipher, iv] = children(expectTag(encryption, 0x30))
  if (readOid(expectTag(cipher, 0x06)) !== pkcs12Oids.aes256Cbc) throw unsupported('cipher')
  const decrypted = await decryptWithPassword({ password, salt: expectTag(salt, 0x04).value, iterations, iv: expectTag(iv, 0x04).value, encrypted, crypto })
  if (!decrypted) throw new SignatureError('pkcs12-password')
  return decrypted
}
