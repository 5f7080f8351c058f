import { SignatureError } from '../../errors.js'
import { beyond, limits } from '../limits.js'
import { catalogOf } from './pages.js'
import type { PdfFile } from '../readPdf.js'
import { decodeText } from '../syntax/decodeText.js'
import { isKind, type PdfStream, type PdfValue } from '../syntax/values.js'
import { malformed } from '../malformed.js'

/**
 * The embedded files of the catalog's name tree (ISO 32000-2 section 7.11.4), by their keys. Hostile text.
 * @throws SignatureError `pdf-malformed` also when two have the same key, or the tree has a node twice: which of them one gets would depend on the viewer
 */
export function attachments(pdf: PdfFile): Map<string, PdfValue> {
  const found = new Map<string, PdfValue>()
  const seen = new Set<number>()
  const visit = (node: PdfValue | undefined, depth: number): void => {
    if (isKind(node, 'reference')) {
      // Nodes that have others twice make a small tree one that nobody comes to the end of.
      if (seen.has(node.number)) throw malformed('name tree')
      seen.add(node.number)
    }
    const dictionary = pdf.dictionary(node)
    if (!dictionary) return
    if (depth > limits.depth || found.size > limits.objects) throw beyond('depth')
    const kids = pdf.get(dictionary, 'Kids')
    if (isKind(kids, 'array')) kids.items.forEach((kid) => visit(kid, depth + 1))
    const pairs = pdf.get(dictionary, 'Names')
    if (!isKind(pairs, 'array')) return
    for (let i = 0; i + 1 < pairs.items.length; i += 2) {
      const key = pdf.resolve(pairs.items[i])
      if (!isKind(key, 'string')) throw malformed('name tree')
      const name = decodeText(key.bytes)
      if (found.has(name)) throw malformed('two attachments have the same name')
      found.set(name, pairs.items[i + 1]!)
    }
  }
  const names = pdf.dictionary(catalogOf(pdf).entries.get('Names'))
  if (names) visit(names.entries.get('EmbeddedFiles'), 0)
  return found
}

/**
 * The bytes of an attached file, by its key in the name tree.
 * @throws SignatureError `attachment-not-found`, `pdf-malformed`, `pdf-limit`
 */
export function extractAttachment({ pdf, name }: { readonly pdf: PdfFile; readonly name: string }): Uint8Array {
  const stream = embeddedStream(pdf, attachments(pdf).get(name))
  if (!stream) throw new SignatureError('attachment-not-found')
  return pdf.decode(stream)
}

/** Section 7.11.3: /F and /UF may both name the stream. Viewers differ in which they take, so they must agree. */
function embeddedStream(pdf: PdfFile, specification: PdfValue | undefined): PdfStream | null {
  const dictionary = pdf.dictionary(specification)
  const files = dictionary && pdf.dictionary(dictionary.entries.get('EF'))
  if (!files) return null
  const streams = [...files.entries.keys()].map((key) => pdf.get(files, key))
  const [first] = streams
  if (streams.some((stream) => stream !== first)) throw malformed('an attachment with two contents')
  return isKind(first, 'stream') ? first : null
}
