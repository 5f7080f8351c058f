import { signatureProblem } from '../../crypto/signatureProblem.js'
import { bytesEqual } from '../../der/bytes.js'
import { oids } from '../../der/oids.js'
import { toHex } from '../../encoding/hex.js'
import { extensionTime } from '../../x509/extension.js'
import { keyUsageBits, type Certificate } from '../../x509/parseCertificate.js'
import { checkCrlScope } from './crlScope.js'
import type { CertificateRevocationList } from './parseCrl.js'
import { refused, type Judgement, type RevocationProblemCode } from '../statement.js'

/** A list that was read, and the certificate it is to speak about. */
export interface JudgeCrlOptions {
  readonly list: CertificateRevocationList
  readonly certificate: Certificate
  /** The certificate above it in a path that was validated. */
  readonly issuer: Certificate
  readonly crypto?: typeof globalThis.crypto
}

/** Critical extensions of a list that are honoured, or refused by name. Any other one ends it (RFC 5280 section 5.2). */
const understood: ReadonlySet<string> = new Set([oids.issuingDistributionPoint, oids.deltaCrlIndicator, oids.crlNumber, oids.authorityKeyIdentifier])

/**
 * What a complete revocation list says about a certificate (RFC 5280 section 6.3.3): it must be signed by the certificate's own issuer, with the key of
 * the path, and be about certificates of its kind. Delta lists, indirect lists and lists of some reasons are refused by name. Freshness is for the caller to judge.
 */
export async function judgeCrl({ list, certificate, issuer, crypto = globalThis.crypto }: JudgeCrlOptions): Promise<Judgement> {
  if (!bytesEqual(list.issuer.der, certificate.issuer.der) || !bytesEqual(list.issuer.der, issuer.subject.der)) return refused('other-certificate')
  const problem = checkForm(list, certificate, issuer) ?? checkTimes(list, certificate) ?? (await signatureProblem(list, issuer, crypto))
  if (problem) return refused(problem)
  const { thisUpdate, nextUpdate } = list
  const entry = list.entries.get(toHex(certificate.serialNumber))
  // Section 5.3.1: this reason belongs to delta lists alone.
  if (entry?.reason === 'remove-from-crl') return refused('remove-from-crl')
  return {
    statement: { kind: 'crl', status: entry ? 'revoked' : 'good', revokedAt: entry?.revokedAt ?? null, reason: entry?.reason ?? null, thisUpdate, nextUpdate, signerNotAfter: issuer.notAfter },
    problem: null,
  }
}

function checkForm(list: CertificateRevocationList, certificate: Certificate, issuer: Certificate): RevocationProblemCode | null {
  if (list.extensions.some(({ oid }) => oid === oids.deltaCrlIndicator)) return 'delta-crl'
  if (list.criticalEntryExtensions.includes(oids.certificateIssuer)) return 'indirect-crl'
  if (list.criticalEntryExtensions.length > 0) return 'critical-extension'
  if (list.extensions.some(({ oid, critical }) => critical && !understood.has(oid))) return 'critical-extension'
  if (issuer.keyUsage && !issuer.keyUsage.includes(keyUsageBits.crlSign)) return 'signer-not-authorized'
  return checkCrlScope(list, certificate)
}

function checkTimes({ thisUpdate, nextUpdate, entries, extensions }: CertificateRevocationList, { notBefore, notAfter, serialNumber }: Certificate): RevocationProblemCode | null {
  if (nextUpdate && nextUpdate < thisUpdate) return 'times-disordered'
  if (thisUpdate < notBefore) return 'before-issuance'
  if (thisUpdate <= notAfter || entries.has(toHex(serialNumber))) return null
  // X.509 section 8.5.2.12, RFC 5280 section 5: a list may forget what has expired, unless it says since when it does not.
  const keptSince = extensionTime(extensions, oids.expiredCertsOnCrl)
  return keptSince && keptSince <= notAfter ? null : 'after-expiry'
}
