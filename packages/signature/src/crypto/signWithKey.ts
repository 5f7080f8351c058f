import { p1363ToDer } from './ecdsaForm.js'

export interface SignWithKeyOptions {
  /** A P-256 private key. */
  readonly key: CryptoKey
  readonly data: Uint8Array
  readonly crypto?: Crypto
}

/** ES256 over the data, as the DER ECDSA-Sig-Value that CMS and PKCS #10 carry. */
export async function signWithKey({ key, data, crypto = globalThis.crypto }: SignWithKeyOptions): Promise<Uint8Array> {
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, data as BufferSource)
  return p1363ToDer(new Uint8Array(signature))
}
