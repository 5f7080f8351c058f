import { aText, checkArguments, optional } from '../checkArguments.js'
import { signatureAlgorithms } from '../crypto/registry/algorithms.js'
import { importSigningKey } from '../crypto/keys/importSigningKey.js'
import { signWithKey } from '../crypto/signWithKey.js'
import { oids } from '../der/oids.js'
import { children, expectTag, readDer } from '../der/read.js'
import { readOid } from '../der/values.js'
import { SignatureError } from '../errors.js'
import type { DataSigner } from '../pades/signing/signer.js'
import { unsupported } from './passwordEncryption.js'
import { pkcs12Shape, readPkcs12, type ReadPkcs12Options } from './readPkcs12.js'

export interface Pkcs12SignerOptions extends ReadPkcs12Options {
  /** Name in the registry. Unless given, ES256 or ES384 by the curve of the key, and RS256 for RSA. */
  readonly algorithm?: string
}

/**
 * A signer for `signPdf` from a PKCS #12 file. Its key cannot be exported again, and the bytes it was read from are overwritten.
 * @throws SignatureError as `readPkcs12`; `pkcs12-unsupported` for a key of another kind; `algorithm-unknown` when the algorithm is not of this key
 * @throws TypeError for an argument of another kind, and for an option that there is not
 */
export async function pkcs12Signer(options: Pkcs12SignerOptions): Promise<DataSigner> {
  checkArguments('pkcs12Signer', options, { ...pkcs12Shape, algorithm: optional(aText) })
  const { algorithm, crypto = globalThis.crypto, ...file } = options
  const { privateKey, certificates } = await readPkcs12({ ...file, crypto })
  try {
    const kind = keyKind(privateKey)
    const name = algorithm ?? kind.algorithm
    const entry = signatureAlgorithms.find((candidate) => candidate.name === name)
    const key = entry && (await importSigningKey({ pkcs8: privateKey, curve: kind.curve, algorithm: entry, crypto }))
    if (!key) throw new SignatureError('algorithm-unknown', { algorithm: name })
    return { certificates, algorithm: name, sign: (data) => signWithKey({ key, data, algorithm: name, crypto }) }
  } finally {
    privateKey.fill(0)
  }
}

const curves: Readonly<Record<string, { readonly curve: 'P-256' | 'P-384'; readonly algorithm: string }>> = {
  [oids.p256]: { curve: 'P-256', algorithm: 'ES256' },
  [oids.p384]: { curve: 'P-384', algorithm: 'ES384' },
}

/** PrivateKeyInfo: version, AlgorithmIdentifier, key. */
function keyKind(privateKey: Uint8Array): { readonly curve: 'P-256' | 'P-384' | null; readonly algorithm: string } {
  const [oid, parameters] = children(expectTag(children(expectTag(readDer(privateKey), 0x30))[1], 0x30))
  const type = readOid(expectTag(oid, 0x06))
  if (type === oids.rsaEncryption) return { curve: null, algorithm: 'RS256' }
  const known = type === oids.ecPublicKey && parameters?.tag === 0x06 ? curves[readOid(parameters)] : undefined
  if (!known) throw unsupported('a key of another kind')
  return known
}
