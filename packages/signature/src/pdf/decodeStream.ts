import { beyond, limits } from './limits.js'
import { inflate } from './inflate.js'
import { malformed } from './malformed.js'
import { isKind, isName, isUnsigned, type PdfStream, type PdfValue } from './syntax/values.js'

/** What is left of a file's allowance of inflated bytes; counted over all its streams. */
export interface InflateBudget {
  remaining: number
}

/**
 * The data of a stream whose only filter is none or Flate, which is all that cross-reference and object streams use. Written in the one way that all viewers read alike
 * (ISO 32000-2 section 7.3.8.2): some take /F and /DP for /Filter and /DecodeParms, or parameters in an array for those of a filter that stands in none.
 * @throws SignatureError `pdf-malformed`, `pdf-limit`
 */
export function decodeStream({ dictionary: { entries }, bytes }: PdfStream, budget: InflateBudget): Uint8Array {
  const [filter, parameters] = ['Filter', 'DecodeParms'].map((key) => entries.get(key) ?? null) as [PdfValue, PdfValue]
  if (entries.has('F') || entries.has('DP')) throw malformed('filter')
  const [[name = null, ...more], [values = null]] = [asList(filter), asList(parameters)]
  if (name === null) return bytes
  if (more.length > 0 || !isName(name, 'FlateDecode') || (parameters !== null && isKind(parameters, 'array') !== isKind(filter, 'array'))) throw malformed('filter')
  const data = inflateWithin(bytes, budget)
  return values === null ? data : undoPredictor(data, values)
}

/** RFC 1950: two octets that say deflate, its window, a multiple of 31, no preset dictionary; at the end a checksum that nobody relies upon. */
export const isZlib = ([method = 0, flags = 0]: Uint8Array): boolean => (method & 143) === 8 && (method * 256 + flags) % 31 === 0 && (flags & 32) === 0

const asList = (value: PdfValue): readonly PdfValue[] => (isKind(value, 'array') ? value.items : [value])

function inflateWithin(bytes: Uint8Array, budget: InflateBudget): Uint8Array {
  if (!isZlib(bytes)) throw malformed('deflate')
  const data = inflate(bytes, 2, (size) => {
    if (size > budget.remaining) throw beyond('inflatedBytes')
    if (size > limits.inflateRatioFloorBytes && size > bytes.length * limits.inflateRatio) throw beyond('inflateRatio')
    return budget.remaining
  })
  budget.remaining -= data.length
  return data
}

/** PNG predictors (ISO 32000-2 section 7.4.4.4) of rows of octets; what else there is for pictures viewers read in several ways. */
function undoPredictor(data: Uint8Array, parameters: PdfValue): Uint8Array {
  if (!isKind(parameters, 'dictionary')) throw malformed('predictor')
  const number = (key: string, otherwise: number): number => {
    const value = parameters.entries.get(key)
    if (value === undefined) return otherwise
    if (!isUnsigned(value)) throw malformed('predictor')
    return value.value
  }
  const [predictor, width] = [number('Predictor', 1), number('Columns', 1)]
  if (predictor === 1) return data
  if (predictor < 10 || predictor > 15 || number('Colors', 1) !== 1 || number('BitsPerComponent', 8) !== 8 || width < 1 || data.length % (width + 1) !== 0) throw malformed('predictor')
  const rows = data.length / (width + 1)
  const result = new Uint8Array(rows * width)
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (width + 1)]!
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      const left = column > 0 ? result[at - 1]! : 0
      const up = row > 0 ? result[at - width]! : 0
      const upLeft = row > 0 && column > 0 ? result[at - width - 1]! : 0
      result[at] = data[row * (width + 1) + 1 + column]! + predict(kind, left, up, upLeft)
    }
  }
  return result
}

function predict(kind: number, left: number, up: number, upLeft: number): number {
  if (kind === 0) return 0
  if (kind === 1) return left
  if (kind === 2) return up
  if (kind === 3) return (left + up) >> 1
  if (kind !== 4) throw malformed('predictor')
  const estimate = left + up - upLeft
  const [toLeft, toUp, toUpLeft] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)]
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}
