import type { DerNode } from '../der/read.js'
import { algorithmProblem, type AlgorithmProblem } from './registry/brokenDigest.js'
import { resolveAlgorithm } from './registry/resolveAlgorithm.js'
import { verifySignature } from './verifySignature.js'

/** A certificate, revocation list or OCSP response: what is signed stands beside its signature. */
export interface SelfContained {
  readonly signatureAlgorithm: DerNode
  readonly signature: Uint8Array
  readonly tbs: Uint8Array
}

/** Why something is not signed with a key (SubjectPublicKeyInfo, DER), or null when it is. */
export async function signatureProblem({ signatureAlgorithm, signature, tbs }: SelfContained, { spki }: { readonly spki: Uint8Array }, crypto: Crypto): Promise<'signature-invalid' | AlgorithmProblem | null> {
  try {
    return (await verifySignature({ spki, algorithm: resolveAlgorithm(signatureAlgorithm), signature, data: tbs, crypto })) ? null : 'signature-invalid'
  } catch (error) {
    return algorithmProblem(error)
  }
}
