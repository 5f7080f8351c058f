import { toHex } from '../../encoding/hex.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { parseCrl, type CertificateRevocationList } from '../../revocation/crl/parseCrl.js'
import { parseOcspResponse, type OcspResponse } from '../../revocation/ocsp/parseOcspResponse.js'
import type { RevocationQuestion } from '../../revocation/revocationSource.js'
import type { Judgement } from '../../revocation/statement.js'
import { readable } from '../../readable.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { readableCertificates } from '../../x509/path/validatePath.js'
import type { Asker } from './asking.js'
import { readSecurityStore, type StoredData } from './securityStore.js'

/** An OCSP response or a revocation list, from the file or from a source. */
export interface RevocationItem {
  readonly der: Uint8Array
  /** Null when it cannot be read. */
  readonly data: { readonly kind: 'ocsp'; readonly response: OcspResponse } | { readonly kind: 'crl'; readonly list: CertificateRevocationList } | null
  readonly origin: 'document' | 'fetched'
  /** Where it ends in the file; Infinity for what was fetched. */
  readonly end: number
  /** The earliest time a sound document timestamp proves for it. */
  provenAt: Date | null
  /** What it says about a certificate, by questionKey: its signature is verified once. */
  readonly judgements: Map<string, Promise<Judgement>>
}

/** Everything that validation may draw upon besides the signatures themselves. It grows while sources are asked. */
export interface ValidationMaterial {
  readonly certificates: Certificate[]
  readonly items: RevocationItem[]
  /** Null when nobody is asked. */
  readonly asker: Asker | null
}

/** Of all lists of a file; with so many, further lists are not read. Small files can hold millions, which took gigabytes. */
const mostEntries = 400_000
const unread = { data: null, provenAt: null } as const

/** What the file's security store holds, which certificates were given besides (DER), and where more may be had. */
export function collectMaterial(pdf: PdfFile, asker: Asker | null, intermediates: readonly Uint8Array[] = []): ValidationMaterial {
  const store = readSecurityStore(pdf)
  let entries = 0
  const list = ({ der, end }: StoredData): RevocationItem => {
    if (entries >= mostEntries) return { ...unread, der, origin: 'document', end, judgements: new Map() }
    const item = revocationItem('crl', der, 'document', end)
    if (item.data?.kind === 'crl') entries += item.data.list.entries.size
    return item
  }
  return {
    certificates: readableCertificates([...store.certificates.map(({ der }) => der), ...intermediates]),
    items: [...store.ocsps.map(({ der, end }) => revocationItem('ocsp', der, 'document', end)), ...store.crls.map(list)],
    asker,
  }
}

/** A document timestamp at `time` covers the first `length` octets: what stands there existed by then. */
export function proveMaterial({ items }: ValidationMaterial, length: number, time: Date): void {
  for (const item of items) if (item.end <= length && (!item.provenAt || time < item.provenAt)) item.provenAt = time
}

/** Names a certificate and its issuer's key. */
export const questionKey = ({ certificate, issuer }: RevocationQuestion): string => `${toHex(certificate.serialNumber)} ${toHex(certificate.signature)} ${toHex(issuer.spki)}`

export function revocationItem(kind: 'ocsp' | 'crl', der: Uint8Array, origin: RevocationItem['origin'], end: number): RevocationItem {
  const data = readable(() => (kind === 'ocsp' ? ({ kind, response: parseOcspResponse(der) } as const) : ({ kind, list: parseCrl(der) } as const)))
  return { der, data, origin, end, provenAt: null, judgements: new Map() }
}
