import { latin1 } from '../../../pdf/syntax/write.js'
import { streamBody } from '../streamBody.js'
import type { TrueType } from './trueType.js'

export interface CompositeFontOptions {
  readonly name: string
  readonly program: Uint8Array
  readonly font: TrueType
  /** The glyphs that are shown, and the character each shows. */
  readonly glyphs: ReadonlyMap<number, string>
  /** The number the font will have; what belongs to it gets the next ones. */
  readonly firstNumber: number
}

/** How many objects a composite font has. */
export const objectsOfFont = 5

/** A TrueType font as a composite font whose codes are the numbers of its glyphs (ISO 32000-2 section 9.7): font, descendant, descriptor, program, and which characters its glyphs are. */
export function compositeFont({ name, program, font, glyphs, firstNumber }: CompositeFontOptions): Uint8Array[] {
  const [descendant, descriptor, file, characters] = [1, 2, 3, 4].map((step) => `${firstNumber + step} 0 R`)
  const perThousand = (units: number): number => Math.round((units * 1000) / font.unitsPerEm)
  const base = `/BaseFont/${subsetTag(program)}+${name}`
  const shown = [...glyphs].sort(([one], [other]) => one - other)
  const widths = shown.map(([glyph]) => `${glyph}[${perThousand(font.advanceOf(glyph))}]`)
  const box = font.boundingBox.map(perThousand).join(' ')
  return [
    latin1(`<</Type/Font/Subtype/Type0${base}/Encoding/Identity-H/DescendantFonts[${descendant}]/ToUnicode ${characters}>>`),
    latin1(`<</Type/Font/Subtype/CIDFontType2${base}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 1000/W[${widths.join('')}]/FontDescriptor ${descriptor}>>`),
    // Flags: symbolic, which a composite font with glyph numbers for codes is. Nobody reads /StemV and /CapHeight where the font is embedded, but they have to be there.
    latin1(
      `<</Type/FontDescriptor/FontName${base.slice('/BaseFont'.length)}/Flags 4/FontBBox[${box}]/ItalicAngle 0/Ascent ${perThousand(font.ascent)}/Descent ${perThousand(font.descent)}/CapHeight 700/StemV 80/FontFile2 ${file}>>`,
    ),
    streamBody(`<</Length1 ${program.length}`, program),
    streamBody('<<', latin1(toUnicode(shown))),
  ]
}

/** Section 9.9.2: six capitals that tell one subset from another. */
function subsetTag(program: Uint8Array): string {
  let sum = program.reduce((total, octet) => (total * 31 + octet) % 26 ** 6, 7)
  return Array.from({ length: 6 }, () => {
    const letter = String.fromCharCode(65 + (sum % 26))
    sum = Math.floor(sum / 26)
    return letter
  }).join('')
}

/** Section 9.10.3. */
function toUnicode(shown: readonly (readonly [number, string])[]): string {
  const pairs = shown.map(([glyph, character]) => `<${hex(glyph)}><${Array.from({ length: character.length }, (_, index) => hex(character.charCodeAt(index))).join('')}>`)
  // At most a hundred a block.
  const blocks = Array.from({ length: Math.ceil(pairs.length / 100) }, (_, index) => pairs.slice(100 * index, 100 * index + 100))
  return [
    '/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def',
    '1 begincodespacerange<0000><FFFF>endcodespacerange',
    ...blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`),
    'endcmap CMapName currentdict/CMap defineresource pop end end',
  ].join('\n')
}

/** Two octets, as a code and a UTF-16 unit have. */
export function hex(value: number): string {
  return value.toString(16).padStart(4, '0').toUpperCase()
}
