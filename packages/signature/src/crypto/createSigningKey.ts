/** A CryptoKey, by way of the global that Node's types and the browsers' both have: neither knows the other's name for it. */
export type PrivateKey = Parameters<typeof globalThis.crypto.subtle.sign>[1]

/** A key pair made for one contract, thrown away afterwards. */
export interface SigningKey {
  /** ECDSA P-256, usable for signing, never to be exported. */
  readonly privateKey: PrivateKey
  /** SubjectPublicKeyInfo, DER (RFC 5480). */
  readonly spki: Uint8Array<ArrayBuffer>
}

/** Makes a P-256 key pair whose private half cannot leave this process or browser. */
export async function createSigningKey({ crypto = globalThis.crypto }: { readonly crypto?: typeof globalThis.crypto } = {}): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  return { privateKey: pair.privateKey, spki: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)) }
}
