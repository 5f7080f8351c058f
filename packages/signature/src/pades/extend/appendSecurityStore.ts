import { concatBytes } from '../../der/bytes.js'
import { appendRevision, type AppendedObject } from '../../pdf/appendRevision.js'
import { catalogOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { numberOf, pdfDictionary, pdfReference, type PdfReference, type PdfValue } from '../../pdf/syntax/values.js'
import { latin1, writeValue } from '../../pdf/syntax/write.js'
import { listedIn, type SecurityStore } from '../material/securityStore.js'

/** Data by DER; the same bytes are stored once. */
export interface StoreEntry {
  /** Upper-case hexadecimal SHA-1 of the signature's /Contents. */
  readonly key: string
  readonly certificates: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
}

export interface AppendSecurityStoreOptions {
  readonly pdf: PdfFile
  readonly store: SecurityStore
  /** What each signature or timestamp was validated with. */
  readonly entries: readonly StoreEntry[]
  /** Certificates that no signature in the file was validated with yet, DER. */
  readonly certificates?: readonly Uint8Array[]
}

/**
 * Appends a revision whose /DSS holds, besides what it held, the given data and for each signature its /VRI (EN 319 142-1 section 5.4.2.3).
 * Gives the file; the bytes before stay as they are. Null when the store holds all of it already.
 */
export function appendSecurityStore({ pdf, store, entries, certificates: further = [] }: AppendSecurityStoreOptions): Uint8Array<ArrayBuffer> | null {
  const streams: AppendedObject[] = []
  const root = pdf.trailer.entries.get('Root') as PdfReference
  const catalog = catalogOf(pdf)
  const before = catalog.entries.get('DSS')
  // In a number of its own: what the file says its store were may be a page, which would be written over.
  const storeNumber = pdf.size
  let next = storeNumber + 1
  const put = (known: Map<string, PdfReference>, der: Uint8Array): PdfReference => {
    const key = keyOf(der)
    const found = known.get(key)
    if (found) return found
    const reference = pdfReference(next++)
    streams.push({ number: reference.number, generation: 0, body: streamOf(der) })
    known.set(key, reference)
    return reference
  }
  const knownBy = (stored: SecurityStore['ocsps']): Map<string, PdfReference> => new Map(stored.map(({ der, reference }) => [keyOf(der), reference]))
  const [certificates, ocsps, crls] = [knownBy(store.certificates), knownBy(store.ocsps), knownBy(store.crls)]
  const references = entries.map((entry) => ({
    key: entry.key,
    value: vri(entry.certificates.map((der) => put(certificates, der)), entry.ocsps.map((der) => put(ocsps, der)), entry.crls.map((der) => put(crls, der))),
  }))
  const old = pdf.dictionary(before)
  const oldVri = old && pdf.dictionary(old.entries.get('VRI'))
  for (const der of further) put(certificates, der)
  if (streams.length === 0 && references.every(({ key }) => oldVri?.entries.has(key))) return null
  const merged = pdfDictionary([...(oldVri?.entries ?? []), ...references.map(({ key, value }) => [key, value] as const)])
  const lists = (['Certs', 'OCSPs', 'CRLs'] as const).flatMap((key, index): [string, PdfValue][] => {
    const held = listedIn(pdf, before, key)
    const numbers = new Set(held.map(numberOf))
    const added = [...[certificates, ocsps, crls][index]!.values()].filter(({ number }) => !numbers.has(number))
    return held.length + added.length > 0 ? [[key, { kind: 'array', items: [...held, ...added] }]] : []
  })
  const dss = pdfDictionary([...(old?.entries ?? []), ['Type', { kind: 'name', name: 'DSS' }], ...lists, ['VRI', merged]])
  const objects: AppendedObject[] = [
    ...streams,
    { number: storeNumber, generation: 0, body: latin1(writeValue(dss)) },
    { ...root, body: latin1(writeValue(pdfDictionary([...catalog.entries, ['DSS', pdfReference(storeNumber)]]))) },
  ]
  return concatBytes([pdf.bytes, appendRevision(pdf, objects).tail])
}

function vri(certificates: readonly PdfReference[], ocsps: readonly PdfReference[], crls: readonly PdfReference[]): PdfValue {
  const list = (key: string, items: readonly PdfReference[]): [string, PdfValue][] => (items.length > 0 ? [[key, { kind: 'array', items }]] : [])
  return pdfDictionary([...list('Cert', certificates), ...list('OCSP', ocsps), ...list('CRL', crls)])
}

const keyOf = (der: Uint8Array): string => Array.from(der, (octet) => String.fromCharCode(octet)).join('')

function streamOf(der: Uint8Array): Uint8Array {
  return concatBytes([latin1(`<</Length ${der.length}>>\nstream\n`), der, latin1('\nendstream')])
}
