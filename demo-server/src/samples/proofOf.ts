import { createHash, randomUUID } from 'node:crypto'

export interface ProofOptions {
  readonly method: string
  readonly url: string
  readonly token: string | null
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A proof of possession of a key for one request (RFC 9449). */
export async function proofOf(key: CryptoKeyPair, { method, url, token }: ProofOptions): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey)
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }
  const ath = token === null ? {} : { ath: createHash('sha256').update(token).digest('base64url') }
  const signed = `${encode(header)}.${encode({ htm: method, htu: url, iat: Math.floor(Date.now() / 1000), jti: randomUUID(), ...ath })}`
  return `${signed}.${Buffer.from(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, Buffer.from(signed))).toString('base64url')}`
}
