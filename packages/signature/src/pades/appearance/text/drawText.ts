import { fromBase64url } from '../../../encoding/base64url.js'
import { signingText } from '../../signing/signingText.js'
import { inkColour, invalidAppearance, type EmbeddedFont, type SignatureAppearance, type TextRun } from '../appearance.js'
import type { Drawing } from '../drawAppearance.js'
import { drawStrokes } from '../drawStrokes.js'
import { compositeFont, hex, objectsOfFont } from './compositeFont.js'
import { readTrueType, type TrueType } from './trueType.js'

type Text = Extract<SignatureAppearance, { kind: 'text' }>

/** As many faces as a name with rare characters may need; as many texts as lines with a change of font in each. */
const [maximumFonts, maximumRuns, maximumProgram] = [8, 64, 512 * 1024]

interface OpenFont extends EmbeddedFont {
  readonly file: Uint8Array
  readonly font: TrueType
  /** The glyphs that were shown so far, and the character each shows. */
  readonly glyphs: Map<number, string>
}

/**
 * Text in fonts that are embedded with it, with a hand or without.
 * @throws SignatureError `appearance-invalid`: what is no such font or not used, a character without a glyph or with one that shows nothing or another character besides, and a text that
 *   does not end within the drawing; `text-refused`
 */
export function drawText({ width, height, fonts, runs, hand }: Text, nextNumber: number): Drawing {
  if (!isList(fonts, maximumFonts) || !isList(runs, maximumRuns)) throw invalidAppearance('text')
  if (hand !== undefined && (typeof hand !== 'object' || hand === null)) throw invalidAppearance('hand')
  const open = fonts.map(openFont)
  const shown = runs.map((run) => showRun(run, open, width, height))
  if (open.some(({ glyphs }) => glyphs.size === 0)) throw invalidAppearance('a font that shows nothing')
  const numbers = open.map((_, index) => nextNumber + objectsOfFont * index)
  return {
    content: [...(hand === undefined ? [] : [drawStrokes(hand)]), `${inkColour} rg\nBT`, ...shown, 'ET'].join('\n'),
    resources: `<</Font<<${numbers.map((number, index) => `/F${index} ${number} 0 R`).join('')}>>>>`,
    objects: open.flatMap(({ name, file: program, font, glyphs }, index) => compositeFont({ name, program, font, glyphs, firstNumber: numbers[index]! })),
  }
}

function openFont({ name, program }: EmbeddedFont): OpenFont {
  if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(name)) throw invalidAppearance('font name')
  if (typeof program !== 'string' || program.length > maximumProgram) throw invalidAppearance('too large')
  const file = decode(program)
  return { name, program, file, font: readTrueType(file), glyphs: new Map() }
}

function decode(program: string): Uint8Array {
  try {
    return fromBase64url(program)
  } catch {
    throw invalidAppearance('base64url')
  }
}

/** One text as its glyphs; each is remembered with its font. */
function showRun({ font: index, size, x, y, text }: TextRun, fonts: readonly OpenFont[], width: number, height: number): string {
  const used = fonts[index]
  if (!used || typeof text !== 'string' || ![index, size, x, y].every(Number.isSafeInteger) || size <= 0 || y < 0 || y > height || x < 0) throw invalidAppearance('text')
  const { font } = used
  let advance = 0
  const codes = Array.from(signingText(text, 256), (character) => {
    const glyph = font.glyphOf(character.codePointAt(0)!)
    // An empty box would be taken for a character, and so would a gap.
    if (glyph === 0 || (character.trim() !== '' && !font.hasOutline(glyph))) throw invalidAppearance('a character without a glyph')
    // Readers can be told one character of a glyph: the other would be copied and searched for as that one.
    if ((used.glyphs.get(glyph) ?? character) !== character) throw invalidAppearance('one glyph for two characters')
    used.glyphs.set(glyph, character)
    advance += font.advanceOf(glyph)
    return hex(glyph)
  })
  // Half a name is another name.
  if (x + (advance * size) / font.unitsPerEm > width) throw invalidAppearance('text does not fit')
  return `/F${index} ${size} Tf 1 0 0 1 ${x} ${y} Tm <${codes.join('')}> Tj`
}

function isList(value: unknown, most: number): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= most && value.every((item) => typeof item === 'object' && item !== null)
}
