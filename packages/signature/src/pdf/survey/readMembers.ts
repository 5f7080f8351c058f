import { limits } from '../limits.js'
import { behindBlanks, isDigit } from './skim.js'
import { isName, isUnsigned, type PdfStream } from '../syntax/values.js'

/** The members of an object stream (ISO 32000-2 section 7.5.7): their numbers, and where in its data each begins. */
export interface Members {
  readonly data: Uint8Array
  readonly numbers: readonly number[]
  readonly offsets: readonly number[]
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
  const [numbers, offsets]: [number[], number[]] = [[], []]
  let at = 0
  while (offsets.length < count.value) {
    const start = behindBlanks(data, at)
    let value = 0
    for (at = start; isDigit(data[at]); at++) value = value * 10 + data[at]! - 0x30
    if (at === start || at - start > 9 || behindBlanks(data, at) === at) return null
    if (numbers.length === offsets.length) numbers.push(value)
    else if (value + first.value <= offsets.at(-1)!) return null
    else offsets.push(first.value + value)
  }
  if (at > first.value) return null
  return { data, numbers, offsets }
}
