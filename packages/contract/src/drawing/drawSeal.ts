import type { Font } from 'opentype.js'
import { number, openFont, outline } from './glyphOutlines.js'

export interface DrawSealOptions {
  /** On the arc. */
  readonly organization: string
  /** Below the star: 合同专用章. */
  readonly caption: string
  /** A second line, small: 样章 TEST. */
  readonly note?: string
}

/** A seal as PDF path operators; lengths in hundredths of a point, the form @loansign/signature takes. */
export interface SealDrawing {
  readonly kind: 'paths'
  readonly width: number
  readonly height: number
  readonly operators: string
  /** What it says, in words. */
  readonly text: string
}

const size = 12_000
const centre = size / 2

/**
 * Draws a round seal as vector: ring, star, the organisation's name on the arc, a caption. Every glyph is an outline, so no font is needed where it is shown.
 * @throws ContractError `glyph-missing`
 */
export function drawSeal({ organization, caption, note }: DrawSealOptions): SealDrawing {
  const font = openFont('NotoSerifSC-Bold.ttf')
  const parts = [
    '0.70 0.14 0.11 rg 0.70 0.14 0.11 RG',
    `${ring(5_700)} 240 w S`,
    star(1_500),
    ...arc(font, organization),
    line(font, caption, 900, -2_700),
    ...(note === undefined ? [] : [line(font, note, 620, -3_700)]),
  ]
  return { kind: 'paths', width: size, height: size, operators: parts.join('\n'), text: [organization, caption, ...(note === undefined ? [] : [note])].join(' ') }
}

/** A circle of four Bézier curves. */
function ring(radius: number): string {
  const k = 0.5523 * radius
  const at = (x: number, y: number): string => `${number(centre + x)} ${number(centre + y)}`
  return [
    `${at(radius, 0)} m`,
    `${at(radius, k)} ${at(k, radius)} ${at(0, radius)} c`,
    `${at(-k, radius)} ${at(-radius, k)} ${at(-radius, 0)} c`,
    `${at(-radius, -k)} ${at(-k, -radius)} ${at(0, -radius)} c`,
    `${at(k, -radius)} ${at(radius, -k)} ${at(radius, 0)} c h`,
  ].join(' ')
}

function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = Math.PI / 2 + (index * Math.PI) / 5
    const reach = index % 2 === 0 ? radius : radius * 0.382
    return `${number(centre + reach * Math.cos(angle))} ${number(centre + reach * Math.sin(angle))} ${index === 0 ? 'm' : 'l'}`
  })
  return `${points.join(' ')} h f`
}

/** The name from left to right over the top, each character upright to the centre. */
function arc(font: Font, text: string): string[] {
  const characters = [...text]
  const wide = /[\u2e80-\u9fff]/.test(text)
  const fontSize = Math.min(wide ? 1_250 : 900, (wide ? 15_500 : 21_000) / characters.length)
  const radius = 5_300 - fontSize
  const advances = characters.map((character) => font.getAdvanceWidth(character, fontSize) * (wide ? 1.12 : 1.06))
  const total = advances.reduce((sum, advance) => sum + advance, 0) / radius
  let angle = Math.PI / 2 + total / 2
  return characters.map((character, index) => {
    const middle = angle - advances[index]! / radius / 2
    angle -= advances[index]! / radius
    const turn = middle - Math.PI / 2
    const [x, y] = [centre + radius * Math.cos(middle), centre + radius * Math.sin(middle)]
    const half = font.getAdvanceWidth(character, fontSize) / 2
    return `q ${number(Math.cos(turn))} ${number(Math.sin(turn))} ${number(-Math.sin(turn))} ${number(Math.cos(turn))} ${number(x)} ${number(y)} cm ${outline(font, character, -half, 0, fontSize)} Q`
  })
}

function line(font: Font, text: string, fontSize: number, y: number): string {
  return `q 1 0 0 1 ${number(centre - font.getAdvanceWidth(text, fontSize) / 2)} ${number(centre + y)} cm ${outline(font, text, 0, 0, fontSize)} Q`
}
