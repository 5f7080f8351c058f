/** One array from several, and from text of one octet a character. */
export function concatBytes(parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    if (typeof part === 'string') for (let i = 0; i < part.length; i++) result[offset + i] = part.charCodeAt(i)
    else result.set(part, offset)
    offset += part.length
  }
  return result
}

/** Whether both hold the same octets. Ends at the first difference, so not for comparing secrets. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
