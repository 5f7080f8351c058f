import { SignatureError } from '../../errors.js'

/**
 * What a signature looks like, as plain JSON. Lengths are whole hundredths of a point, so that element and server build the same bytes.
 * `strokes`: x and y in turn, origin bottom left. `mask`: one bit a pixel, rows padded to octets, top row first, 1 is ink, base64url.
 * `paths`: PDF path operators, for a seal drawn by the server; `text` says in words what they draw (/ActualText), for whoever reads with the ears or searches.
 */
export type SignatureAppearance =
  | { readonly kind: 'strokes'; readonly width: number; readonly height: number; readonly lineWidth: number; readonly strokes: readonly (readonly number[])[] }
  | { readonly kind: 'mask'; readonly width: number; readonly height: number; readonly columns: number; readonly rows: number; readonly bits: string }
  | { readonly kind: 'paths'; readonly width: number; readonly height: number; readonly operators: string; readonly text?: string }

/** Dark blue as a pen has it, in DeviceRGB; told apart from the printed text at a glance. */
export const inkColour = '0.06 0.11 0.28'

export const invalidAppearance = (why: string): SignatureError => new SignatureError('appearance-invalid', { why })
