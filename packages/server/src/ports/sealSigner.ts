/** The lender's key: in a KMS, an HSM or a PKCS #12 file. */
export interface SealSigner {
  /** DER, the seal's own certificate first. */
  certificateChain(): Promise<readonly Uint8Array[]>
  /** ES256 over the data (not over a digest of it), as DER ECDSA-Sig-Value. */
  sign(data: Uint8Array): Promise<Uint8Array>
}
