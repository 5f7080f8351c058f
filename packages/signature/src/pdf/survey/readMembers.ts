import { limits } from '../limits.js'
import type { PdfFile } from '../readPdf.js'
import { behindBlanks, isDigit } from './skim.js'
import { isKind, type PdfStream } from '../syntax/values.js'

/** The members of an object stream (ISO 32000-2 section 7.5.7): their numbers, and where in its data each begins. */
export interface Members {
  readonly data: Uint8Array
  readonly numbers: readonly number[]
  readonly offsets: readonly number[]
}

/**
 * Null where the stream is written in an unusual way, be it sound or not: `PdfFile.object` tells.
 * @throws SignatureError as `PdfFile.decode`
 */
export function readMembers(pdf: PdfFile, stream: PdfStream): Members | null {
  const [count, first] = [stream.dictionary.entries.get('N'), stream.dictionary.entries.get('First')]
  if (!isKind(count, 'number') || !isKind(first, 'number') || ![count.value, first.value].every((value) => Number.isSafeInteger(value) && value >= 0)) return null
  if (count.value > limits.objects) return null
  const data = pdf.decode(stream)
  const read: number[] = []
  let at = 0
  while (read.length < 2 * count.value) {
    const start = behindBlanks(data, at)
    let value = 0
    for (at = start; isDigit(data[at]); at++) value = value * 10 + data[at]! - 0x30
    if (at === start || at - start > 9 || behindBlanks(data, at) === at) return null
    read.push(value)
  }
  return { data, numbers: read.filter((_, index) => index % 2 === 0), offsets: read.filter((_, index) => index % 2 === 1).map((offset) => first.value + offset) }
}
