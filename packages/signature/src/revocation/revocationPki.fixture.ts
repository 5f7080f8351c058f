import { createSigningKey } from '../crypto/createSigningKey.js'
import { oids } from '../der/oids.js'
import { bitString, booleanTrue, nullValue, octetString, sequence } from '../der/write.js'
import { certify, extension, purpose, signingUsage } from '../pades/pki.fixture.js'
import { parseCertificate } from '../x509/parseCertificate.js'
import type { FixtureSigner } from './revocation.fixture.js'

/** keyCertSign and cRLSign. */
export const fullAuthority = (): Uint8Array[] => [extension(oids.basicConstraints, sequence(booleanTrue()), true), extension(oids.keyUsage, Uint8Array.of(0x03, 0x02, 0x01, 0x06), true)]

export interface HolderOptions {
  readonly subject: string
  /** The holder signs itself without one. */
  readonly issuer?: FixtureSigner
  readonly extensions: readonly Uint8Array[]
  readonly from?: Date
  readonly until?: Date
}

export async function holder({ subject, issuer, extensions, from, until }: HolderOptions): Promise<FixtureSigner> {
  const key = await createSigningKey()
  const times = { ...(from ? { from } : {}), ...(until ? { until } : {}) }
  const der = await certify({ subject, issuer: issuer?.certificate.subject.commonName ?? subject, key, issuerKey: issuer?.key ?? key, extensions: [...extensions, ...(await keyIdentifiers(key.spki, issuer))], ...times })
  return { key, certificate: parseCertificate(der) }
}

/** Other people's software builds paths by them. */
async function keyIdentifiers(spki: Uint8Array, issuer: FixtureSigner | undefined): Promise<Uint8Array[]> {
  const hash = async (bytes: Uint8Array): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource)).subarray(0, 20)
  const own = extension(oids.subjectKeyIdentifier, octetString(await hash(spki)))
  return issuer ? [own, extension(oids.authorityKeyIdentifier, sequence(authorityKey(await hash(issuer.certificate.spki))))] : [own]
}

const authorityKey = (identifier: Uint8Array): Uint8Array => {
  const result = octetString(identifier)
  result[0] = 0x80
  return result
}

export interface RevocationPki {
  readonly root: FixtureSigner
  readonly issuing: FixtureSigner
  readonly signer: FixtureSigner
  readonly responder: FixtureSigner
}

/** Root, issuing authority, signer and an OCSP responder with ocsp-nocheck. */
export async function makeRevocationPki(): Promise<RevocationPki> {
  const root = await holder({ subject: 'Revocation Root', extensions: fullAuthority(), until: new Date(Date.now() + 3650 * 86_400_000) })
  const issuing = await holder({ subject: 'Revocation Issuing', issuer: root, extensions: fullAuthority(), until: new Date(Date.now() + 3650 * 86_400_000) })
  const signer = await holder({ subject: '周禾田', issuer: issuing, extensions: [signingUsage(), purpose(oids.emailProtection)] })
  const responder = await holder({ subject: 'Responder', issuer: issuing, extensions: responderExtensions() })
  return { root, issuing, signer, responder }
}

export const responderExtensions = (): Uint8Array[] => [digitalSignature(), purpose(oids.ocspSigning), extension(oids.ocspNoCheck, nullValue())]
const digitalSignature = (): Uint8Array => extension(oids.keyUsage, bitString(Uint8Array.of(0x80)).map((octet, index) => (index === 2 ? 7 : octet)), true)
