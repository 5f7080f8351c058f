import { digestByOid, type DigestAlgorithm } from '../crypto/registry/algorithms.js'
import { algorithmProblem, digestProblem, type AlgorithmProblem } from '../crypto/registry/brokenDigest.js'
import { digest } from '../crypto/hashing/digest.js'
import { resolveAlgorithm } from '../crypto/registry/resolveAlgorithm.js'
import { verifySignature } from '../crypto/verifySignature.js'
import { bytesEqual } from '../der/bytes.js'
import { oids } from '../der/oids.js'
import type { DerNode } from '../der/read.js'
import { compareDer, nullValue, objectIdentifier, octetString, sequence } from '../der/write.js'
import type { Certificate } from '../x509/parseCertificate.js'
import { readableCertificates } from '../x509/path/validatePath.js'
import type { CmsAttribute, SignedData, SignerInfo } from './parseSignedData.js'
import { checkSigningCertificate } from './checkSigningCertificate.js'

/** Why a CMS signature does not hold, or is not CAdES (EN 319 122-1 section 5). Public API; a PDF's report names them with `cms-` before. */
export type CmsProblemCode =
  | 'not-one-signer'
  | 'content-not-detached'
  /** A version that RFC 5652 sections 5.1 and 5.3 do not give to what is inside. */
  | 'version-mismatch'
  /** The list of digests is not the one digest of the one signer. */
  | 'digest-algorithms-mismatch'
  | 'signer-certificate-missing'
  /** Not in the registry, or SHA-1 or MD5 by name. */
  | `digest-${AlgorithmProblem}`
  | `signature-${AlgorithmProblem}`
  | 'no-signed-attributes'
  | 'attribute-repeated'
  | 'attributes-not-der'
  | 'content-type-mismatch'
  | 'message-digest-mismatch'
  | 'signing-certificate-missing'
  | 'signing-certificate-mismatch'
  | 'signing-certificate-v1'
  | 'signature-invalid'

/** What verifying a SignedData gives: mathematics and the binding to the certificate, neither path nor time. `certificate` is null when the signer's is not inside. */
export interface CmsReport {
  /** The message digest is the one of the content. */
  readonly digestMatches: boolean
  /** The signature verifies with the signer's key. */
  readonly signatureHolds: boolean
  readonly problems: readonly CmsProblemCode[]
  readonly certificate: Certificate | null
  readonly digestAlgorithm: DigestAlgorithm | null
}

/** A SignedData, and how to get at what it is over. */
export interface VerifySignedDataOptions {
  readonly signedData: SignedData
  /** The digest of the content, by the algorithm the signer names. */
  readonly messageDigest: (algorithm: DigestAlgorithm) => Promise<Uint8Array>
  /** The content itself: without signed attributes it is what was signed, and without it such a signature does not hold. */
  readonly content?: Uint8Array
  /** Whether the content must stand elsewhere (PDF) or inside (timestamp). */
  readonly detached: boolean
  /** The certificates of `signedData`, when they were read before. */
  readonly certificates?: readonly Certificate[]
  readonly crypto?: typeof globalThis.crypto
}

/** Verifies the one signature of a SignedData (RFC 5652 section 5.6) and the CAdES binding to its certificate. Never throws for what the bytes say. */
export async function verifySignedData(options: VerifySignedDataOptions): Promise<CmsReport> {
  const { signedData, detached, crypto = globalThis.crypto } = options
  const problems: CmsProblemCode[] = []
  if (detached === (signedData.content !== null)) problems.push('content-not-detached')
  const [signer, second] = signedData.signerInfos
  if (!signer || second) problems.push('not-one-signer')
  if (signer) problems.push(...checkUnsigned(signedData, signer))
  const digestAlgorithm = signer ? (digestByOid(signer.digestAlgorithmOid) ?? null) : null
  const certificate = signer ? (findSigner(options.certificates ?? readableCertificates(signedData.certificates), signer) ?? null) : null
  const failed = (): CmsReport => ({ digestMatches: false, signatureHolds: false, problems, certificate, digestAlgorithm })
  if (!signer) return failed()
  if (!digestAlgorithm) problems.push(`digest-${digestProblem(signer.digestAlgorithmOid)}`)
  if (!certificate) problems.push('signer-certificate-missing')
  if (!digestAlgorithm || !certificate) return failed()

  const contentDigest = await options.messageDigest(digestAlgorithm)
  const { signedAttributes } = signer
  let digestMatches: boolean
  let signedBytes: Uint8Array | null
  if (signedAttributes) {
    const { attributes } = signedAttributes
    // RFC 5652 section 11: each of these stands once and has one value.
    if (new Set(attributes.map(({ oid }) => oid)).size !== attributes.length || attributes.some(({ values }) => values.length !== 1)) problems.push('attribute-repeated')
    if (!inDerOrder(attributes)) problems.push('attributes-not-der')
    if (!states(attributes, oids.contentType, objectIdentifier(signedData.contentType))) problems.push('content-type-mismatch')
    digestMatches = states(attributes, oids.messageDigest, octetString(contentDigest))
    if (!digestMatches) problems.push('message-digest-mismatch')
    problems.push(...(await checkSigningCertificate({ attributes, certificate, crypto })))
    signedBytes = signedAttributes.der
  } else {
    // CAdES and PAdES forbid this form (RFC 5652 section 5.4 allows it): named, and verified where the content is at hand.
    problems.push('no-signed-attributes')
    digestMatches = false
    signedBytes = options.content ?? null
  }
  const signatureHolds = await holds({ signer, certificate, digestAlgorithm, signedBytes, problems, crypto })
  return { digestMatches: digestMatches || (signedAttributes === null && signatureHolds), signatureHolds, problems, certificate, digestAlgorithm }
}

