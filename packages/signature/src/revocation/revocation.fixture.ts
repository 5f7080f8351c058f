import type { SigningKey } from '../crypto/createSigningKey.js'
import { signWithKey } from '../crypto/signWithKey.js'
import { oids } from '../der/oids.js'
import { bitString, booleanTrue, element, generalizedTime, integer, objectIdentifier, octetString, sequence } from '../der/write.js'
import { legacySha1 } from '../crypto/hashing/legacySha1.js'
import type { Certificate } from '../x509/parseCertificate.js'
import { subjectPublicKey, writeCertificateId } from './ocsp/certificateId.js'

export interface FixtureSigner {
  readonly certificate: Certificate
  readonly key: SigningKey
}

export interface OcspFixture {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly signer: FixtureSigner
  /** Certificates put into the response. */
  readonly certificates?: readonly Certificate[]
  readonly status?: Uint8Array
  readonly thisUpdate?: Date
  /** Null for none. */
  readonly nextUpdate?: Date | null
  readonly producedAt?: Date
  readonly byName?: boolean
  readonly singleExtensions?: readonly Uint8Array[]
  readonly extensions?: readonly Uint8Array[]
}

export const good = (): Uint8Array => element(0x80)
export const unknown = (): Uint8Array => element(0x82)
export const revoked = (at: Date, reason?: number): Uint8Array => element(0xa1, generalizedTime(at), ...(reason === undefined ? [] : [element(0xa0, Uint8Array.of(0x0a, 1, reason))]))

const minute = 60_000

/** An OCSP response from our own DER writer. */
export async function ocspResponse(options: OcspFixture): Promise<Uint8Array> {
  const { certificate, issuer, signer, certificates = [], status = good(), thisUpdate = new Date(), producedAt = thisUpdate, byName = false } = options
  const { nextUpdate = new Date(thisUpdate.getTime() + 60 * minute), singleExtensions = [], extensions = [] } = options
  const responder = byName ? element(0xa1, signer.certificate.subject.der) : element(0xa2, octetString(await legacySha1({ data: subjectPublicKey(signer.certificate) })))
  const single = sequence(
    await writeCertificateId(certificate, issuer, crypto), status, generalizedTime(thisUpdate),
    ...(nextUpdate ? [element(0xa0, generalizedTime(nextUpdate))] : []), ...(singleExtensions.length > 0 ? [element(0xa1, sequence(...singleExtensions))] : []),
  )
  const tbs = sequence(responder, generalizedTime(producedAt), sequence(single), ...(extensions.length > 0 ? [element(0xa1, sequence(...extensions))] : []))
  const signature = await signWithKey({ key: signer.key.privateKey, data: tbs })
  const basic = sequence(tbs, sequence(objectIdentifier(oids.ecdsaSha256)), bitString(signature), ...(certificates.length > 0 ? [element(0xa0, sequence(...certificates.map(({ der }) => der)))] : []))
  return sequence(Uint8Array.of(0x0a, 1, 0), element(0xa0, sequence(objectIdentifier(oids.ocspBasic), octetString(basic))))
}

export interface CrlFixture {
  readonly signer: FixtureSigner
  readonly entries?: readonly { readonly serialNumber: Uint8Array; readonly at: Date; readonly reason?: number; readonly extensions?: readonly Uint8Array[] }[]
  readonly thisUpdate?: Date
  readonly nextUpdate?: Date | null
  readonly extensions?: readonly Uint8Array[]
  /** 2 unless given; version 1 has no extensions of its own. */
  readonly version?: 1 | 2
}

/** A revocation list. */
export async function crlOf({ signer, entries = [], thisUpdate = new Date(), nextUpdate = new Date(thisUpdate.getTime() + 24 * 60 * minute), extensions = [], version = 2 }: CrlFixture): Promise<Uint8Array> {
  const rows = entries.map(({ serialNumber, at, reason, extensions: own = [] }) => {
    const all = [...(reason === undefined ? [] : [crlExtension(oids.crlReason, Uint8Array.of(0x0a, 1, reason))]), ...own]
    return sequence(element(0x02, serialNumber), generalizedTime(at), ...(all.length > 0 ? [sequence(...all)] : []))
  })
  const tbs = sequence(
    ...(version === 2 ? [integer(1)] : []), sequence(objectIdentifier(oids.ecdsaSha256)), signer.certificate.subject.der, generalizedTime(thisUpdate), ...(nextUpdate ? [generalizedTime(nextUpdate)] : []),
    ...(rows.length > 0 ? [sequence(...rows)] : []), ...(version === 2 ? [element(0xa0, sequence(crlExtension(oids.crlNumber, integer(7)), ...extensions))] : []),
  )
  return sequence(tbs, sequence(objectIdentifier(oids.ecdsaSha256)), bitString(await signWithKey({ key: signer.key.privateKey, data: tbs })))
}

export function crlExtension(oid: string, value: Uint8Array, critical = false): Uint8Array {
  return sequence(objectIdentifier(oid), ...(critical ? [booleanTrue()] : []), octetString(value))
}
