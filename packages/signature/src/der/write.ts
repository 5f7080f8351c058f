/** Tag, minimal definite length, contents. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = lengthOf(contents)
  const result = headerOf(tag, length, length)
  let offset = result.length - length
  for (const content of contents) {
    result.set(content, offset)
    offset += content.length
  }
  return result
}

/** The same in pieces, for what would otherwise be copied at each level: join them in the end. */
export function nest(tag: number, contents: readonly Uint8Array[]): Uint8Array[] {
  return [headerOf(tag, lengthOf(contents), 0), ...contents]
}

function lengthOf(contents: readonly Uint8Array[]): number {
  let length = 0
  for (const content of contents) length += content.length
  return length
}

/** Tag and length, with room for so many octets behind them. */
function headerOf(tag: number, length: number, room: number): Uint8Array {
  let octets = 0
  if (length >= 0x80) for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets++
  const result = new Uint8Array(2 + octets + room)
  result[0] = tag
  result[1] = octets === 0 ? length : 0x80 | octets
  for (let i = octets, rest = length; i > 0; i--, rest = Math.floor(rest / 256)) result[1 + i] = rest % 256
  return result
}

/** A SEQUENCE of elements that are DER already, in the order given (X.690 section 8.9). */
export const sequence = (...contents: readonly Uint8Array[]): Uint8Array => element(0x30, ...contents)
/** An OCTET STRING of these octets (X.690 section 8.7). */
export const octetString = (value: Uint8Array): Uint8Array => element(0x04, value)
export const nullValue = (): Uint8Array => Uint8Array.of(0x05, 0x00)
export const utf8String = (text: string): Uint8Array => element(0x0c, new TextEncoder().encode(text))
/** A bit string whose bits fill whole octets. */
export const bitString = (value: Uint8Array): Uint8Array => element(0x03, Uint8Array.of(0), value)
export const booleanTrue = (): Uint8Array => Uint8Array.of(0x01, 0x01, 0xff)

/** An INTEGER from a small number or from unsigned big-endian bytes. */
export function integer(value: number | Uint8Array): Uint8Array {
  const bytes = typeof value === 'number' ? numberBytes(value) : value
  let skip = 0
  while (skip < bytes.length - 1 && bytes[skip] === 0) skip++
  const kept = bytes.subarray(skip)
  // An octet of zeros where the first bit would say negative, or where there is nothing.
  const length = kept.length + ((kept[0] ?? 0x80) >> 7)
  const result = headerOf(0x02, length, length)
  result.set(kept, result.length - kept.length)
  return result
}

function numberBytes(value: number): Uint8Array {
  const octets: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return new Uint8Array(octets.length > 0 ? octets : [0])
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Uint8Array {
  const octets: number[] = []
  let arc = 0
  let root = -1
  for (let i = 0; i <= dotted.length; i++) {
    if (i < dotted.length && dotted[i] !== '.') {
      arc = arc * 10 + dotted.charCodeAt(i) - 0x30
      continue
    }
    // X.690 section 8.19.4: the first two arcs share a number.
    if (root < 0) root = arc
    else pushArc(octets, octets.length === 0 ? root * 40 + arc : arc)
    arc = 0
  }
  return element(0x06, new Uint8Array(octets))
}

function pushArc(octets: number[], arc: number): void {
  let unit = 1
  while (arc >= unit * 128) unit *= 128
  for (; unit > 1; unit /= 128) octets.push((Math.floor(arc / unit) & 0x7f) | 0x80)
  octets.push(arc & 0x7f)
}

/** SET OF in DER order (X.690 section 11.6); `tag` 0x31, or a context tag for IMPLICIT sets. */
export function setOf(tag: number, members: readonly Uint8Array[]): Uint8Array {
  return element(tag, ...[...members].sort(compareDer))
}

/** The order of X.690 section 11.6: as octet strings, the shorter one padded with zeros. */
export function compareDer(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** GeneralizedTime to the second, UTC (RFC 3161 section 2.4.2 without a fraction). */
export function generalizedTime(time: Date): Uint8Array {
  return element(0x18, new TextEncoder().encode(`${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
}
