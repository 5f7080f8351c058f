import { latin1 } from '../../pdf/syntax/write.js'
import { signingText } from '../signing/signingText.js'
import { invalidAppearance, type SignatureAppearance } from './appearance.js'
import { drawMask, imageMask } from './drawMask.js'
import { drawStrokes } from './drawStrokes.js'
import type { FieldSpace } from './fieldSpace.js'
import { drawsOnlyPaths } from './pathOperators.js'
import { streamBody } from './streamBody.js'

export interface DrawAppearanceOptions {
  readonly appearance: SignatureAppearance
  /** Number the form XObject will have; what it needs, the image of a mask or fonts, gets the next ones. */
  readonly firstNumber: number
  /** The space of the empty field, which is kept. */
  readonly space: FieldSpace
}

/** What draws an appearance in its own space. */
export interface Drawing {
  readonly content: string
  /** The value of /Resources. */
  readonly resources: string
  /** Bodies of the objects that the resources name, the first of them of the number behind the form's. */
  readonly objects: readonly Uint8Array[]
}

const maximumSide = 200_000
const maximumOperators = 512 * 1024

/**
 * The form XObject of an appearance (ISO 32000-2 section 12.5.5), fitted into the field without distortion, and the objects it needs.
 * The appearance may come from the other side of a network: whatever it is, it is drawn or refused.
 * @throws SignatureError `appearance-invalid`, `text-refused` for words that do not show
 */
export async function drawAppearance({ appearance, firstNumber, space }: DrawAppearanceOptions): Promise<Uint8Array[]> {
  const [left, bottom, right, top] = space.boundingBox
  const { width, height } = appearance
  if (![width, height].every((side) => Number.isSafeInteger(side) && side > 0 && side <= maximumSide)) throw invalidAppearance('size')
  if (right <= left || top <= bottom) throw invalidAppearance('the field has no area')
  const scale = Math.min((right - left) / width, (top - bottom) / height)
  const x = left + (right - left - width * scale) / 2
  const y = bottom + (top - bottom - height * scale) / 2
  const place = `${decimal(scale)} 0 0 ${decimal(scale)} ${decimal(x)} ${decimal(y)} cm`
  const { content, resources, objects } = await draw(appearance, firstNumber + 1)
  const matrix = space.matrix === null ? '' : `/Matrix[${space.matrix.map(decimal).join(' ')}]`
  const form = `<</Type/XObject/Subtype/Form/BBox[${space.boundingBox.map(decimal).join(' ')}]${matrix}/Resources${resources}`
  return [streamBody(form, latin1(spoken(appearance, `q\n${place}\n${content}\nQ\n`))), ...objects]
}

/** Outlines of glyphs are no text until marked content says which (ISO 32000-2 section 14.9.4). */
function spoken(appearance: SignatureAppearance, content: string): string {
  if (appearance.kind !== 'paths' || appearance.text === undefined) return content
  if (typeof appearance.text !== 'string') throw invalidAppearance('text')
  const text = signingText(appearance.text, 1024)
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0'))
  return `/Span<</ActualText<feff${units.join('')}>>>BDC\n${content}EMC\n`
}

async function draw(appearance: SignatureAppearance, nextNumber: number): Promise<Drawing> {
  switch (appearance.kind) {
    case 'strokes':
      return { content: drawStrokes(appearance), resources: '<<>>', objects: [] }
    case 'mask': {
      const { dictionary, data } = imageMask(appearance)
      return { content: drawMask(appearance), resources: `<</XObject<</Im ${nextNumber} 0 R>>>>`, objects: [streamBody(dictionary, data)] }
    }
    case 'paths':
      return { content: checkPaths(appearance.operators), resources: '<<>>', objects: [] }
    case 'text':
      // Apart: who signs in a browser draws a hand or a mask, and loads nothing that reads fonts.
      return (await import('./text/drawText.js')).drawText(appearance, nextNumber)
    default:
      throw invalidAppearance('kind')
  }
}

/** Only what draws filled and stroked paths; nothing that shows text, images or other resources. */
function checkPaths(operators: string): string {
  if (typeof operators !== 'string' || operators.length > maximumOperators) throw invalidAppearance('too large')
  if (!drawsOnlyPaths(operators)) throw invalidAppearance('operator')
  return operators.trim()
}

/** At most eight decimals, no exponent: the same text from the same number everywhere. */
function decimal(value: number): string {
  const text = value.toFixed(8).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text
}
