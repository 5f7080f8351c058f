/** Small, quick, and the same for the same seed (mulberry32). @param {number} seed */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Numbers and words that parsers trip over. */
const tokens = ['0', '-1', '65536', '4294967295', '9007199254740993', '99999999999999999999', '<<', '>>', '[', ']', '(', ')', '<', '>', '/', '%', ' R', ' obj', 'endobj', 'stream\n', 'endstream', 'xref', 'trailer', 'startxref', '/Prev ', '/Length ', '%%EOF', '\0', '\x80', '\xff', '\x30\x80', '\x30\x84\xff\xff\xff\xff'].map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0)))

/** A copy with one to four changes: an octet, a bit, a token put over or between, a piece cut out, doubled or moved. @param {Uint8Array} sample @param {() => number} random */
export function mutate(sample, random) {
  let bytes = Uint8Array.from(sample)
  const below = (limit) => Math.floor(random() * limit)
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(bytes.length + 1)
    const length = Math.min(bytes.length - at, 1 + below(random() < 0.8 ? 8 : 400))
    const piece = bytes.subarray(at, at + length)
    const token = tokens[below(tokens.length)]
    const kind = below(7)
    if (kind === 0 && at < bytes.length) bytes[at] = below(256)
    else if (kind === 1 && at < bytes.length) bytes[at] ^= 1 << below(8)
    else if (kind === 2) bytes.set(token.subarray(0, bytes.length - at), at)
    else if (kind === 3) bytes = join(bytes.subarray(0, at), token, bytes.subarray(at))
    else if (kind === 4) bytes = join(bytes.subarray(0, at), bytes.subarray(at + length))
    else if (kind === 5) bytes = join(bytes.subarray(0, at), piece, bytes.subarray(at))
    else bytes.set(piece.slice(0, bytes.length - Math.min(at, bytes.length)), below(Math.max(1, bytes.length - length)))
  }
  return bytes
}

function join(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
