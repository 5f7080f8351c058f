/** Wraps data keys with a key that this process never sees: a KMS or an HSM. Destroying a wrapped key erases what it encrypts. */
export interface KeyVault {
  wrap(key: Uint8Array): Promise<Uint8Array>
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>
}
