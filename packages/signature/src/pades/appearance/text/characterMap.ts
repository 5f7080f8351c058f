import { invalidAppearance } from '../appearance.js'

/**
 * The glyph of each character, 0 for none, from a font's `cmap`: the subtable of all characters (format 12), or else the one of those below U+10000 (format 4).
 * @throws SignatureError `appearance-invalid`, RangeError when it points beyond the table
 */
export function readCharacterMap(cmap: DataView): (codePoint: number) => number {
  const offsets = Array.from({ length: cmap.getUint16(2) }, (_, index) => 4 + 8 * index).flatMap((at) => (isUnicode(cmap.getUint16(at), cmap.getUint16(at + 2)) ? [cmap.getUint32(at + 4)] : []))
  const [whole] = offsets.filter((offset) => cmap.getUint16(offset) === 12)
  const [basic] = offsets.filter((offset) => cmap.getUint16(offset) === 4)
  if (whole !== undefined) return (codePoint) => inGroups(cmap, whole, codePoint)
  if (basic !== undefined) return (codePoint) => inSegments(cmap, basic, codePoint)
  throw invalidAppearance('font')
}

/** Platform and encoding. The encoding 5 of platform 0 is for variation sequences. */
function isUnicode(platform: number, encoding: number): boolean {
  return platform === 0 ? encoding !== 5 : platform === 3 && (encoding === 1 || encoding === 10)
}

function inGroups(cmap: DataView, offset: number, codePoint: number): number {
  const count = cmap.getUint32(offset + 12)
  for (let at = offset + 16; at < offset + 16 + 12 * count; at += 12) {
    const first = cmap.getUint32(at)
    if (codePoint >= first && codePoint <= cmap.getUint32(at + 4)) return cmap.getUint32(at + 8) + codePoint - first
  }
  return 0
}

function inSegments(cmap: DataView, offset: number, codePoint: number): number {
  const double = cmap.getUint16(offset + 6)
  // Four arrays of one number a segment: last characters, two octets, first characters, differences, distances to glyphs.
  for (let end = offset + 14; end < offset + 14 + double; end += 2) {
    if (codePoint > cmap.getUint16(end)) continue
    const [first, difference, distance] = [end + double + 2, end + 2 * double + 2, end + 3 * double + 2]
    if (codePoint < cmap.getUint16(first)) return 0
    const glyph = cmap.getUint16(distance) === 0 ? codePoint : cmap.getUint16(distance + cmap.getUint16(distance) + 2 * (codePoint - cmap.getUint16(first)))
    return glyph === 0 ? 0 : (glyph + cmap.getUint16(difference)) & 0xffff
  }
  return 0
}
