import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFStream, type PDFDocument } from 'pdf-lib'

const conformances = 'ABU'

/** What a file says of itself in its metadata; nobody proved it here. */
export interface ArchiveClaim {
  readonly part: number
  readonly conformance: string
  /** All its colours are measured against an RGB profile, as ours are. */
  readonly rgb: boolean
}

/** ISO 19005-2 and -3, section 6.6.4. Null when the file claims nothing. */
export function archiveClaim(document: PDFDocument): ArchiveClaim | null {
  const text = metadataOf(document)?.text ?? ''
  const value = (name: string): string | undefined => new RegExp(`pdfaid:${name}(?:\\s*=\\s*["']|>)\\s*([^"'<\\s]+)`).exec(text)?.[1]
  const part = value('part')
  return part === undefined ? null : { part: Number(part), conformance: value('conformance') ?? '', rgb: hasRgbIntent(document) }
}

/** PDF/A-2 becomes PDF/A-3 by having attachments, and nothing else differs; values and fields we add are in no structure tree, so only level B is kept. PDF/A-1 is another matter. */
export function mayBeArchived(claim: ArchiveClaim | null): boolean {
  return claim !== null && (claim.part === 2 || claim.part === 3) && claim.conformance !== '' && conformances.includes(claim.conformance.toUpperCase()) && claim.rgb
}

/** Writes PDF/A-3b into the metadata, or takes every such claim out of them; a claim of PDF/UA always goes. */
export function setClaim(document: PDFDocument, archived: boolean): void {
  const metadata = metadataOf(document)
  // What cannot be read here could claim anything.
  if (metadata === null) document.catalog.delete(PDFName.of('Metadata'))
  if (metadata === null) return
  const set = (text: string, name: string, value: string): string => text.replace(new RegExp(`(pdfaid:${name}(?:\\s*=\\s*["']|>)\\s*)[^"'<\\s]+`, 'g'), `$1${value}`)
  const drop = (text: string, prefix: string): string => text.replace(new RegExp(`<${prefix}:(\\w+)[^>]*>[^<]*</${prefix}:\\1>`, 'g'), '').replace(new RegExp(`\\s${prefix}:\\w+\\s*=\\s*("[^"]*"|'[^']*')`, 'g'), '')
  const plain = drop(metadata.text, 'pdfuaid')
  const text = archived ? set(set(plain, 'part', '3'), 'conformance', 'B') : drop(plain, 'pdfaid')
  if (text === metadata.text) return
  const { context } = document
  document.catalog.set(PDFName.of('Metadata'), context.register(context.stream(Buffer.from(text, 'utf8'), { Type: 'Metadata', Subtype: 'XML' })))
}

function metadataOf({ catalog }: PDFDocument): { readonly text: string } | null {
  const stream = catalog.lookup(PDFName.of('Metadata'))
  if (!(stream instanceof PDFRawStream)) return null
  const filter = stream.dict.lookup(PDFName.of('Filter'))
  if (filter !== undefined && filter !== PDFName.of('FlateDecode')) return null
  return { text: Buffer.from(filter === undefined ? stream.contents : inflateSync(stream.contents)).toString('utf8') }
}

function hasRgbIntent({ catalog, context }: PDFDocument): boolean {
  const intents = catalog.lookup(PDFName.of('OutputIntents'))
  if (!(intents instanceof PDFArray)) return false
  return intents.asArray().some((item) => {
    const profile = context.lookup(item, PDFDict).lookup(PDFName.of('DestOutputProfile'))
    return profile instanceof PDFStream && profile.dict.lookup(PDFName.of('N'), PDFNumber).asNumber() === 3
  })
}