interface HoldsOptions {
  readonly signer: SignerInfo
  readonly certificate: Certificate
  readonly digestAlgorithm: DigestAlgorithm
  readonly signedBytes: Uint8Array | null
  readonly problems: CmsProblemCode[]
  readonly crypto: typeof globalThis.crypto
}

async function holds({ signer, certificate, digestAlgorithm, signedBytes, problems, crypto }: HoldsOptions): Promise<boolean> {
  try {
    const algorithm = resolveAlgorithm(signer.signatureAlgorithm, digestAlgorithm)
    if (!signedBytes) return false
    const result = await verifySignature({ spki: certificate.spki, algorithm, signature: signer.signature, data: signedBytes, crypto })
    if (!result) problems.push('signature-invalid')
    return result
  } catch (error) {
    problems.push(`signature-${algorithmProblem(error)}`)
    return false
  }
}

/** What no signature covers and nothing is taken from: strict about it, so that nobody changes an octet unseen. */
function checkUnsigned({ version, versionDue, digestAlgorithms }: SignedData, signer: SignerInfo): CmsProblemCode[] {
  const problems: CmsProblemCode[] = []
  if (version !== versionDue || signer.version !== ('keyIdentifier' in signer.signerIdentifier ? 3 : 1)) problems.push('version-mismatch')
  const [only, second] = digestAlgorithms
  if (!only || second || !isIdentifierOf(only, signer.digestAlgorithmOid)) problems.push('digest-algorithms-mismatch')
  return problems
}

/** Parameters are absent, or NULL as older software writes (RFC 5754 section 2). */
function isIdentifierOf(node: DerNode, oid: string): boolean {
  return [sequence(objectIdentifier(oid)), sequence(objectIdentifier(oid), nullValue())].some((der) => bytesEqual(node.raw, der))
}

/** The certificate that a SignerInfo names (RFC 5652 section 5.3), if it is among these. */
export function findSigner(certificates: readonly Certificate[], { signerIdentifier }: SignerInfo): Certificate | undefined {
  return certificates.find(({ subjectKeyIdentifier, issuer, serialNumber }) =>
    'keyIdentifier' in signerIdentifier
      ? subjectKeyIdentifier !== null && bytesEqual(subjectKeyIdentifier, signerIdentifier.keyIdentifier)
      : bytesEqual(issuer.der, signerIdentifier.issuer) && bytesEqual(serialNumber, signerIdentifier.serialNumber),
  )
}

/** Whether an attribute is there and has exactly this value, DER. */
function states(attributes: readonly CmsAttribute[], oid: string, value: Uint8Array): boolean {
  const [first] = attributes.find((attribute) => attribute.oid === oid)?.values ?? []
  return first !== undefined && bytesEqual(first.raw, value)
}

function inDerOrder(attributes: readonly CmsAttribute[]): boolean {
  return attributes.every((attribute, index) => index === 0 || compareDer(attributes[index - 1]!.raw, attribute.raw) <= 0)
}

/** The digest of some bytes in the shape verifySignedData asks for. */
export function digestOf(bytes: Uint8Array, crypto?: typeof globalThis.crypto): (algorithm: DigestAlgorithm) => Promise<Uint8Array> {
  return (algorithm) => digest({ algorithm, data: bytes, ...(crypto ? { crypto } : {}) })
}
