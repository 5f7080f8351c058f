import { PDFString, type PDFDocument, type PDFRef } from 'pdf-lib'
import opentype from 'opentype.js'
import { subsetFont } from './subsetFont.js'

export interface EmbeddedSubset {
  readonly reference: PDFRef
  /** What stands between < and > before Tj. */
  encode(text: string): string
}

/** Some characters of a TrueType font as a composite font (ISO 32000-2 section 9.7): widths and characters of every glyph, its number as code. Same input, same bytes. */
export function embedSubset({ context }: PDFDocument, name: string, file: Uint8Array, characters: ReadonlySet<string>): EmbeddedSubset {
  const sorted = [...characters].sort((one, other) => one.codePointAt(0)! - other.codePointAt(0)!)
  const program = subsetFont(file, sorted.map((character) => character.codePointAt(0)!))
  const font = opentype.parse(program.buffer as ArrayBuffer)
  const perThousand = (units: number): number => Math.round((units * 1000) / font.unitsPerEm)
  const glyphs = new Map(sorted.map((character) => [character, font.charToGlyphIndex(character)]))
  const tagged = `${tagOf(sorted)}+${name}`
  const { xMin, yMin, xMax, yMax } = font.tables.head
  const descriptor = context.register(context.obj({
    Type: 'FontDescriptor', FontName: tagged, Flags: 4, FontBBox: [xMin, yMin, xMax, yMax].map(perThousand), ItalicAngle: 0, Ascent: perThousand(font.ascender),
    Descent: perThousand(font.descender), CapHeight: 700, StemV: 80, FontFile2: context.register(context.flateStream(program, { Length1: program.length })),
  }))
  const widths = [...new Map([...glyphs].map(([character, glyph]) => [glyph, font.getAdvanceWidth(character, 1000)]))].sort(([one], [other]) => one - other)
  const descendant = context.register(context.obj({
    Type: 'Font', Subtype: 'CIDFontType2', BaseFont: tagged, CIDToGIDMap: 'Identity', DW: 1000, FontDescriptor: descriptor, W: widths.flatMap(([glyph, width]) => [glyph, [width]]),
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
  }))
  const reference = context.register(context.obj({
    Type: 'Font', Subtype: 'Type0', BaseFont: tagged, Encoding: 'Identity-H', DescendantFonts: [descendant], ToUnicode: context.register(context.flateStream(characterMap(glyphs))),
  }))
  return { reference, encode: (text) => [...text].map((character) => hex(glyphs.get(character)!)).join('') }
}

/** Section 9.9.2: six capitals that tell one subset from another. */
function tagOf(characters: readonly string[]): string {
  let sum = characters.reduce((total, character) => (total * 31 + character.codePointAt(0)!) % 308_915_776, 7)
  return Array.from({ length: 6 }, () => {
    const letter = String.fromCharCode(65 + (sum % 26))
    sum = Math.floor(sum / 26)
    return letter
  }).join('')
}

/** Section 9.10.3. */
function characterMap(glyphs: ReadonlyMap<string, number>): string {
  const pairs = [...glyphs].map(([character, glyph]) => `<${hex(glyph)}> <${Array.from({ length: character.length }, (_, index) => hex(character.charCodeAt(index))).join('')}>`)
  const blocks = Array.from({ length: Math.ceil(pairs.length / 100) }, (_, index) => pairs.slice(100 * index, 100 * index + 100))
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
    ...blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`),
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n')
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0').toUpperCase()
}
