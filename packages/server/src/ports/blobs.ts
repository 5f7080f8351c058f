/** Write-once storage of documents. What is stored is encrypted already; the name is the SHA-256 of what is stored. */
export interface Blobs {
  /** Stores bytes under the hexadecimal SHA-256 of them, durably before it resolves. Storing the same again is no error. */
  put(sha256: string, bytes: Uint8Array): Promise<void>
  /** The bytes, or null when there are none. */
  get(sha256: string): Promise<Uint8Array | null>
}
