import { concatBytes } from '../../der/bytes.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { signingText } from '../signing/signingText.js'
import { invalidAppearance, type SignatureAppearance } from './appearance.js'
import { drawMask, imageMask } from './drawMask.js'
import { drawStrokes } from './drawStrokes.js'
import type { FieldSpace } from './fieldSpace.js'
import { drawsOnlyPaths } from './pathOperators.js'

export interface DrawAppearanceOptions {
  readonly appearance: SignatureAppearance
  /** Number the form XObject will have; the image of a mask gets the next one. */
  readonly firstNumber: number
  /** The space of the empty field, which is kept. */
  readonly space: FieldSpace
}

const maximumSide = 200_000
const maximumOperators = 512 * 1024

/**
 * The form XObject of an appearance (ISO 32000-2 section 12.5.5), fitted into the field without distortion, and the image it needs.
 * The appearance may come from the other side of a network: whatever it is, it is drawn or refused.
 * @throws SignatureError `appearance-invalid`, `text-refused` for words that do not show
 */
export function drawAppearance({ appearance, firstNumber, space }: DrawAppearanceOptions): Uint8Array[] {
  const [left, bottom, right, top] = space.boundingBox
  const { width, height } = appearance
  if (![width, height].every((side) => Number.isSafeInteger(side) && side > 0 && side <= maximumSide)) throw invalidAppearance('size')
  if (right <= left || top <= bottom) throw invalidAppearance('the field has no area')
  const scale = Math.min((right - left) / width, (top - bottom) / height)
  const x = left + (right - left - width * scale) / 2
  const y = bottom + (top - bottom - height * scale) / 2
  const place = `${decimal(scale)} 0 0 ${decimal(scale)} ${decimal(x)} ${decimal(y)} cm`
  const content = latin1(spoken(appearance, `q\n${place}\n${drawing(appearance)}\nQ\n`))
  const image = appearance.kind === 'mask' ? imageMask(appearance) : null
  const resources = image ? `<</XObject<</Im ${firstNumber + 1} 0 R>>>>` : '<<>>'
  const matrix = space.matrix === null ? '' : `/Matrix[${space.matrix.map(decimal).join(' ')}]`
  const form = `<</Type/XObject/Subtype/Form/BBox[${space.boundingBox.map(decimal).join(' ')}]${matrix}/Resources${resources}`
  return image ? [streamBody(form, content), streamBody(image.dictionary, image.data)] : [streamBody(form, content)]
}

/** Outlines of glyphs are no text until marked content says which (ISO 32000-2 section 14.9.4). */
function spoken(appearance: SignatureAppearance, content: string): string {
  if (appearance.kind !== 'paths' || appearance.text === undefined) return content
  if (typeof appearance.text !== 'string') throw invalidAppearance('text')
  const text = signingText(appearance.text, 1024)
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0'))
  return `/Span<</ActualText<feff${units.join('')}>>>BDC\n${content}EMC\n`
}

function drawing(appearance: SignatureAppearance): string {
  switch (appearance.kind) {
    case 'strokes':
      return drawStrokes(appearance)
    case 'mask':
      return drawMask(appearance)
    case 'paths':
      return checkPaths(appearance.operators)
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

/** A stream object's body from a dictionary that still lacks its /Length and its end. */
function streamBody(dictionary: string, data: Uint8Array): Uint8Array {
  return concatBytes([latin1(`${dictionary}/Length ${data.length}>>\nstream\n`), data, latin1('\nendstream')])
}

/** At most eight decimals, no exponent: the same text from the same number everywhere. */
function decimal(value: number): string {
  const text = value.toFixed(8).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text
}
