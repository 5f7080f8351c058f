/** Tag, minimal definite length, contents. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return writeDer(nest(tag, contents))
}

/** An element that is not written yet, so that its contents are copied once and not at each level. */
export interface Nested {
  readonly tag: number
  readonly contents: readonly (Uint8Array | Nested)[]
  /** Octets of the contents. */
  readonly inner: number
  /** Octets in all. */
  readonly length: number
}

export function nest(tag: number, contents: readonly (Uint8Array | Nested)[]): Nested {
  let inner = 0
  for (const { length } of contents) inner += length
  return { tag, contents, inner, length: 2 + lengthOctets(inner) + inner }
}

/** Writes an element with everything in it. */
export function writeDer(nested: Nested): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(nested.length)
  writeAt(result, 0, nested)
  return result
}

function writeAt(target: Uint8Array, offset: number, { tag, contents, inner }: Nested): number {
  let at = writeHeader(target, offset, tag, inner)
  for (const content of contents) {
    if (content instanceof Uint8Array) {
      target.set(content, at)
      at += content.length
    } else at = writeAt(target, at, content)
  }
  return at
}

/** How many octets tell a length, behind the one that says so. */
function lengthOctets(length: number): number {
  let octets = 0
  if (length >= 0x80) for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets++
  return octets
}

function writeHeader(target: Uint8Array, offset: number, tag: number, length: number): number {
  const octets = lengthOctets(length)
  target[offset] = tag
  target[offset + 1] = octets === 0 ? length : 0x80 | octets
  for (let i = octets, rest = length; i > 0; i--, rest = Math.floor(rest / 256)) target[offset + 1 + i] = rest % 256
  return offset + 2 + octets
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
  return (kept[0] ?? 0x80) < 0x80 ? element(0x02, kept) : element(0x02, Uint8Array.of(0), kept)
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
