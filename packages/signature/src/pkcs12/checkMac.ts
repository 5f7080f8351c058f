import { createHash } from '../crypto/hashing/hash.js'
import { verifyHmac } from '../crypto/keys/verifyHmac.js'
import { concatBytes } from '../der/bytes.js'
import { oids } from '../der/oids.js'
import { children, expectTag, type DerNode } from '../der/read.js'
import { readOid, readSmallInteger } from '../der/values.js'
import { SignatureError } from '../errors.js'
import { mostIterations, unsupported } from './passwordEncryption.js'

/** Octets of a SHA-256 block. */
const block = 64

/**
 * Checks MacData over the authenticated safe: HMAC-SHA-256 with a key derived as RFC 7292 appendix B says. It tells a wrong password and a changed file.
 * @throws SignatureError `pkcs12-unsupported` without it or with another digest, `pkcs12-password`
 */
export async function checkMac({ macData, content, password, crypto }: { readonly macData: DerNode | undefined; readonly content: Uint8Array; readonly password: string; readonly crypto: Crypto }): Promise<void> {
  if (!macData) throw unsupported('no MAC')
  const [mac, salt, iterationCount, more] = children(expectTag(macData, 0x30))
  const [algorithm, value, moreOfMac] = children(expectTag(mac, 0x30))
  const [digest, parameters] = children(expectTag(algorithm, 0x30))
  if (readOid(expectTag(digest, 0x06)) !== oids.sha256) throw unsupported('MAC')
  if (more || moreOfMac || (parameters && expectTag(parameters, 0x05).value.length > 0)) throw new SignatureError('pkcs12-malformed', { why: 'MAC' })
  const iterations = iterationCount ? readSmallInteger(iterationCount) : 1
  if (iterations < 1 || iterations > mostIterations) throw unsupported('iterations')
  const derived = await deriveMacKey({ password, salt: expectTag(salt, 0x04).value, iterations, crypto })
  const holds = await verifyHmac({ key: derived, mac: expectTag(value, 0x04).value, data: content, crypto })
  if (!holds) throw new SignatureError('pkcs12-password')
}

/** Appendix B.2 with ID 3. A SHA-256 key for HMAC is as long as one digest, so one round of its outer loop does. */
async function deriveMacKey({ password, salt, iterations, crypto }: { readonly password: string; readonly salt: Uint8Array; readonly iterations: number; readonly crypto: Crypto }): Promise<Uint8Array<ArrayBuffer>> {
  let key: Uint8Array<ArrayBuffer> = concatBytes([new Uint8Array(block).fill(3), filled(salt), filled(bmpString(password))])
  for (let i = 0; i < iterations; i++) {
    const hash = createHash('SHA-256', crypto)
    hash.update(key)
    key = await hash.digest()
  }
  return key
}

/** Repeated to a multiple of the block; nothing stays nothing. */
function filled(bytes: Uint8Array): Uint8Array {
  const length = Math.ceil(bytes.length / block) * block
  return Uint8Array.from({ length }, (_, i) => bytes[i % bytes.length]!)
}

/** Appendix B.1: UTF-16 big-endian, with a zero at the end. */
function bmpString(text: string): Uint8Array {
  const units = [...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)), 0]
  return Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 255]))
}
