/** Where some ASCII text stands in bytes. */
export function positionsOf(bytes: Uint8Array, text: string): number[] {
  const first = text.charCodeAt(0)
  const positions: number[] = []
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length++
    if (length === text.length) positions.push(at)
  }
  return positions
}
