const endOfData = 128
const longestRun = 128

/** RunLengthDecode's form (ISO 32000-2 section 7.4.5): a run as 257 minus its length and the octet, others as their count less one and themselves. */
export function runLengthEncode(data: Uint8Array): Uint8Array {
  const encoded: number[] = []
  let position = 0
  while (position < data.length) {
    const run = runAt(data, position)
    if (run > 1) {
      encoded.push(257 - run, data[position]!)
      position += run
      continue
    }
    const start = position
    // A run of two inside literals costs as much as it saves; three begin a run of their own.
    while (position < data.length && position - start < longestRun && runAt(data, position) < 3) position++
    encoded.push(position - start - 1, ...data.subarray(start, position))
  }
  encoded.push(endOfData)
  return Uint8Array.from(encoded)
}

function runAt(data: Uint8Array, position: number): number {
  let length = 1
  while (length < longestRun && data[position + length] === data[position]) length++
  return length
}
