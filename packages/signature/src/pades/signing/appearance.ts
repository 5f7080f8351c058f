import { fromBase64url } from '../../encoding/base64url.js'
import { SignatureError } from '../../errors.js'
import { latin1 } from '../../pdf/appendRevision.js'
import { concatBytes } from '../../der/bytes.js'

/**
 * What a signature looks like, as plain JSON. Lengths are whole hundredths of a point, so that element and server build the same bytes.
 * `strokes`: x and y in turn, origin bottom left. `mask`: one bit a pixel, rows padded to octets, top row first, 1 is ink.
 * `paths`: PDF path operators, for a seal drawn by the server.
 */
export type SignatureAppearance =
  | { readonly kind: 'strokes'; readonly width: number; readonly height: number; readonly lineWidth: number; readonly strokes: readonly (readonly number[])[] }
  | { readonly kind: 'mask'; readonly width: number; readonly height: number; readonly columns: number; readonly rows: number; readonly bits: string }
  | { readonly kind: 'paths'; readonly width: number; readonly height: number; readonly operators: string }


export interface DrawAppearanceOptions {
  readonly appearance: SignatureAppearance
  /** Number the form XObject will have; the image of a mask gets the next one. */
  readonly firstNumber: number
  /** [left, bottom, right, top] of the form's own space, taken over from the empty field. */
  readonly boundingBox: readonly [number, number, number, number]
  /** Six numbers as written in the empty field's appearance, or null. */
  readonly matrix: string | null
}

const invalid = (why: string): SignatureError => new SignatureError('appearance-invalid', { why })
const ink = '0.06 0.11 0.28'

/**
 * The form XObject of an appearance, fitted into the bounding box without distortion, and the image it needs.
 * @throws SignatureError `appearance-invalid`
 */
export function drawAppearance({ appearance, firstNumber, boundingBox, matrix }: DrawAppearanceOptions): Uint8Array[] {
  const [left, bottom, right, top] = boundingBox
  const { width, height } = appearance
  if (![width, height].every((side) => Number.isSafeInteger(side) && side > 0 && side <= 200_000)) throw invalid('size')
  const scale = Math.min((right - left) / width, (top - bottom) / height)
  const x = left + (right - left - width * scale) / 2
  const y = bottom + (top - bottom - height * scale) / 2
  const place = `${decimal(scale)} 0 0 ${decimal(scale)} ${decimal(x)} ${decimal(y)} cm`
  const image = appearance.kind === 'mask' ? imageMask(appearance) : null
  const content = latin1(`q\n${place}\n${drawing(appearance)}\nQ\n`)
  const resources = image ? `<</XObject<</Im ${firstNumber + 1} 0 R>>>>` : '<<>>'
  const dictionary = `<</Type/XObject/Subtype/Form/BBox[${boundingBox.map(decimal).join(' ')}]${matrix === null ? '' : `/Matrix${matrix}`}/Resources${resources}/Length ${content.length}>>`
  const form = streamBody(dictionary, content)
  return image ? [form, image] : [form]
}

function drawing(appearance: SignatureAppearance): string {
  switch (appearance.kind) {
    case 'strokes':
      return drawStrokes(appearance)
    case 'mask':
      return `${ink} rg\n${appearance.width} 0 0 ${appearance.height} 0 0 cm\n/Im Do`
    case 'paths':
      return checkPaths(appearance.operators)
  }
}

function drawStrokes({ lineWidth, strokes }: Extract<SignatureAppearance, { kind: 'strokes' }>): string {
  if (strokes.length === 0) throw invalid('no stroke')
  const whole = (value: number | undefined): number => {
    if (value === undefined || !Number.isSafeInteger(value) || Math.abs(value) > 1_000_000) throw invalid('coordinate')
    return value
  }
  const lines = strokes.map((points) => {
    if (points.length < 2 || points.length % 2 !== 0) throw invalid('stroke')
    const steps: string[] = []
    for (let i = 0; i < points.length; i += 2) steps.push(`${whole(points[i])} ${whole(points[i + 1])} ${i === 0 ? 'm' : 'l'}`)
    // A dot is a line of no length; the round cap makes it visible.
    if (points.length === 2) steps.push(`${points[0]} ${points[1]} l`)
    return `${steps.join(' ')} S`
  })
  return `${ink} RG ${whole(lineWidth)} w 1 J 1 j\n${lines.join('\n')}`
}

function imageMask({ columns, rows, bits }: Extract<SignatureAppearance, { kind: 'mask' }>): Uint8Array {
  const data = fromBase64url(bits)
  if (!Number.isSafeInteger(columns) || !Number.isSafeInteger(rows) || columns < 1 || rows < 1 || data.length !== Math.ceil(columns / 8) * rows) throw invalid('mask')
  const dictionary = `<</Type/XObject/Subtype/Image/ImageMask true/BitsPerComponent 1/Decode[1 0]/Width ${columns}/Height ${rows}/Length ${data.length}>>`
  return streamBody(dictionary, data)
}

/** Only what draws filled and stroked paths; nothing that shows text, images or other resources. */
function checkPaths(operators: string): string {
  const known = new Set(['q', 'Q', 'cm', 'm', 'l', 'c', 'h', 'f', 'f*', 'S', 'w', 'RG', 'rg', 'J', 'j'])
  let depth = 0
  for (const token of operators.split(/\s+/)) {
    if (token === '' || /^-?\d{1,7}(\.\d{1,5})?$/.test(token)) continue
    if (!known.has(token)) throw invalid('operator')
    depth += token === 'q' ? 1 : token === 'Q' ? -1 : 0
    if (depth < 0) throw invalid('unbalanced operators')
  }
  if (depth !== 0) throw invalid('unbalanced operators')
  return operators.trim()
}

function streamBody(dictionary: string, content: Uint8Array): Uint8Array {
  return concatBytes([latin1(`${dictionary}\nstream\n`), content, latin1('\nendstream')])
}

/** At most five decimals, no exponent: the same text from the same number everywhere. */
export function decimal(value: number): string {
  return value.toFixed(5).replace(/\.?0+$/, '')
}
