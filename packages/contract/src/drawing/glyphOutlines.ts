import { readFileSync } from 'node:fs'
import { fontFiles, type FontName } from '@loansign/fonts'
import opentype, { type Font } from 'opentype.js'
import { ContractError } from '../errors.js'

/** One of the faces of @loansign/fonts, by its file name. */
export function openFont(name: FontName): Font {
  const file = readFileSync(fontFiles()[name])
  // Glyphs are read when they are asked for: five times quicker than all thirty thousand.
  return opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer, { lowMemory: true })
}

/**
 * A text as filled outlines of its glyphs. Quadratic curves become cubic ones, which is all PDF has.
 * @throws ContractError `glyph-missing`: an empty box would be taken for a character
 */
export function outline(font: Font, text: string, x: number, y: number, fontSize: number): string {
  for (const character of text) if (font.charToGlyphIndex(character) === 0) throw new ContractError('glyph-missing', { character })
  let [currentX, currentY] = [0, 0]
  const operators = font.getPath(text, x, y, fontSize).commands.map((command) => {
    if (command.type === 'Z') return 'h'
    // opentype.js counts y downwards.
    const [endX, endY] = [command.x, -command.y]
    let text: string
    if (command.type === 'C') text = `${number(command.x1)} ${number(-command.y1)} ${number(command.x2)} ${number(-command.y2)} ${number(endX)} ${number(endY)} c`
    else if (command.type === 'Q') {
      const [qx, qy] = [command.x1, -command.y1]
      text = `${number(currentX + (2 / 3) * (qx - currentX))} ${number(currentY + (2 / 3) * (qy - currentY))} ${number(endX + (2 / 3) * (qx - endX))} ${number(endY + (2 / 3) * (qy - endY))} ${number(endX)} ${number(endY)} c`
    } else text = `${number(endX)} ${number(endY)} ${command.type === 'M' ? 'm' : 'l'}`
    ;[currentX, currentY] = [endX, endY]
    return text
  })
  return operators.length === 0 ? '' : `${operators.join(' ')} f`
}

/** Three decimals, none that is zero. */
export function number(value: number): string {
  return (Math.round(value * 1000) / 1000).toFixed(3).replace(/\.?0+$/, '')
}
