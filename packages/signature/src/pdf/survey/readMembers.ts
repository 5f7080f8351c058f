import { limits } from '../limits.js'
import { behindBlanks, isDigit } from './skim.js'
import { isName, isUnsigned, type PdfStream } from '../syntax/values.js'

/** The members of an object stream (ISO 32000-2 section 7.5.7): their numbers, and where in its data each begins. */
export interface Members {
  readonly data: Uint8Array
  readonly numbers: Int32Array
  readonly offsets: Int32Array
}

/**
 * Null where the stream is written in an unusual way, be it sound or not: `PdfFile.object` tells.
 * @throws SignatureError as `decode`, which gives its data
 */
export function readMembers({ dictionary }: PdfStream, decode: () => Uint8Array): Members | null {
  const [count, first] = [dictionary.entries.get('N'), dictionary.entries.get('First')]
  if (!isName(dictionary.entries.get('Type'), 'ObjStm')) return null
  if (!isUnsigned(count) || !isUnsigned(first)) return null
  if (count.value > limits.objects) return null
  const data = decode()
  // Each number has a digit and a blank.
  if (first.value > data.length || 4 * count.value > first.value + 1) return null
  // Whole numbers for certain: what reads on from a number that could be a fraction takes twice the time.
  const [numbers, offsets] = [new Int32Array(count.value), new Int32Array(count.value)]
  let at = 0
  for (let i = 0; i < 2 * count.value; i++) {
    const start = behindBlanks(data, at)
    let value = 0
    for (at = start; isDigit(data[at]); at++) value = value * 10 + data[at]! - 0x30
    if (at === start || at - start > 9 || behindBlanks(data, at) === at) return null
    if (i % 2 === 0) numbers[i >> 1] = value
    else offsets[i >> 1] = first.value + value
  }
  // In order, as most are written, they are all different; a set of thousands takes its time.
  if (numbers.some((number, index) => index > 0 && number <= numbers[index - 1]!) && new Set(numbers).size < count.value) return null
  if (at > first.value || offsets.some((offset, index) => (index === 0 ? offset !== first.value : offset <= offsets[index - 1]!))) return null
  return { data, numbers, offsets }
}
