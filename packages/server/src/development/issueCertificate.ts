// @peculiar/x509 resolves its parts through decorators and needs the polyfill first.
import 'reflect-metadata'
import {
  AuthorityKeyIdentifierExtension, BasicConstraintsExtension, CRLDistributionPointsExtension, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension, SubjectKeyIdentifierExtension,
  X509CertificateGenerator, type Extension,
} from '@peculiar/x509'
import { oids } from '@loansign/signature'

const day = 24 * 60 * 60 * 1000
const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const

/** What every development certificate says of itself. */
export const testMark = 'TEST - not legally binding 测试，无法律效力'

export interface DevelopmentName {
  readonly commonName: string
  readonly organization?: string
}

export interface IssueOptions {
  readonly kind: 'root' | 'issuing' | 'signer' | 'timestamp'
  readonly subject: DevelopmentName
  readonly publicKey: CryptoKey
  readonly issuer: { readonly subject: DevelopmentName; readonly keys: CryptoKeyPair }
  readonly validFrom: Date
  readonly validUntil?: Date
}

const years: Record<IssueOptions['kind'], number> = { root: 20, issuing: 10, timestamp: 10, signer: 2 }

/** Issues one certificate, DER, with a random serial number. */
export async function issueCertificate({ kind, subject, publicKey, issuer, validFrom, validUntil }: IssueOptions): Promise<Uint8Array> {
  const serial = crypto.getRandomValues(new Uint8Array(16))
  // Positive and of full length.
  serial[0] = (serial[0]! & 0x3f) | 0x40
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: Buffer.from(serial).toString('hex'),
      subject: nameOf(subject),
      issuer: nameOf(issuer.subject),
      notBefore: validFrom,
      notAfter: validUntil ?? new Date(validFrom.getTime() + years[kind] * 365 * day),
      signingAlgorithm: algorithm,
      publicKey,
      signingKey: issuer.keys.privateKey,
      extensions: [
        ...usages(kind),
        await SubjectKeyIdentifierExtension.create(publicKey, false, crypto),
        await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey, false, crypto),
        // Nobody is there: the lists are made in process. Validators look for none about a certificate that names no place.
        ...(kind === 'root' ? [] : [new CRLDistributionPointsExtension([`http://crl.loansign.example/${encodeURIComponent(issuer.subject.commonName)}.crl`])]),
      ],
    },
    crypto,
  )
  return new Uint8Array(certificate.rawData)
}

/** As @peculiar/x509 takes it. */
export function nameOf({ commonName, organization }: DevelopmentName): Record<string, string[]>[] {
  return [...(organization === undefined ? [] : [{ O: [organization] }]), { OU: [testMark] }, { CN: [commonName] }]
}

function usages(kind: IssueOptions['kind']): Extension[] {
  if (kind === 'root') return [new BasicConstraintsExtension(true, 1, true), authorityUsage()]
  if (kind === 'issuing') return [new BasicConstraintsExtension(true, 0, true), authorityUsage()]
  const signing = new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true)
  // RFC 3161 section 2.3: time stamping alone, and critical. Signers carry emailProtection too, or poppler and NSS distrust them.
  const purposes = kind === 'timestamp' ? new ExtendedKeyUsageExtension([oids.timeStamping], true) : new ExtendedKeyUsageExtension([oids.documentSigning, oids.emailProtection])
  return [new BasicConstraintsExtension(false, undefined, true), signing, purposes]
}

function authorityUsage(): KeyUsagesExtension {
  return new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true)
}
