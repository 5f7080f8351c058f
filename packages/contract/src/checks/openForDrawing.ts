import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Opens a file by its cross-reference, as a reader does, and lets it go afterwards. Character maps and the standard fonts a file may lean on come with pdf.js. */
export async function openForDrawing<T>(pdf: Uint8Array, use: (document: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = getDocument({
    data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0, cMapUrl: join(folder, 'cmaps/'), cMapPacked: true, standardFontDataUrl: join(folder, 'standard_fonts/'), wasmUrl: join(folder, 'wasm/'),
  })
  try {
    return await use(await task.promise)
  } finally {
    await task.destroy()
  }
}
