/**
 * SHA-1, for one thing alone: to compare the certificate identifiers of RFC 2634, which know no other digest. Nothing is signed or trusted by it,
 * and it is in no registry.
 */
export async function legacySha1({ data, crypto = globalThis.crypto }: { readonly data: Uint8Array; readonly crypto?: Crypto }): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-1', data as BufferSource))
}
