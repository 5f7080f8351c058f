/** One character an octet. For the few of a word putting them together is quicker than passing them as arguments; for more it is not. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > 16) return String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[])
  let text = ''
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!)
  return text
}
