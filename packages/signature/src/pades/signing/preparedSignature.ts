import type { DigestAlgorithm } from '../../crypto/registry/algorithms.js'
import type { SignatureAppearance } from '../appearance/appearance.js'
import type { CertificationLevel } from './certification.js'

/** Everything the tail is made from, besides the base. Both sides build the same bytes from the same parameters. */
export interface SignatureParameters {
  /** Full name of an empty signature field. */
  readonly field: string
  readonly signerName: string
  readonly reason: string | null
  /** RFC 3339, whole seconds count. Goes into /M; the proof of time is the timestamp. */
  readonly signingTime: string
  /** 64 hexadecimal digits, or null. */
  readonly evidenceRoot: string | null
  readonly appearance: SignatureAppearance | null
  /** Absent unless it certifies the document. */
  readonly certification?: CertificationLevel
  /** Octets reserved for the CMS. */
  readonly contentsSize: number
}

/** A tail that waits for its signature. Survives JSON.parse(JSON.stringify(p)); bytes are base64url. */
export interface PreparedSignature {
  readonly field: string
  readonly baseLength: number
  /** SHA-256 of the base. */
  readonly baseDigest: string
  /** What is appended to the base, without the digits of /Contents: twice `contentsSize` of them belong behind the `<` at `contentsOffset`. */
  readonly tail: string
  readonly byteRange: readonly [number, number, number, number]
  /** Offset of the `<` of /Contents in the file. */
  readonly contentsOffset: number
  readonly contentsSize: number
  /** Of `digest`. */
  readonly digestAlgorithm: DigestAlgorithm
  /** Over the ByteRange: the messageDigest to sign. */
  readonly digest: string
  readonly parameters: SignatureParameters
}
