/** Issues event certificates. Production: a licensed authority's API. */
export interface CertificateAuthority {
  /** Common name of the issuing certificate; the element compares it with what it gets. */
  readonly issuerName: string
  /** Roots and issuing certificates, DER: what event certificates are validated against before anything is countersigned. */
  trustAnchors(): Promise<readonly Uint8Array[]>
  /** Certifies the key of a request. Subject and extensions of the request are not to be used. Failures say `retryable`. */
  issue(order: CertificateOrder): Promise<IssuedCertificate>
  /** Revokes a certificate of an attempt that was abandoned, declined or superseded. */
  revoke(order: { readonly serialNumber: string; readonly reason: 'superseded' | 'cessationOfOperation' }): Promise<void>
}

export interface CertificateOrder {
  /** PKCS #10, DER. */
  readonly certificateRequest: Uint8Array
  readonly subject: { readonly commonName: string; readonly organization?: string }
  readonly validFrom: Date
  readonly validUntil: Date
}

export interface IssuedCertificate {
  /** DER. */
  readonly certificate: Uint8Array
  /** Issuing certificates, DER, without the root. */
  readonly chain: readonly Uint8Array[]
}
