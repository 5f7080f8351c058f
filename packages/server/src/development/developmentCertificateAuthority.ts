import { SignatureError, verifyCertificateRequest, type RevocationSource } from '@loansign/signature'
import type { CertificateAuthority } from '../ports/certificateAuthority.js'
import { markDevelopmentPort } from '../developmentPort.js'
import { developmentOnly } from './developmentOnly.js'
import { dayBefore, developmentRoot, rootName } from './developmentRoot.js'
import { issueCertificate, type DevelopmentName } from './issueCertificate.js'
import { generateKeys, loadOrCreate } from './keyStore.js'
import { revocationLists, revokedCertificates } from './revocationLists.js'

export interface DevelopmentOptions {
  readonly environment: string
  /** Where keys are kept; without one they end with the process. */
  readonly directory?: string
  readonly now?: () => Date
}

const issuerName: DevelopmentName = { commonName: 'LoanSign TEST Event CA', organization: 'LoanSign development' }

/** `revocationSource` is for the option of that name: lists of the root and of the issuing authority. With a directory they speak about seal and timestamp authority too, whose root is the same. */
export type DevelopmentCertificateAuthority = CertificateAuthority & { readonly revocationSource: RevocationSource }

/** A certificate authority in process: root, issuing authority, event certificates marked TEST. */
export async function developmentCertificateAuthority({ environment, directory, now = () => new Date() }: DevelopmentOptions): Promise<DevelopmentCertificateAuthority> {
  developmentOnly('developmentCertificateAuthority', environment)
  const root = await developmentRoot(directory, now)
  const issuing = await loadOrCreate(directory, 'event-ca', async () => {
    const keys = await generateKeys()
    const issuer = { subject: rootName, keys: root.keys }
    return { keys, certificate: await issueCertificate({ kind: 'issuing', subject: issuerName, publicKey: keys.publicKey, issuer, validFrom: dayBefore(now()) }) }
  })
  const revoked = revokedCertificates(directory)
  const issuers = [{ subject: rootName, ...root, revoked: () => Promise.resolve([]) }, { subject: issuerName, ...issuing, revoked: revoked.all }]
  return markDevelopmentPort('developmentCertificateAuthority', {
    issuerName: issuerName.commonName,
    async trustAnchors() {
      return [root.certificate]
    },
    async issue({ certificateRequest, subject, validFrom, validUntil }) {
      const { spki } = await verifyCertificateRequest(certificateRequest)
      const publicKey = await importP256(spki)
      const issuer = { subject: issuerName, keys: issuing.keys }
      const certificate = await issueCertificate({ kind: 'signer', subject, publicKey, issuer, validFrom, validUntil })
      return { certificate, chain: [issuing.certificate] }
    },
    revoke: ({ serialNumber, reason }) => revoked.add({ serialNumber, reason, at: now().toISOString() }),
    revocationSource: markDevelopmentPort('developmentCertificateAuthority.revocationSource', revocationLists({ issuers, now })),
  })
}

/** Signers of this project hold P-256 keys and no others. */
async function importP256(spki: Uint8Array): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('spki', spki as BufferSource, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
  } catch (cause) {
    throw new SignatureError('certificate-request-malformed', { why: 'the key is not P-256' }, { cause })
  }
}
