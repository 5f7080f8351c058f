import { signatureAlgorithms, type SignatureAlgorithm } from '../../crypto/registry/algorithms.js'
import { digest } from '../../crypto/hashing/digest.js'
import { p1363ToDer } from '../../crypto/ecdsaForm.js'
import { verifySignature } from '../../crypto/verifySignature.js'
import { SignatureError } from '../../errors.js'
import { parseCertificate } from '../../x509/parseCertificate.js'
import type { Signer } from './signer.js'

/** The registry's entry for the algorithm of a signer.
 * @throws SignatureError `algorithm-unknown` also for EdDSA, which is verified and not written */
export function algorithmOf({ algorithm = 'ES256' }: Signer): SignatureAlgorithm & { readonly digest: NonNullable<SignatureAlgorithm['digest']> } {
  const found = signatureAlgorithms.find(({ name }) => name === algorithm)
  if (!found || found.digest === null) throw new SignatureError('algorithm-unknown', { algorithm })
  return { ...found, digest: found.digest }
}

/**
 * Has a signer sign some data, and gives the signature as CMS carries it.
 * @throws SignatureError `algorithm-unknown`, `signer-mismatch`, `cms-malformed` when there is no certificate; and whatever the signer throws
 */
export async function askSigner({ signer, data, crypto }: { readonly signer: Signer; readonly data: Uint8Array; readonly crypto: Crypto }): Promise<Uint8Array> {
  const algorithm = algorithmOf(signer)
  const [certificate] = signer.certificates
  if (!certificate) throw new SignatureError('cms-malformed', { why: 'no certificate' })
  const given = 'signDigest' in signer ? await signer.signDigest(await digest({ algorithm: algorithm.digest, data, crypto })) : await signer.sign(data)
  const signature = algorithm.kind === 'ecdsa' && signer.ecdsaForm === 'p1363' ? fromP1363(given) : given
  // A key of another certificate, a digest hashed twice, the other form: found here, and not by whoever gets the file.
  const holds = await verifySignature({ spki: parseCertificate(certificate).spki, algorithm, signature, data, crypto })
  if (!holds) throw new SignatureError('signer-mismatch', { why: 'it does not verify with the first certificate: another key, another algorithm, a digest hashed twice, or r‖s where ecdsaForm does not say so' })
  return signature
}

function fromP1363(signature: Uint8Array): Uint8Array {
  try {
    return p1363ToDer(signature)
  } catch (cause) {
    throw new SignatureError('signer-mismatch', {}, { cause })
  }
}
