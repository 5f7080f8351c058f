import { signatureProblem } from '../../crypto/signatureProblem.js'
import { oids } from '../../der/oids.js'
import { checkNameConstraints } from './nameConstraints.js'
import { isSelfIssued, keyUsageBits, type Certificate } from '../parseCertificate.js'
import type { PathProblemCode, PathPurpose } from './validatePath.js'

/**
 * Extensions this validator understands. Any other one that is critical ends the path (RFC 5280 section 6.1.4 o).
 * The key identifiers are hints for building and must not be critical (section 4.2.1.1 and 4.2.1.2): they are not here.
 */
const understood: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.subjectAlternativeName,
  oids.nameConstraints,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.inhibitAnyPolicy,
])

/** Extended key usages that allow a purpose; a certificate without any allows all. */
const fitting: Readonly<Record<PathPurpose, readonly string[]>> = {
  'document-signing': [oids.documentSigning, oids.emailProtection, oids.anyExtendedKeyUsage],
  timestamping: [oids.timeStamping, oids.anyExtendedKeyUsage],
  'ocsp-signing': [oids.ocspSigning, oids.anyExtendedKeyUsage],
}

export interface CheckCertificateOptions {
  readonly certificate: Certificate
  /** Undefined for the anchor. */
  readonly issuer: Certificate | undefined
  /** The authorities between this certificate and the leaf. */
  readonly below: readonly Certificate[]
  /** The authorities from the issuer up to the anchor. */
  readonly above: readonly Certificate[]
  readonly isLeaf: boolean
  readonly at: Date
  readonly purpose: PathPurpose
  readonly crypto: Crypto
}

/** Everything RFC 5280 section 6.1.3 to 6.1.5 asks of one certificate in its place. */
export async function checkCertificate(options: CheckCertificateOptions): Promise<PathProblemCode[]> {
  const { certificate, issuer, isLeaf, at } = options
  const problems: PathProblemCode[] = []
  // Validity is told in whole seconds, and both ends belong to it (RFC 5280 section 4.1.2.5).
  const second = Math.floor(at.getTime() / 1000) * 1000
  if (second < certificate.notBefore.getTime()) problems.push('not-yet-valid')
  if (second > certificate.notAfter.getTime()) problems.push('expired')
  if (certificate.extensions.some(({ oid, critical }) => critical && !understood.has(oid))) problems.push('unknown-critical-extension')
  problems.push(...checkConstraintsAbove(options))
  const signatureFault = issuer && (await signatureProblem(certificate, issuer, options.crypto))
  if (signatureFault) problems.push(signatureFault)
  problems.push(...(isLeaf ? checkLeaf(options) : checkAuthority(options)))
  return problems
}

/** RFC 5280 section 6.1.3 b and c. A self-issued certificate on the way (a rollover of keys) is not bound, a leaf always is. */
function checkConstraintsAbove({ certificate, above, isLeaf }: CheckCertificateOptions): PathProblemCode[] {
  if (!isLeaf && isSelfIssued(certificate)) return []
  return above.flatMap(({ extensions }) => {
    const constraints = extensions.find(({ oid }) => oid === oids.nameConstraints)
    const problem = constraints ? checkNameConstraints(constraints.value, certificate) : null
    return problem ? [problem] : []
  })
}

function checkAuthority({ certificate, below, issuer, purpose }: CheckCertificateOptions): PathProblemCode[] {
  const problems: PathProblemCode[] = []
  const { basicConstraints, keyUsage, extendedKeyUsage, version, subject } = certificate
  // An anchor of version 1 has no extensions to say it is an authority; the one who named it as an anchor said so.
  const isAuthority = basicConstraints?.ca === true || (issuer === undefined && version === 1)
  // One without a name cannot be named as issuer (RFC 5280 section 4.1.2.6).
  if (!isAuthority || subject.rdns.length === 0) problems.push('not-a-ca')
  // Purposes of an authority bound what it certifies: not in RFC 5280, but what every validator does. An anchor was chosen for what it is.
  if (issuer && extendedKeyUsage && !extendedKeyUsage.some((usage) => fitting[purpose].includes(usage))) problems.push('extended-key-usage')
  if (keyUsage && !keyUsage.includes(keyUsageBits.keyCertSign)) problems.push('key-usage')
  const limit = basicConstraints?.pathLength
  // Self-issued certificates do not count (RFC 5280 section 6.1.4 l).
  const counted = below.filter((member) => !isSelfIssued(member)).length
  if (limit !== null && limit !== undefined && counted > limit) problems.push('path-too-long')
  return problems
}

function checkLeaf({ certificate, purpose }: CheckCertificateOptions): PathProblemCode[] {
  const problems: PathProblemCode[] = []
  const { keyUsage, extendedKeyUsage, extensions, basicConstraints } = certificate
  const maySign = keyUsage === null || keyUsage.includes(keyUsageBits.digitalSignature) || keyUsage.includes(keyUsageBits.nonRepudiation)
  // RFC 5280 section 4.2.1.9: only an authority may be given the right to sign certificates.
  const claimsAuthority = keyUsage?.includes(keyUsageBits.keyCertSign) === true && basicConstraints?.ca !== true
  if (!maySign || claimsAuthority) problems.push('key-usage')
  if (purpose === 'timestamping') {
    // RFC 3161 section 2.3: this one purpose and no other, critical.
    const critical = extensions.some(({ oid, critical }) => oid === oids.extendedKeyUsage && critical)
    if (extendedKeyUsage?.length !== 1 || extendedKeyUsage[0] !== oids.timeStamping || !critical) problems.push('extended-key-usage')
  } else if (extendedKeyUsage && !extendedKeyUsage.some((usage) => fitting[purpose].includes(usage))) {
    problems.push('extended-key-usage')
  }
  return problems
}
