/**
 * SHA-1, for names that know no other digest: certificate identifiers of RFC 2634, certificates and responders of OCSP (RFC 6960), and the keys
 * of /VRI (ISO 32000-2 section 12.8.4.4). Nothing is signed or trusted by it, and it is in no registry.
 */
export async function legacySha1({ data, crypto = globalThis.crypto }: { readonly data: Uint8Array; readonly crypto?: Crypto }): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-1', data as BufferSource))
}
