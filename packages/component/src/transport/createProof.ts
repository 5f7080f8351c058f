import { base64url, sha256, utf8 } from './encoding.js'

export interface CreateProofOptions {
  readonly key: CryptoKeyPair
  readonly method: string
  readonly url: string
  readonly token: string | null
  /** Server time, milliseconds since 1970: old phones have wrong clocks. */
  readonly now: number
}

/** A DPoP proof for one request (RFC 9449 section 4.2). */
export async function createProof({ key, method, url, token, now }: CreateProofOptions): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey)
  const ath = token === null ? {} : { ath: base64url(await sha256(utf8(token))) }
  const payload = { htm: method, htu: url, iat: Math.floor(now / 1000), jti: base64url(crypto.getRandomValues(new Uint8Array(16))), ...ath }
  const encode = (value: unknown): string => base64url(utf8(JSON.stringify(value)))
  const signed = `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })}.${encode(payload)}`
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, utf8(signed) as BufferSource)
  return `${signed}.${base64url(new Uint8Array(signature))}`
}

export function createProofKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
}
