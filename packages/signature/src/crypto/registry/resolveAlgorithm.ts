import { oids } from '../../der/oids.js'
import { children, type DerNode } from '../../der/read.js'
import { readOid, readSmallInteger } from '../../der/values.js'
import { SignatureError } from '../../errors.js'
import { brokenDigest } from './brokenDigest.js'
import { digestByOid, digestSizes, signatureAlgorithms, type DigestAlgorithm, type SignatureAlgorithm } from './algorithms.js'

/**
 * The registry entry for an AlgorithmIdentifier. `digest` is the SignerInfo's digestAlgorithm: CMS names RSA by
 * rsaEncryption alone (RFC 5652 section 10.1.2) and takes the hash from there.
 * @throws SignatureError `algorithm-unknown`: unknown, or parameters that do not agree; `algorithm-broken`: by SHA-1 or MD5; `der-malformed`
 */
export function resolveAlgorithm(identifier: DerNode, digest?: DigestAlgorithm): SignatureAlgorithm {
  const [oidNode, parameters, more] = children(identifier)
  const oid = oidNode ? readOid(oidNode) : ''
  const unknown = (why: string): SignatureError => new SignatureError('algorithm-unknown', { oid, why })
  refuseBroken(oid)
  let found: SignatureAlgorithm | undefined
  if (oid === oids.rsaPss) {
    const hash = readPssParameters(parameters)
    found = signatureAlgorithms.find((entry) => entry.kind === 'rsa-pss' && entry.digest === hash)
  } else if (oid === oids.rsaEncryption) {
    found = signatureAlgorithms.find((entry) => entry.kind === 'rsa-pkcs1' && entry.digest === digest)
  } else {
    found = signatureAlgorithms.find((entry) => entry.oid === oid)
  }
  if (!found) throw unknown('not in the registry')
  if (more || !parametersFit(found, parameters)) throw unknown('parameters')
  if (digest !== undefined && found.digest !== null && found.digest !== digest) throw unknown('digest and signature algorithm disagree')
  return found
}

/** ECDSA and EdDSA have no parameters (RFC 5758 section 3.2, RFC 8410 section 3); RSA has NULL, and its absence is to be borne (RFC 4055 section 5). PSS is read apart. */
function parametersFit({ kind }: SignatureAlgorithm, parameters: DerNode | undefined): boolean {
  if (kind === 'rsa-pss') return true
  if (kind !== 'rsa-pkcs1') return parameters === undefined
  return parameters === undefined || (parameters.tag === 0x05 && parameters.value.length === 0)
}

/** RFC 4055 section 3.1, with the only combination in use: MGF1 with the same hash and a salt of its length. */
function readPssParameters(parameters: DerNode | undefined): DigestAlgorithm {
  const mismatch = (why: string): SignatureError => new SignatureError('algorithm-unknown', { oid: oids.rsaPss, why })
  // What is left out is SHA-1 by default.
  if (!parameters) refuseBroken(oids.sha1)
  if (parameters?.tag !== 0x30) throw mismatch('parameters')
  const list = children(parameters)
  const fields = new Map(list.map((field) => [field.tag, children(field)[0]]))
  if (fields.size !== list.length) throw mismatch('a field stands twice')
  const hash = fields.has(0xa0) ? algorithmOid(fields.get(0xa0)) : oids.sha1
  refuseBroken(hash)
  const mask = fields.get(0xa1)
  const maskParts = mask ? children(mask) : []
  const maskHash = algorithmOid(maskParts[1])
  const saltNode = fields.get(0xa2)
  const salt = saltNode ? readSmallInteger(saltNode) : 20
  const digest = digestByOid(hash)
  if (!digest) throw mismatch('hash')
  if (!maskParts[0] || readOid(maskParts[0]) !== oids.mgf1 || maskHash !== hash) throw mismatch('mask generation')
  if (salt !== digestSizes[digest]) throw mismatch('salt length')
  const trailer = fields.get(0xa3)
  if (trailer && readSmallInteger(trailer) !== 1) throw mismatch('trailer')
  return digest
}

function refuseBroken(oid: string): void {
  const digest = brokenDigest(oid)
  if (digest) throw new SignatureError('algorithm-broken', { oid, digest })
}

function algorithmOid(node: DerNode | undefined): string {
  const oid = node?.tag === 0x30 ? children(node)[0] : undefined
  return oid ? readOid(oid) : ''
}
