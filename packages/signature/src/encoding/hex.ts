const hexDigits = '0123456789abcdef'

/** Hexadecimal digits as octets, put into `target`. */
export function writeHex(bytes: Uint8Array, target: Uint8Array, offset: number): void {
  let at = offset
  for (let i = 0; i < bytes.length; i++) {
    target[at++] = hexDigit(bytes[i]! >> 4)
    target[at++] = hexDigit(bytes[i]! & 15)
  }
}

/** 0 to 9, then a to f; without a branch, which nobody could foretell. */
const hexDigit = (value: number): number => value + 0x30 + (((9 - value) >> 31) & 0x27)

/** Two lower-case hexadecimal digits an octet. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const octet of bytes) hex += hexDigits[octet >> 4]! + hexDigits[octet & 15]!
  return hex
}
