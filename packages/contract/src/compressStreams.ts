import { deflateSync } from 'node:zlib'
import { PDFName, PDFRawStream, type PDFDocument } from 'pdf-lib'

/** Deflates what the engine left plain: character maps above all. Metadata stay readable, as archives want them. */
export function compressStreams({ context }: PDFDocument): void {
  const [filter, type, metadata] = ['Filter', 'Type', 'Metadata'].map((name) => PDFName.of(name)) as [PDFName, PDFName, PDFName]
  for (const [reference, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || object.dict.has(filter) || object.dict.get(type) === metadata || object.contents.length < 256) continue
    object.dict.set(filter, PDFName.of('FlateDecode'))
    context.assign(reference, PDFRawStream.of(object.dict, deflateSync(object.contents)))
  }
}
