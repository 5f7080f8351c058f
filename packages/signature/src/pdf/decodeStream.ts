import { Inflate } from 'fflate'
import { concatBytes } from '../der/bytes.js'
import { SignatureError } from '../errors.js'
import { beyond, limits } from './limits.js'
import { malformed } from './malformed.js'
import { isKind, isName, type PdfDictionary, type PdfStream, type PdfValue } from './syntax/values.js'

/** What is left of a file's allowance of inflated bytes; counted over all its streams. */
export interface InflateBudget {
  remaining: number
}

/**
 * The data of a stream whose only filter is none or Flate, which is all that cross-reference and object streams use.
 * @throws SignatureError `pdf-malformed`, `pdf-limit`
 */
export function decodeStream(stream: PdfStream, resolve: (value: PdfValue | undefined) => PdfValue, budget: InflateBudget): Uint8Array {
  const filters = asList(resolve(stream.dictionary.entries.get('Filter')))
  const parameters = asList(resolve(stream.dictionary.entries.get('DecodeParms')))
  if (filters.length === 0) return stream.bytes
  if (filters.length > 1 || !isName(filters[0], 'FlateDecode')) throw malformed('filter')
  const data = inflate(stream.bytes, budget)
  const first = resolve(parameters[0])
  return isKind(first, 'dictionary') ? undoPredictor(data, first, resolve) : data
}

function asList(value: PdfValue): readonly PdfValue[] {
  if (value === null) return []
  return isKind(value, 'array') ? value.items : [value]
}

function inflate(bytes: Uint8Array, budget: InflateBudget): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  const inflater = new Inflate((chunk) => {
    size += chunk.length
    if (size > budget.remaining) throw beyond('inflatedBytes')
    if (size > limits.inflateRatioFloorBytes && size > bytes.length * limits.inflateRatio) throw beyond('inflateRatio')
    chunks.push(chunk)
  })
  // RFC 1950: two octets that say deflate, a multiple of 31, no preset dictionary; at the end a checksum that nobody relies upon.
  const [method = 0, flags = 0] = bytes
  if (bytes.length < 3 || (method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) throw malformed('deflate')
  try {
    // In pieces, so that the limits are looked at before the whole is there.
    for (let offset = 2; offset < bytes.length; offset += 4096) inflater.push(bytes.subarray(offset, offset + 4096), offset + 4096 >= bytes.length)
  } catch (cause) {
    if (cause instanceof SignatureError) throw cause
    throw new SignatureError('pdf-malformed', { why: 'deflate' }, { cause })
  }
  budget.remaining -= size
  return concatBytes(chunks)
}

/** PNG predictors (ISO 32000-2 section 7.4.4.4); TIFF's is not used where this is. */
function undoPredictor(data: Uint8Array, parameters: PdfDictionary, resolve: (value: PdfValue | undefined) => PdfValue): Uint8Array {
  const number = (key: string, otherwise: number): number => {
    const value = resolve(parameters.entries.get(key))
    return isKind(value, 'number') ? value.value : otherwise
  }
  const predictor = number('Predictor', 1)
  if (predictor === 1) return data
  const width = (number('Colors', 1) * number('BitsPerComponent', 8) * number('Columns', 1)) / 8
  const pixel = Math.max(1, (number('Colors', 1) * number('BitsPerComponent', 8)) / 8)
  if (predictor < 10 || !Number.isInteger(width) || width < 1 || data.length % (width + 1) !== 0) throw malformed('predictor')
  const rows = data.length / (width + 1)
  const result = new Uint8Array(rows * width)
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (width + 1)]!
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      const left = column >= pixel ? result[at - pixel]! : 0
      const up = row > 0 ? result[at - width]! : 0
      const upLeft = row > 0 && column >= pixel ? result[at - width - pixel]! : 0
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
