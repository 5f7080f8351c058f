import type { Certificate } from '../x509/parseCertificate.js'

/** Which certificate revocation data are wanted about. */
export interface RevocationQuestion {
  readonly certificate: Certificate
  /** The certificate above it in its path. */
  readonly issuer: Certificate
}

/**
 * Where revocation data come from: the network, a cache, an authority in the same process. What comes back is judged, never trusted.
 * Null means that there is none; failures throw SignatureError `revocation-unreachable`, `retryable` where another try may help.
 */
export interface RevocationSource {
  /** An OCSPResponse, DER. */
  fetchOcsp(question: RevocationQuestion): Promise<Uint8Array | null>
  /** A complete CertificateList, DER. */
  fetchCrl(question: RevocationQuestion): Promise<Uint8Array | null>
  /** Certificates that may have issued this one, DER. */
  fetchIssuers?(certificate: Certificate): Promise<readonly Uint8Array[]>
}
