import { catalogOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { soundly } from '../../pdf/soundly.js'
import { isKind, type PdfReference, type PdfValue } from '../../pdf/syntax/values.js'

/** One stream of the store. */
export interface StoredData {
  readonly der: Uint8Array
  readonly reference: PdfReference
  /** Where it ends in the file: what a document timestamp covers whole is proven to be as old. */
  readonly end: number
}

/** The document security store (EN 319 142-1 section 5.4.2, ISO 32000-2 section 12.8.4.3) of the newest revision. */
export interface SecurityStore {
  readonly certificates: readonly StoredData[]
  readonly ocsps: readonly StoredData[]
  readonly crls: readonly StoredData[]
}

/** More streams than this are no honest store's. */
const maximumStreams = 2_000

export type StoreList = 'Certs' | 'OCSPs' | 'CRLs'

/** What a store names in one of its lists, unread. */
export function listedIn(pdf: PdfFile, value: PdfValue | undefined, key: StoreList): readonly PdfValue[] {
  const store = pdf.dictionary(value)
  const list = store && pdf.get(store, key)
  return isKind(list, 'array') ? list.items : []
}

/** Reads the store; a stream that cannot be read is left out, as is everything in it that is no stream of its own. */
export function readSecurityStore(pdf: PdfFile): SecurityStore {
  const store = catalogOf(pdf).entries.get('DSS')
  const list = (key: StoreList): StoredData[] => {
    const seen = new Set<number>()
    return listedIn(pdf, store, key).slice(0, maximumStreams).flatMap((item) => {
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
  return isKind(value, 'stream') && range ? { der: pdf.decode(value), reference, end: range[1] } : null
}
