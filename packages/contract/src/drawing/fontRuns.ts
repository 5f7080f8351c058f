import type { FontName } from '@loansign/fonts'
import type { Font } from 'opentype.js'
import { openFont } from './glyphOutlines.js'

/** Faces by name, the preferred one first. */
export type Fonts = ReadonlyMap<FontName, Font>

/** A part of a text that is in one face. */
export interface FontRun {
  readonly font: FontName
  readonly text: string
}

/** Those of the faces that are needed to have a glyph for each character, in their order. Opening a face reads all its tables, so no other is opened. */
export function openFontsFor(characters: Iterable<string>, faces: readonly FontName[]): Fonts {
  const fonts = new Map<FontName, Font>()
  let open = new Set(characters)
  for (const face of faces) {
    if (open.size === 0) break
    const font = openFont(face)
    fonts.set(face, font)
    open = new Set([...open].filter((character) => font.charToGlyphIndex(character) === 0))
  }
  return fonts
}

/** The first face that has the character. */
export function faceOf(character: string, fonts: Fonts): FontName | undefined {
  return [...fonts].find(([, font]) => font.charToGlyphIndex(character) !== 0)?.[0]
}

/** A text whose characters all have a face, where it changes from one to another. */
export function fontRuns(text: string, fonts: Fonts): FontRun[] {
  return [...text].reduce<{ font: FontName; text: string }[]>((found, character) => {
    const font = faceOf(character, fonts)!
    const last = found.at(-1)
    if (last?.font === font) last.text += character
    else found.push({ font, text: character })
    return found
  }, [])
}

/** At size 1, one by one: neither kerned nor joined, as text is written here. */
export function advanceOf(text: string, fonts: Fonts): number {
  return [...text].reduce((sum, character) => sum + fonts.get(faceOf(character, fonts)!)!.getAdvanceWidth(character, 1), 0)
}
