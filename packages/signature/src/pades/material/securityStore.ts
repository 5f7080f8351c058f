import { catalogOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { soundly } from '../../pdf/soundly.js'
import { isKind, type PdfReference } from '../../pdf/syntax/values.js'

/** One stream of the store. */
export interface StoredData {
  readonly der: Uint8Array
  readonly reference: PdfReference
  /** Where it stands in the file: what a document timestamp covers is proven to be as old. */
  readonly offset: number
}

/** The document security store (EN 319 142-1 section 5.4.2, ISO 32000-2 section 12.8.4.3) of the newest revision. */
export interface SecurityStore {
  readonly certificates: readonly StoredData[]
  readonly ocsps: readonly StoredData[]
  readonly crls: readonly StoredData[]
}

/** More streams than this are no honest store's. */
const maximumStreams = 2_000

/** Reads the store; a stream that cannot be read is left out, as is everything in it that is no stream of its own. */
export function readSecurityStore(pdf: PdfFile): SecurityStore {
  const store = pdf.dictionary(catalogOf(pdf).entries.get('DSS'))
  const list = (key: string): StoredData[] => {
    const value = store ? pdf.get(store, key) : null
    if (!isKind(value, 'array')) return []
    const seen = new Set<number>()
    return value.items.slice(0, maximumStreams).flatMap((item) => {
      if (!isKind(item, 'reference') || seen.has(item.number)) return []
      seen.add(item.number)
      return soundly(() => readStored(pdf, item)) ?? []
    })
  }
  return { certificates: list('Certs'), ocsps: list('OCSPs'), crls: list('CRLs') }
}

function readStored(pdf: PdfFile, reference: PdfReference): StoredData | null {
  const value = pdf.resolve(reference)
  const range = pdf.objectRange(reference.number)
  return isKind(value, 'stream') && range ? { der: pdf.decode(value), reference, offset: range[0] } : null
}
