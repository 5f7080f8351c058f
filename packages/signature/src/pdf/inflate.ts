import { malformed } from './malformed.js'

/** Which symbol begins with so many bits, as `symbol << 4 | length of its code`; 0 for none. Bits in the order in which they are read. */
interface Code {
  readonly bits: number
  readonly table: Uint16Array
}

/** RFC 1951 section 3.2.7: the order in which the lengths of the code of lengths stand. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const longestMatch = 258

/**
 * Undoes deflate (RFC 1951). Sound data only: of what zlib refuses, other decoders make one thing or another. What follows the last block is not looked at.
 * @param check told how long the output is before more room is made for it, and at the end; throws, or says how long it may become
 * @throws SignatureError `pdf-malformed`, and what `check` does
 */
export function inflate(bytes: Uint8Array, start: number, check: (size: number) => number): Uint8Array {
  let at = start
  /** Bits that were taken from the input and not yet read, the next one lowest. */
  let [held, count] = [0, 0]
  let output = new Uint8Array(Math.min(4 * bytes.length, 1 << 20) + 1024)
  let size = 0

  const fail = (): Error => malformed('deflate')
  const reserve = (more: number): void => {
    if (size + more <= output.length) return
    const larger = new Uint8Array(Math.min(2 * output.length, check(size)) + more)
    larger.set(output)
    output = larger
  }
  const take = (bits: number): number => {
    for (; count < bits; count += 8) {
      if (at >= bytes.length) throw fail()
      held |= bytes[at++]! << count
    }
    const value = held & ((1 << bits) - 1)
    held >>>= bits
    count -= bits
    return value
  }
  const symbolOf = ({ bits, table }: Code): number => {
    for (; count < bits && at < bytes.length; count += 8) held |= bytes[at++]! << count
    const entry = table[held & ((1 << bits) - 1)]!
    const length = entry & 15
    if (length === 0 || length > count) throw fail()
    held >>>= length
    count -= length
    return entry >> 4
  }

  function stored(): void {
    // What is left of the octet is passed over; whole octets that were taken go back.
    at -= count >> 3
    held = count = 0
    const [length, complement] = [take(16), take(16)]
    if ((length ^ complement) !== 0xffff || at + length > bytes.length) throw fail()
    reserve(length)
    output.set(bytes.subarray(at, (at += length)), size)
    size += length
  }

  function codes(): readonly [Code, Code] {
    const [literals, distances, order] = [take(5) + 257, take(5) + 1, take(4) + 4]
    if (literals > 286 || distances > 30) throw fail()
    const ofLengths = new Uint8Array(19)
    for (let i = 0; i < order; i++) ofLengths[lengthOrder[i]!] = take(3)
    const code = codeOf(ofLengths, true)
    const lengths = new Uint8Array(literals + distances)
    for (let i = 0; i < lengths.length; ) {
      const symbol = symbolOf(code)
      if (symbol < 16) lengths[i++] = symbol
      else {
        const times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7)
        if ((symbol === 16 && i === 0) || i + times > lengths.length) throw fail()
        lengths.fill(symbol === 16 ? lengths[i - 1]! : 0, i, (i += times))
      }
    }
    if (lengths[256] === 0) throw fail()
    return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))]
  }

  function compressed([literals, distances]: readonly [Code, Code]): void {
    for (let symbol = symbolOf(literals); symbol !== 256; symbol = symbolOf(literals)) {
      reserve(longestMatch)
      if (symbol < 256) {
        output[size++] = symbol
        continue
      }
      // Section 3.2.5: four lengths for each number of extra bits, two distances.
      const index = symbol - 257
      if (index > 28) throw fail()
      const extra = index < 8 || index === 28 ? 0 : (index >> 2) - 1
      const length = index === 28 ? longestMatch : (index < 4 ? index : (4 + (index & 3)) << extra) + 3 + take(extra)
      const far = symbolOf(distances)
      if (far > 29) throw fail()
      const farExtra = far < 4 ? 0 : (far >> 1) - 1
      const distance = (far < 2 ? far : (2 + (far & 1)) << farExtra) + 1 + take(farExtra)
      if (distance > size) throw fail()
      for (const end = size + length; size < end; size++) output[size] = output[size - distance]!
    }
  }

  for (let isLast = false; !isLast; ) {
    isLast = take(1) === 1
    const type = take(2)
    if (type === 0) stored()
    else if (type === 3) throw fail()
    else compressed(type === 2 ? codes() : fixedCodes())
  }
  check(size)
  return output.slice(0, size)
}

/** Section 3.2.2: of the lengths of its words. It must say something of every sequence of bits, but for a code of one word or none, where `isWhole` does not ask for more. */
function codeOf(lengths: Uint8Array, isWhole = false): Code {
  const counts = new Uint16Array(16)
  for (const length of lengths) counts[length]!++
  /** The first word of each length, and how many of all sequences of 15 bits are taken. */
  const next = new Uint16Array(16)
  let [bits, taken] = [0, 0]
  for (let length = 1; length < 16; length++) {
    next[length] = taken >> (15 - length)
    taken += counts[length]! << (15 - length)
    if (counts[length]! > 0) bits = length
  }
  if (taken > 32_768 || (taken < 32_768 && (isWhole || bits > 1))) throw malformed('deflate')
  const table = new Uint16Array(1 << bits)
  lengths.forEach((length, symbol) => {
    if (length === 0) return
    let reversed = 0
    for (let word = next[length]!++, i = 0; i < length; i++, word >>= 1) reversed = (reversed << 1) | (word & 1)
    for (; reversed < table.length; reversed += 1 << length) table[reversed] = (symbol << 4) | length
  })
  return { bits, table }
}

/** Section 3.2.6. */
function fixedCodes(): readonly [Code, Code] {
  return [codeOf(Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))), codeOf(new Uint8Array(32).fill(5))]
}
