import { readFileSync } from 'node:fs'
import { fontFiles, type FontName } from '@loansign/fonts'
import { ContractError } from '../errors.js'
import { advanceOf, faceOf, fontRuns, openFontsFor } from './fontRuns.js'
import { subsetFont } from './subsetFont.js'

export interface DrawSignatureOptions {
  readonly name: string
  /** As it shall be read: 2026年11月20日 10:42. Left out where the time is shown elsewhere. */
  readonly time?: string
  /** As a pen drew it, in any unit, origin at the bottom left: x and y in turn. Without it the name stands large. */
  readonly hand?: { readonly width: number; readonly height: number; readonly lineWidth: number; readonly strokes: readonly (readonly number[])[] }
}

/** A person's signature as text and strokes; lengths in whole hundredths of a point, the form @loansign/signature takes. */
export interface SignatureDrawing {
  readonly kind: 'text'
  readonly width: number
  readonly height: number
  /** Subsets with the characters below and no others: TrueType, base64url. */
  readonly fonts: readonly { readonly name: string; readonly program: string }[]
  readonly runs: readonly { readonly font: number; readonly size: number; readonly x: number; readonly y: number; readonly text: string }[]
  readonly hand?: { readonly lineWidth: number; readonly strokes: readonly (readonly number[])[] }
}

/** Each character in the first of these that has it. The others, a contract's own, have those of rare names: whoever a contract names can sign it. */
const faces: readonly FontName[] = ['NotoSansSC-Regular.ttf', 'NotoSerifSC-Regular.ttf', 'NotoSerifHK-Regular.ttf', 'NotoSerifJP-Regular.ttf']
const width = 17_000
const height = 6_000
/** For the line of name and time below the hand. */
const lineHeight = 1_500

/**
 * How a person's signature looks: the hand as vector, below it name and time; or, without a hand, the name large. Name and time are text, found and read aloud
 * by whoever opens the file, in subsets of Noto fonts that are embedded with it: 2 to 6 kB. A seal is drawn otherwise: see drawSeal.
 * @throws ContractError `glyph-missing`: an empty box would be taken for a character
 * @throws TypeError for a name or time that is no text, a name of nothing, and an option that there is not
 */
export function drawSignature({ name, time, hand, ...others }: DrawSignatureOptions): SignatureDrawing {
  // Without types a hand under another name would be left out, and nobody would know.
  const [other] = Object.keys(others)
  if (other !== undefined) throw new TypeError(`drawSignature has no option ${other}; there are name, time, hand`)
  if (typeof name !== 'string' || name.trim() === '') throw new TypeError('drawSignature: name is text that shows')
  if (time !== undefined && typeof time !== 'string') throw new TypeError('drawSignature: time is text as it shall be read, like 2026年11月20日 10:42')
  const [writtenName, writtenTime] = [name.normalize('NFC'), time?.normalize('NFC') ?? '']
  const characters = new Set(`${writtenName}  ${writtenTime}`)
  const fonts = openFontsFor(characters, faces)
  for (const character of characters) if (faceOf(character, fonts) === undefined) throw new ContractError('glyph-missing', { character })
  const fitted = (text: string, largest: number): number => Math.floor(Math.min(largest, (width * 0.96) / advanceOf(text, fonts)))
  const small = hand ? [writtenName, writtenTime].filter((text) => text !== '').join('  ') : writtenTime
  const above = small === '' ? 0 : lineHeight
  const large = fitted(writtenName, (height - above) * 0.7)
  const placed = [
    ...(hand ? [] : inTheMiddle(writtenName, large, Math.round(above + (height - above - large * 0.76) / 2))),
    ...(small === '' ? [] : inTheMiddle(small, fitted(small, 900), 400)),
  ]
  const used = [...fonts.keys()].filter((face) => placed.some(({ font }) => font === face))
  return {
    kind: 'text', width, height,
    fonts: used.map((face) => {
      const shown = placed.filter(({ font }) => font === face).flatMap(({ text }) => [...text].map((character) => character.codePointAt(0)!))
      return { name: face.replace('.ttf', ''), program: Buffer.from(subsetFont(readFileSync(fontFiles()[face]), new Set(shown))).toString('base64url') }
    }),
    runs: placed.map((run) => ({ ...run, font: used.indexOf(run.font) })),
    ...(hand ? { hand: fitHand(hand, above) } : {}),
  }

  /** From face to face, each where the one before it ends. */
  function inTheMiddle(line: string, size: number, y: number): { readonly font: FontName; readonly size: number; readonly x: number; readonly y: number; readonly text: string }[] {
    let end = (width - advanceOf(line, fonts) * size) / 2
    return fontRuns(line, fonts).map(({ font, text }) => {
      const x = Math.round(end)
      end += advanceOf(text, fonts) * size
      return { font, size, x, y, text }
    })
  }
}

/** Fitted above the line of text without distortion, in the middle. */
function fitHand({ width: w, height: h, lineWidth, strokes }: NonNullable<DrawSignatureOptions['hand']>, above: number): NonNullable<SignatureDrawing['hand']> {
  const scale = Math.min(width / w, (height - above) / h)
  const [x, y] = [(width - w * scale) / 2, above + (height - above - h * scale) / 2]
  return { lineWidth: Math.max(1, Math.round(lineWidth * scale)), strokes: strokes.map((stroke) => stroke.map((value, index) => Math.round(value * scale + (index % 2 === 0 ? x : y)))) }
}
