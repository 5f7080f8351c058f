import { parseSignedData } from '../../cms/parseSignedData.js'
import { bytesEqual } from '../../der/bytes.js'
import { toHex } from '../../encoding/base64url.js'
import { SignatureError } from '../../errors.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { parseCrl, type CertificateRevocationList } from '../../revocation/crl/parseCrl.js'
import { parseOcspResponse, type OcspResponse } from '../../revocation/ocsp/parseOcspResponse.js'
import type { RevocationQuestion, RevocationSource } from '../../revocation/revocationSource.js'
import type { Judgement } from '../../revocation/statement.js'
import { readable } from '../../readable.js'
import { parseCertificate, type Certificate } from '../../x509/parseCertificate.js'
import { readSecurityStore, type StoredData } from './securityStore.js'

/** An OCSP response or a revocation list, from the file or from a source. */
export interface RevocationItem {
  readonly der: Uint8Array
  /** Null when it cannot be read. */
  readonly data: { readonly kind: 'ocsp'; readonly response: OcspResponse } | { readonly kind: 'crl'; readonly list: CertificateRevocationList } | null
  readonly origin: 'document' | 'fetched'
  /** Where it stands in the file; Infinity for what was fetched. */
  readonly offset: number
  /** The earliest time a sound document timestamp proves for it. */
  provenAt: Date | null
  /** What it says about a certificate, by questionKey: its signature is verified once. */
  readonly judgements: Map<string, Promise<Judgement>>
}

/** Everything that validation may draw upon besides the signatures themselves. It grows while sources are asked. */
export interface ValidationMaterial {
  readonly certificates: Certificate[]
  readonly items: RevocationItem[]
  readonly source: RevocationSource | null
  /** Questions the source was asked, by kind and questionKey, issuers by the signature of the certificate: each is asked once. */
  readonly asked: Map<string, Promise<boolean>>
  /** How many more questions may stay without an answer. A file can name thousands of places, and each may take its time to say nothing. */
  readonly patience: { left: number }
}

const mostUnanswered = 8
/** Of all lists of a file; with so many, further lists are not read. Small files can hold millions, which took gigabytes. */
const mostEntries = 400_000
const unread = { data: null, provenAt: null } as const

/** What the file's security store holds, which certificates were given besides (DER), and where more may be had. */
export function collectMaterial(pdf: PdfFile, source: RevocationSource | null, intermediates: readonly Uint8Array[] = []): ValidationMaterial {
  const store = readSecurityStore(pdf)
  let entries = 0
  const list = ({ der, offset }: StoredData): RevocationItem => {
    if (entries >= mostEntries) return { ...unread, der, origin: 'document', offset, judgements: new Map() }
    const item = revocationItem('crl', der, 'document', offset)
    if (item.data?.kind === 'crl') entries += item.data.list.entries.size
    return item
  }
  return {
    certificates: [...store.certificates.map(({ der }) => der), ...intermediates].flatMap((der) => readable(() => parseCertificate(der)) ?? []),
    items: [...store.ocsps.map(({ der, offset }) => revocationItem('ocsp', der, 'document', offset)), ...store.crls.map(list)],
    source,
    asked: new Map(),
    patience: { left: mostUnanswered },
  }
}

/** A document timestamp at `time` covers the first `length` octets: what stands there existed by then. */
export function proveMaterial({ items }: ValidationMaterial, length: number, time: Date): void {
  for (const item of items) if (item.offset < length && (!item.provenAt || time < item.provenAt)) item.provenAt = time
}

/** Asks the source once; whether it had something. What it gave joins the material. Failures to answer are no answer. */
export function acquire(material: ValidationMaterial, kind: 'ocsp' | 'crl', question: RevocationQuestion): Promise<boolean> {
  const key = `${kind} ${questionKey(question)}`
  const known = material.asked.get(key)
  if (known) return known
  const answer = ask(material, kind, question)
  material.asked.set(key, answer)
  return answer
}

async function ask(material: ValidationMaterial, kind: 'ocsp' | 'crl', question: RevocationQuestion): Promise<boolean> {
  const der = await answerOf(material, (source) => (kind === 'ocsp' ? source.fetchOcsp(question) : source.fetchCrl(question)))
  if (der) material.items.push(revocationItem(kind, der, 'fetched', Infinity))
  return der !== null
}

/** Null when there is none, nobody to ask, or no patience left. */
async function answerOf<Answer>({ source, patience }: ValidationMaterial, question: (source: RevocationSource) => Promise<Answer | null>): Promise<Answer | null> {
  if (!source || patience.left <= 0) return null
  try {
    return await question(source)
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    patience.left--
    return null
  }
}

/** Asks the source for the issuers that are missing above a certificate, one above the other, and adds them to the material. */
export async function acquireIssuers(material: ValidationMaterial, leaf: Certificate, candidates: readonly Certificate[]): Promise<boolean> {
  const { source, certificates } = material
  let current = leaf
  let found = false
  for (let height = 0; height < maximumHeight && source?.fetchIssuers; height++) {
    const known = [...candidates, ...certificates].find(({ subject }) => bytesEqual(subject.der, current.issuer.der))
    if (known && bytesEqual(known.der, current.der)) break
    const issuer = known ?? (await askForIssuer(material, current))
    if (!issuer) break
    if (!known) {
      certificates.push(issuer)
      found = true
    }
    current = issuer
  }
  return found
}

const maximumHeight = 6

async function askForIssuer(material: ValidationMaterial, certificate: Certificate): Promise<Certificate | null> {
  const key = `issuers ${toHex(certificate.signature)}`
  if (material.asked.has(key)) return null
  const answer = answerOf(material, async (source) => source.fetchIssuers?.(certificate) ?? null)
  material.asked.set(key, answer.then((ders) => ders !== null))
  // RFC 5280 section 4.2.2.1: a certificate, or a CMS that holds nothing but certificates.
  const certificates = ((await answer) ?? []).flatMap((der) => readable(() => parseSignedData(der))?.certificates ?? [der])
  const issuers = certificates.flatMap((der) => readable(() => parseCertificate(der)) ?? [])
  return issuers.find(({ subject }) => bytesEqual(subject.der, certificate.issuer.der)) ?? null
}

/** Names a certificate and its issuer's key. */
export const questionKey = ({ certificate, issuer }: RevocationQuestion): string => `${toHex(certificate.serialNumber)} ${toHex(certificate.signature)} ${toHex(issuer.spki)}`

function revocationItem(kind: 'ocsp' | 'crl', der: Uint8Array, origin: RevocationItem['origin'], offset: number): RevocationItem {
  const data = readable(() => (kind === 'ocsp' ? ({ kind, response: parseOcspResponse(der) } as const) : ({ kind, list: parseCrl(der) } as const)))
  return { der, data, origin, offset, provenAt: null, judgements: new Map() }
}
