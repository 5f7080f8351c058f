import { resolveAlgorithm } from '../crypto/resolveAlgorithm.js'
import { verifySignature } from '../crypto/verifySignature.js'
import { bytesEqual } from '../der/bytes.js'
import { oids } from '../der/oids.js'
import { SignatureError } from '../errors.js'
import { keyUsageBits, type Certificate } from './parseCertificate.js'
import type { PathProblemCode, PathPurpose } from './validatePath.js'

/** Extensions this validator understands. Any other one that is critical ends the path (RFC 5280 section 6.1.4 o). */
const understood: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.subjectAlternativeName,
  // No policy is ever asked for, so any policy will do.
  oids.certificatePolicies,
])

export interface CheckCertificateOptions {
  readonly certificate: Certificate
  /** Undefined for the anchor. */
  readonly issuer: Certificate | undefined
  /** The authorities between this certificate and the leaf. */
  readonly below: readonly Certificate[]
  readonly isLeaf: boolean
  readonly at: Date
  readonly purpose: PathPurpose
  readonly crypto: Crypto
}

/** Everything RFC 5280 section 6.1.3 to 6.1.5 asks of one certificate in its place. */
export async function checkCertificate(options: CheckCertificateOptions): Promise<PathProblemCode[]> {
  const { certificate, issuer, isLeaf, at } = options
  const problems: PathProblemCode[] = []
  if (at < certificate.notBefore) problems.push('not-yet-valid')
  if (at > certificate.notAfter) problems.push('expired')
  if (certificate.extensions.some(({ oid, critical }) => critical && !understood.has(oid) && oid !== oids.nameConstraints)) problems.push('unknown-critical-extension')
  // Constraints nobody checks would be no constraints.
  if (certificate.extensions.some(({ oid }) => oid === oids.nameConstraints)) problems.push('name-constraints-unsupported')
  if (issuer) problems.push(...(await checkIssuerSignature(options, issuer)))
  problems.push(...(isLeaf ? checkLeaf(options) : checkAuthority(options)))
  return problems
}

async function checkIssuerSignature({ certificate, crypto }: CheckCertificateOptions, issuer: Certificate): Promise<PathProblemCode[]> {
  try {
    const algorithm = resolveAlgorithm(certificate.signatureAlgorithm)
    const holds = await verifySignature({ spki: issuer.spki, algorithm, signature: certificate.signature, data: certificate.tbs, crypto })
    return holds ? [] : ['signature-invalid']
  } catch (error) {
    if (error instanceof SignatureError) return ['algorithm-unknown']
    throw error
  }
}

function checkAuthority({ certificate, below, issuer }: CheckCertificateOptions): PathProblemCode[] {
  const problems: PathProblemCode[] = []
  const { basicConstraints, keyUsage, version } = certificate
  // An anchor of version 1 has no extensions to say it is an authority; the one who named it as an anchor said so.
  if (!basicConstraints?.ca && !(issuer === undefined && version === 1)) problems.push('not-a-ca')
  if (keyUsage && !keyUsage.includes(keyUsageBits.keyCertSign)) problems.push('key-usage')
  const limit = basicConstraints?.pathLength
  // Self-issued certificates do not count (RFC 5280 section 6.1.4 l).
  const counted = below.filter((member) => !bytesEqual(member.subject.der, member.issuer.der)).length
  if (limit !== null && limit !== undefined && counted > limit) problems.push('path-too-long')
  return problems
}

function checkLeaf({ certificate, purpose }: CheckCertificateOptions): PathProblemCode[] {
  const problems: PathProblemCode[] = []
  const { keyUsage, extendedKeyUsage, extensions } = certificate
  if (keyUsage && !keyUsage.includes(keyUsageBits.digitalSignature) && !keyUsage.includes(keyUsageBits.nonRepudiation)) problems.push('key-usage')
  if (purpose === 'timestamping') {
    // RFC 3161 section 2.3: this one purpose and no other, critical.
    const critical = extensions.some(({ oid, critical }) => oid === oids.extendedKeyUsage && critical)
    if (extendedKeyUsage?.length !== 1 || extendedKeyUsage[0] !== oids.timeStamping || !critical) problems.push('extended-key-usage')
  } else if (extendedKeyUsage) {
    const fitting: readonly string[] = [oids.documentSigning, oids.emailProtection, oids.anyExtendedKeyUsage]
    if (!extendedKeyUsage.some((usage) => fitting.includes(usage))) problems.push('extended-key-usage')
  }
  return problems
}
