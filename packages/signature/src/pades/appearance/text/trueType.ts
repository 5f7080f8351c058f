import { invalidAppearance } from '../appearance.js'
import { readCharacterMap } from './characterMap.js'

/** What of a TrueType font a PDF has to say beside its program. */
export interface TrueType {
  readonly unitsPerEm: number
  /** Around all glyphs, and how far they reach up and down from the base line, in font units. */
  readonly boundingBox: readonly [number, number, number, number]
  readonly ascent: number
  readonly descent: number
  /** The glyph of a character, 0 when it has none.
   * @throws SignatureError `appearance-invalid` when the font's map is not sound there */
  readonly glyphOf: (codePoint: number) => number
  /** In font units. */
  readonly advanceOf: (glyph: number) => number
  readonly hasOutline: (glyph: number) => boolean
}

/** What glyphs look like and how wide they are, and what says whose font it is. No instructions, no layout, no pictures, no colours. */
const known: ReadonlySet<string> = new Set(['OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post'])
const needed = ['cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'] as const

/**
 * Reads a TrueType font (OpenType 1.9, TrueType outlines): a file of known tables, one behind the other and nothing between, that agree with one another.
 * @throws SignatureError `appearance-invalid`
 */
export function readTrueType(file: Uint8Array): TrueType {
  return withinTables(() => read(file))
}

/** A number that points beyond its table is a RangeError of DataView. */
function withinTables<T>(look: () => T): T {
  try {
    return look()
  } catch (cause) {
    if (cause instanceof RangeError) throw invalidAppearance('font')
    throw cause
  }
}

function read(file: Uint8Array): TrueType {
  const tables = tablesOf(file)
  const table = (tag: (typeof needed)[number]): DataView => tables.get(tag)!
  const [head, hhea, maxp, hmtx, loca] = [table('head'), table('hhea'), table('maxp'), table('hmtx'), table('loca')]
  const [unitsPerEm, locaFormat] = [head.getUint16(18), head.getInt16(50)]
  const [glyphs, metrics] = [maxp.getUint16(4), hhea.getUint16(34)]
  const isSound =
    head.getUint32(12) === 0x5f0f3cf5 && unitsPerEm >= 16 && unitsPerEm <= 16_384 && (locaFormat === 0 || locaFormat === 1) &&
    metrics > 0 && metrics <= glyphs && hmtx.byteLength === 4 * metrics + 2 * (glyphs - metrics) && loca.byteLength === (glyphs + 1) * (locaFormat === 0 ? 2 : 4)
  if (!isSound) throw invalidAppearance('font')
  const starts = Array.from({ length: glyphs + 1 }, (_, glyph) => (locaFormat === 0 ? 2 * loca.getUint16(2 * glyph) : loca.getUint32(4 * glyph)))
  if (starts.some((start, glyph) => start > (starts[glyph + 1] ?? table('glyf').byteLength))) throw invalidAppearance('font')
  const map = readCharacterMap(table('cmap'))
  return {
    unitsPerEm,
    boundingBox: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    glyphOf: (codePoint) => {
      const glyph = withinTables(() => map(codePoint))
      return glyph < glyphs ? glyph : 0
    },
    advanceOf: (glyph) => hmtx.getUint16(4 * Math.min(glyph, metrics - 1)),
    // An outline of no contours draws nothing.
    hasOutline: (glyph) => starts[glyph + 1]! > starts[glyph]! && withinTables(() => table('glyf').getInt16(starts[glyph]!)) !== 0,
  }
}

function tablesOf(file: Uint8Array): ReadonlyMap<string, DataView> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (view.getUint32(0) !== 0x00010000) throw invalidAppearance('font')
  const count = view.getUint16(4)
  const records = Array.from({ length: count }, (_, index) => {
    const at = 12 + 16 * index
    return { tag: String.fromCharCode(...file.subarray(at, at + 4)), offset: view.getUint32(at + 8), length: view.getUint32(at + 12) }
  })
  const tables = new Map<string, DataView>()
  let end = 12 + 16 * count
  for (const { tag, offset, length } of records.sort((one, other) => one.offset - other.offset)) {
    if (!known.has(tag) || tables.has(tag) || offset !== end) throw invalidAppearance('font')
    tables.set(tag, new DataView(view.buffer, view.byteOffset + offset, length))
    end = offset + Math.ceil(length / 4) * 4
    if (file.subarray(offset + length, end).some((octet) => octet !== 0)) throw invalidAppearance('font')
  }
  if (file.length > end || file.length < end - 3 || !needed.every((tag) => tables.has(tag))) throw invalidAppearance('font')
  return tables
}
