import { concatBytes } from '../../../der/bytes.js'

export interface TrueTypeFixtureOptions {
  /** Each has a square for a glyph, 1 and on. */
  readonly characters: string
  /** Those of them whose glyphs are empty; a space unless given. */
  readonly blank?: string
  readonly mapFormat?: 4 | 12
  readonly longOffsets?: boolean
  readonly unitsPerEm?: number
  /** In place of the tables of these names, or besides; null leaves one out. */
  readonly tables?: Readonly<Record<string, Uint8Array | null>>
}

const shorts = (...values: readonly number[]): Uint8Array => new Uint8Array(values.flatMap((value) => [(value >> 8) & 255, value & 255]))
const longs = (...values: readonly number[]): Uint8Array => shorts(...values.flatMap((value) => [Math.floor(value / 65_536), value % 65_536]))

/** A square of half an em: one contour of four points. */
const square = (side: number): Uint8Array =>
  concatBytes([shorts(1, 0, 0, side, side, 3, 0), new Uint8Array([1, 1, 1, 1]), shorts(0, side, 0, -side, 0, 0, side, 0), new Uint8Array(2)])

/** A font of squares, made here. Glyph 0 and a character's glyph n are 500 and 500 + 10 n wide in an em of 1000. */
export function trueTypeFixture({ characters, blank = ' ', mapFormat = 4, longOffsets = false, unitsPerEm = 1000, tables = {} }: TrueTypeFixtureOptions): Uint8Array {
  const shown = [...characters].sort((one, other) => one.codePointAt(0)! - other.codePointAt(0)!)
  const codes = shown.map((character) => character.codePointAt(0)!)
  const outline = square(unitsPerEm / 2)
  const starts = ['.notdef', ...shown].reduce<number[]>((found, character) => [...found, found.at(-1)! + (blank.includes(character) ? 0 : outline.length)], [0])
  const head = concatBytes([longs(0x10000, 0x10000, 0, 0x5f0f3cf5), shorts(0, unitsPerEm), new Uint8Array(16), shorts(0, 0, unitsPerEm / 2, unitsPerEm / 2, 0, 8, 2, longOffsets ? 1 : 0, 0)])
  const all: Record<string, Uint8Array | null> = {
    cmap: mapFormat === 4 ? segments(codes) : groups(codes),
    glyf: concatBytes(['.notdef', ...shown].filter((character) => !blank.includes(character)).map(() => outline)),
    head,
    hhea: concatBytes([longs(0x10000), shorts(unitsPerEm, -unitsPerEm / 4), new Uint8Array(26), shorts(shown.length + 1)]),
    hmtx: concatBytes(['.notdef', ...shown].map((_, glyph) => shorts(((500 + 10 * glyph) * unitsPerEm) / 1000, 0))),
    loca: longOffsets ? longs(...starts) : shorts(...starts.map((start) => start / 2)),
    maxp: concatBytes([longs(0x10000), shorts(shown.length + 1), new Uint8Array(26)]),
    ...tables,
  }
  return assemble(Object.entries(all).flatMap(([tag, data]) => (data === null ? [] : [{ tag, data }])))
}

function assemble(tables: readonly { readonly tag: string; readonly data: Uint8Array }[]): Uint8Array {
  let offset = 12 + 16 * tables.length
  const records = tables.map(({ tag, data }) => {
    const record = concatBytes([Uint8Array.from(tag, (letter) => letter.charCodeAt(0)), longs(0, offset, data.length)])
    offset += Math.ceil(data.length / 4) * 4
    return record
  })
  const padded = tables.map(({ data }) => concatBytes([data, new Uint8Array((4 - (data.length % 4)) % 4)]))
  return concatBytes([longs(0x10000), shorts(tables.length, 0, 0, 0), ...records, ...padded])
}

function segments(codes: readonly number[]): Uint8Array {
  const ends = [...codes, 0xffff]
  const differences = [...codes.map((code, index) => index + 1 - code), 1]
  const table = concatBytes([shorts(ends.length * 2, 0, 0, 0), shorts(...ends), shorts(0), shorts(...ends), shorts(...differences), shorts(...ends.map(() => 0))])
  return concatBytes([shorts(0, 1, 3, 1), longs(12), shorts(4, table.length + 6, 0), table])
}

function groups(codes: readonly number[]): Uint8Array {
  return concatBytes([shorts(0, 1, 3, 10), longs(12), shorts(12, 0), longs(16 + 12 * codes.length, 0, codes.length), ...codes.map((code, index) => longs(code, code, index + 1))])
}
