import type { PdfFile } from './readPdf.js'
import { isKind, type PdfReference, type PdfValue } from './syntax/values.js'

/** Every reference inside a value, without following any. */
export function referencesIn(value: PdfValue, found: PdfReference[] = []): PdfReference[] {
  if (isKind(value, 'reference')) found.push(value)
  else if (isKind(value, 'array')) for (const item of value.items) referencesIn(item, found)
  else if (isKind(value, 'dictionary')) for (const item of value.entries.values()) referencesIn(item, found)
  else if (isKind(value, 'stream')) referencesIn(value.dictionary, found)
  return found
}

/** The generation of an object that is in use, else null. A reference to another one is a reference to nothing (ISO 32000-2 section 7.3.10), but some viewers follow it. */
export function generationOf(pdf: PdfFile, number: number): number | null {
  const entry = pdf.entry(number)
  return !entry || entry.type === 'free' ? null : entry.type === 'offset' ? entry.generation : 0
}

/** The numbers of all objects that can be reached from a value; `stop` ends the walk at objects it names. */
export function reachableFrom(pdf: PdfFile, start: PdfValue, stop: (number: number) => boolean = () => false): Set<number> {
  const reached = new Set<number>()
  const queue: PdfValue[] = [start]
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    for (const { number } of referencesIn(value)) {
      if (reached.has(number) || stop(number)) continue
      reached.add(number)
      queue.push(pdf.object(number))
    }
  }
  return reached
}

/** All object numbers that are in use. */
export function objectNumbers(pdf: PdfFile): number[] {
  const numbers = new Set<number>()
  for (const { entries } of pdf.sections) entries.forEach((_, number) => numbers.add(number))
  return [...numbers].filter((number) => pdf.entry(number)?.type !== 'free').sort((a, b) => a - b)
}
