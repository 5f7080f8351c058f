export interface DecryptWithPasswordOptions {
  readonly password: string
  readonly salt: Uint8Array
  readonly iterations: number
  /** 16 octets. */
  readonly iv: Uint8Array
  readonly encrypted: Uint8Array
  readonly crypto: Crypto
}

/** AES-256-CBC under a key of PBKDF2 with HMAC-SHA-256 (RFC 8018 section 5.2). Null when the padding tells that the password is not the one. */
export async function decryptWithPassword({ password, salt, iterations, iv, encrypted, crypto }: DecryptWithPasswordOptions): Promise<Uint8Array | null> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey'])
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: salt as BufferSource, iterations }
  const key = await crypto.subtle.deriveKey(derivation, material, { name: 'AES-CBC', length: 256 }, false, ['decrypt'])
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: iv as BufferSource }, key, encrypted as BufferSource))
  } catch {
    return null
  }
}
