import type { SealDrawing } from './drawSeal.js'
import { number, openFont, outline } from './glyphOutlines.js'

export interface DrawSignatureOptions {
  readonly name: string
  /** As it shall be read: 2026年11月20日 10:42. Left out where the time is shown elsewhere. */
  readonly time?: string
  /** As a pen drew it, in any unit, origin at the bottom left: x and y in turn. Without it the name stands large. */
  readonly hand?: { readonly width: number; readonly height: number; readonly lineWidth: number; readonly strokes: readonly (readonly number[])[] }
}

const width = 17_000
const height = 6_000
/** For the line of name and time below the hand. */
const lineHeight = 1_500
const ink = '0.06 0.11 0.28'

/**
 * How a person's signature looks: the hand as vector, below it name and time in the outlines of Noto Sans SC, so that no font is needed where it is
 * shown; or, without a hand, the name large. Lengths in hundredths of a point, the form @loansign/signature takes; in words too.
 * @throws ContractError `glyph-missing`
 */
export function drawSignature({ name, time, hand }: DrawSignatureOptions): SealDrawing {
  const font = openFont('NotoSansSC-Regular.ttf')
  const words = [name, ...(time === undefined ? [] : [time])]
  const fitted = (text: string, largest: number): number => Math.min(largest, (largest * width * 0.96) / font.getAdvanceWidth(text, largest))
  const small = hand ? words.join('  ') : (time ?? '')
  const above = small === '' ? 0 : lineHeight
  const large = fitted(name, (height - above) * 0.7)
  const parts = [
    `${ink} rg ${ink} RG`,
    ...(hand ? [strokesOf(hand, above)] : [outline(font, name, (width - font.getAdvanceWidth(name, large)) / 2, -(above + (height - above - large * 0.76) / 2), large)]),
    ...(small === '' ? [] : [outline(font, small, (width - font.getAdvanceWidth(small, fitted(small, 900))) / 2, -400, fitted(small, 900))]),
  ]
  return { kind: 'paths', width, height, operators: parts.join('\n'), text: words.join(' ') }
}

/** Fitted above the line of text without distortion, in the middle. */
function strokesOf({ width: w, height: h, lineWidth, strokes }: NonNullable<DrawSignatureOptions['hand']>, above: number): string {
  const scale = Math.min(width / w, (height - above) / h)
  const x = (width - w * scale) / 2
  const y = above + (height - above - h * scale) / 2
  const lines = strokes.map((stroke) => {
    const steps = Array.from({ length: stroke.length / 2 }, (_, i) => `${number(stroke[2 * i]!)} ${number(stroke[2 * i + 1]!)} ${i === 0 ? 'm' : 'l'}`)
    // A dot is a line of no length with round ends.
    return `${steps.join(' ')}${stroke.length === 2 ? ` ${number(stroke[0]!)} ${number(stroke[1]!)} l` : ''} S`
  })
  return `q ${number(scale)} 0 0 ${number(scale)} ${number(x)} ${number(y)} cm ${number(lineWidth)} w 1 J 1 j\n${lines.join('\n')}\nQ`
}
