/** Whether an HMAC-SHA-256 (RFC 2104) is that of some data. */
export async function verifyHmac({ key, mac, data, crypto }: { readonly key: Uint8Array; readonly mac: Uint8Array; readonly data: Uint8Array; readonly crypto: Crypto }): Promise<boolean> {
  const imported = await crypto.subtle.importKey('raw', key as BufferSource, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  return crypto.subtle.verify('HMAC', imported, mac as BufferSource, data as BufferSource)
}
