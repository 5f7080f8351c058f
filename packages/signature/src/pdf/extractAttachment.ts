import { SignatureError } from '../errors.js'
import { decodeText } from './syntax/decodeText.js'
import { catalogOf, type PdfFile } from './readPdf.js'
import { isKind, type PdfValue } from './syntax/values.js'

/** The embedded files of the catalog's name tree (ISO 32000-2 section 7.11.4), by their keys. Hostile text. */
export function attachments(pdf: PdfFile): Map<string, PdfValue> {
  const found = new Map<string, PdfValue>()
  const names = pdf.dictionary(catalogOf(pdf).entries.get('Names'))
  const visit = (node: PdfValue | undefined, depth: number): void => {
    const dictionary = pdf.dictionary(node)
    if (!dictionary) return
    if (depth > 32) throw new SignatureError('pdf-malformed', { why: 'name tree' })
    const kids = pdf.get(dictionary, 'Kids')
    if (isKind(kids, 'array')) kids.items.forEach((kid) => visit(kid, depth + 1))
    const pairs = pdf.get(dictionary, 'Names')
    if (!isKind(pairs, 'array')) return
    for (let i = 0; i + 1 < pairs.items.length; i += 2) {
      const key = pdf.resolve(pairs.items[i])
      if (isKind(key, 'string')) found.set(decodeText(key.bytes), pairs.items[i + 1]!)
    }
  }
  if (names) visit(names.entries.get('EmbeddedFiles'), 0)
  return found
}

/**
 * The bytes of an attached file.
 * @throws SignatureError `attachment-not-found`, `pdf-malformed`, `pdf-limit`
 */
export function extractAttachment({ pdf, name }: { readonly pdf: PdfFile; readonly name: string }): Uint8Array {
  const specification = pdf.dictionary(attachments(pdf).get(name))
  const files = specification && pdf.dictionary(specification.entries.get('EF'))
  const stream = files && (pdf.get(files, 'F') ?? pdf.get(files, 'UF'))
  if (!stream || !isKind(stream, 'stream')) throw new SignatureError('attachment-not-found')
  return pdf.decode(stream)
}
