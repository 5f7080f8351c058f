import { joinPrepared, toBase64url, type PreparedSignature } from '@loansign/signature'
import { appendRevision, type AppendedObject } from '../../../packages/signature/src/pdf/appendRevision.js'
import { readPdf, type PdfFile } from '../../../packages/signature/src/pdf/readPdf.js'
import { isKind, isName, type PdfDictionary } from '../../../packages/signature/src/pdf/syntax/values.js'
import { latin1, writeValue } from '../../../packages/signature/src/pdf/syntax/write.js'

const touched = {
  page: { type: 'Page', add: '/Rotate 180' },
  font: { type: 'Font', add: '/LoanSign_Touched true' },
  'page-tree': { type: 'Pages', add: '/LoanSign_Touched true' },
} as const

export type Touched = keyof typeof touched
/** What a preparation says of what is appended. */
export type Tail = Pick<PreparedSignature, 'tail' | 'contentsOffset' | 'contentsSize'>

/**
 * An honest tail with one more object in it: a page, font or page tree of the base, changed. It is put together by our own appender, and its
 * ByteRange is right: only somebody who looks at what a tail may redefine notices.
 */
export function lyingTail({ base, prepared, touches }: { readonly base: Uint8Array; readonly prepared: Tail; readonly touches: Touched }): Tail {
  const before = readPdf(base)
  const lie = appendRevision(before, [...objectsOf(readPdf(joinPrepared({ base, prepared }))), changedObject(before, touches)]).tail
  const text = Buffer.from(lie).toString('latin1')
  const [start, end] = [text.indexOf('/Contents<') + '/Contents'.length, text.indexOf('>', text.indexOf('/Contents<')) + 1].map((position) => position + base.length)
  const ranged = text.replace(/\/ByteRange\[[\d ]+\] */, (whole) => `/ByteRange[0 ${start} ${end} ${base.length + text.length - end!}]`.padEnd(whole.length))
  if (ranged.length !== text.length) throw new Error('the ByteRange has no room')
  const withoutDigits = ranged.slice(0, start! + 1 - base.length) + ranged.slice(end! - 1 - base.length)
  return { tail: toBase64url(Uint8Array.from(Buffer.from(withoutDigits, 'latin1'))), contentsOffset: start!, contentsSize: prepared.contentsSize }
}

/** An object of the base as a revision would have it that changes it a little. */
export function changedObject(base: PdfFile, touches: Touched): AppendedObject {
  const { type, add } = touched[touches]
  for (let number = 1; number < base.size; number++) {
    const value = base.object(number)
    if (isKind(value, 'dictionary') && isName(value.entries.get('Type'), type)) return { number, generation: 0, body: latin1(writeValue(value as PdfDictionary).replace('<<', `<<${add} `)) }
  }
  throw new Error(`the base has no ${touches}`)
}

/** The objects of the newest revision, as they stand. */
function objectsOf(file: PdfFile): AppendedObject[] {
  const section = file.sections[0]!
  const objects: AppendedObject[] = []
  section.entries.forEach((entry, number) => {
    const range = file.objectRange(number)
    if (entry.type !== 'offset' || entry.offset === section.offset || !range) return
    objects.push({ number, generation: entry.generation, body: file.bytes.subarray(range[0] + `${number} ${entry.generation} obj\n`.length, range[1] - '\nendobj'.length) })
  })
  return objects
}
