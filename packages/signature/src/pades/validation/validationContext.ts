import type { PdfFile } from '../../pdf/readPdf.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import type { CoveredDigests } from './structure/coveredDigests.js'
import type { ValidationMaterial } from '../material/validationMaterial.js'

/** What the validation of every signature of a file shares. */
export interface ValidationContext {
  readonly pdf: PdfFile
  readonly trustAnchors: readonly Certificate[]
  readonly timestampAnchors: readonly Certificate[]
  /** The moment of validation, for what no timestamp proves to be older. */
  readonly at: Date
  /** Whether missing revocation data leave a signature undecided. */
  readonly revocation: 'required' | 'when-present'
  /** How fresh data about a signer's own certificate must be; extending asks for more than validating. */
  readonly leafFreshness: 'after' | 'current'
  readonly material: ValidationMaterial
  /** Remembers what it was asked. */
  readonly crypto: Crypto
  /** Of the ByteRanges of the file's signatures. */
  readonly covered: CoveredDigests
}
