import { SignatureError } from '../../errors.js'

/** Lines of a pen: x and y in turn, origin bottom left. */
export interface Strokes {
  readonly lineWidth: number
  readonly strokes: readonly (readonly number[])[]
}

/** A TrueType font to embed: a subset that has the characters it is used for. */
export interface EmbeddedFont {
  /** Its PostScript name: letters, digits and hyphens. */
  readonly name: string
  /** The font file, base64url. Only tables that say how glyphs look, and no instructions. */
  readonly program: string
}

/** A text in one font, from the point where its base line begins. */
export interface TextRun {
  /** Its place in `fonts`. */
  readonly font: number
  readonly size: number
  readonly x: number
  readonly y: number
  readonly text: string
}

/**
 * What a signature looks like, as plain JSON. Lengths are whole hundredths of a point, so that element and server build the same bytes.
 * `strokes`: a hand. `mask`: one bit a pixel, rows padded to octets, top row first, 1 is ink, base64url.
 * `paths`: PDF path operators, for a seal drawn by the server; `text` says in words what they draw (/ActualText), for whoever reads with the ears or searches.
 * `text`: name and time as text in fonts of their own, with a hand or without. Which glyph shows a character, and how wide it is, is read from the font. Whether
 * that glyph looks like the character nobody can tell but who draws the page, so take fonts from nobody you would not take the drawing from.
 */
export type SignatureAppearance =
  | ({ readonly kind: 'strokes'; readonly width: number; readonly height: number } & Strokes)
  | { readonly kind: 'text'; readonly width: number; readonly height: number; readonly fonts: readonly EmbeddedFont[]; readonly runs: readonly TextRun[]; readonly hand?: Strokes }
  | { readonly kind: 'mask'; readonly width: number; readonly height: number; readonly columns: number; readonly rows: number; readonly bits: string }
  | { readonly kind: 'paths'; readonly width: number; readonly height: number; readonly operators: string; readonly text?: string }

/** Dark blue as a pen has it, in DeviceRGB; told apart from the printed text at a glance. */
export const inkColour = '0.06 0.11 0.28'

export const invalidAppearance = (why: string): SignatureError => new SignatureError('appearance-invalid', { why })
