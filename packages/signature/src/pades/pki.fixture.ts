import { assembleSignedData } from '../cms/assembleSignedData.js'
import { buildSignedAttributes } from '../cms/buildSignedAttributes.js'
import { createSigningKey, type SigningKey } from '../crypto/createSigningKey.js'
import { digest } from '../crypto/hashing/digest.js'
import { signWithKey } from '../crypto/signWithKey.js'
import { oids } from '../der/oids.js'
import { bitString, booleanTrue, element, generalizedTime, integer, objectIdentifier, octetString, sequence } from '../der/write.js'
import { parseTimestampRequest } from '../timestamp/request.js'
import type { TimestampAuthority } from '../timestamp/requestTimestamp.js'
import { writeCommonName } from '../x509/name.js'
import type { DataSigner } from './signing/signer.js'

const day = 86_400_000

export interface CertifyOptions {
  readonly subject: string
  readonly issuer: string
  readonly key: SigningKey
  readonly issuerKey: SigningKey
  readonly extensions: readonly Uint8Array[]
  readonly from?: Date
  readonly until?: Date
}

/** A certificate from our own DER writer: enough to test with, and nothing but this file makes it. */
export async function certify({ subject, issuer, key, issuerKey, extensions, from, until }: CertifyOptions): Promise<Uint8Array> {
  const algorithm = sequence(objectIdentifier(oids.ecdsaSha256))
  const validity = sequence(generalizedTime(from ?? new Date(Date.now() - day)), generalizedTime(until ?? new Date(Date.now() + day)))
  const serial = crypto.getRandomValues(new Uint8Array(8))
  serial[0] = 0x40
  const tbs = sequence(
    element(0xa0, integer(2)),
    integer(serial),
    algorithm,
    writeCommonName(issuer),
    validity,
    writeCommonName(subject),
    key.spki,
    ...(extensions.length > 0 ? [element(0xa3, sequence(...extensions))] : []),
  )
  return sequence(tbs, algorithm, bitString(await signWithKey({ key: issuerKey.privateKey, data: tbs })))
}

export function extension(oid: string, value: Uint8Array, critical = false): Uint8Array {
  return sequence(objectIdentifier(oid), ...(critical ? [booleanTrue()] : []), octetString(value))
}

export const authority = (pathLength?: number): Uint8Array[] => [
  extension(oids.basicConstraints, sequence(booleanTrue(), ...(pathLength === undefined ? [] : [integer(pathLength)])), true),
  extension(oids.keyUsage, Uint8Array.of(0x03, 0x02, 0x01, 0x06), true),
]
export const purpose = (oid: string, critical = false): Uint8Array => extension(oids.extendedKeyUsage, sequence(objectIdentifier(oid)), critical)
/** digitalSignature and nonRepudiation. */
export const signingUsage = (): Uint8Array => extension(oids.keyUsage, Uint8Array.of(0x03, 0x02, 0x06, 0xc0), true)

export interface TestPki {
  readonly root: Uint8Array
  readonly rootKey: SigningKey
  readonly signer: DataSigner
  readonly signerKey: SigningKey
  readonly timestampAuthority: TimestampAuthority
}

/** A root, a signer and a timestamp authority, new for each test. */
export async function makeTestPki(): Promise<TestPki> {
  const [rootKey, signerKey, timestampKey] = await Promise.all([createSigningKey(), createSigningKey(), createSigningKey()])
  const issued = { issuer: 'Test Root', issuerKey: rootKey }
  const root = await certify({ ...issued, subject: 'Test Root', key: rootKey, extensions: authority(), until: new Date(Date.now() + 3650 * day) })
  const signerCertificate = await certify({ ...issued, subject: '周禾田', key: signerKey, extensions: [signingUsage(), purpose(oids.emailProtection)] })
  const timestampCertificate = await certify({ ...issued, subject: 'Test TSA', key: timestampKey, extensions: [signingUsage(), purpose(oids.timeStamping, true)] })
  return {
    root,
    rootKey,
    signerKey,
    signer: { certificates: [signerCertificate], sign: (data) => signWithKey({ key: signerKey.privateKey, data }) },
    timestampAuthority: timestampAuthorityOf({ name: 'Test TSA', certificates: [timestampCertificate], key: timestampKey }),
  }
}

export interface FixtureAuthorityOptions {
  readonly name: string
  /** DER, the authority's own first. */
  readonly certificates: readonly Uint8Array[]
  readonly key: SigningKey
  /** What its clock says; now unless given. */
  readonly time?: () => Date
}

/** A timestamp authority in the same process. */
export function timestampAuthorityOf({ name, certificates, key, time = () => new Date() }: FixtureAuthorityOptions): TimestampAuthority {
  return {
    name,
    async timestamp(request) {
      const { digest: imprint, nonce } = parseTimestampRequest(request)
      const content = sequence(
        integer(1), objectIdentifier('2.999.1'), sequence(sequence(objectIdentifier(oids.sha256)), octetString(imprint)), integer(7), generalizedTime(time()), integer(nonce!),
      )
      const messageDigest = await digest({ algorithm: 'SHA-256', data: content })
      const signedAttributes = await buildSignedAttributes({ messageDigest, certificate: certificates[0]!, contentType: oids.tstInfo })
      const signature = await signWithKey({ key: key.privateKey, data: signedAttributes })
      return sequence(sequence(integer(0)), assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates, content: { type: oids.tstInfo, bytes: content } }))
    },
  }
}
