// A certificate authority of your own behind the port. Here it wraps another one and writes down what was ordered, as a lender's compliance wants it.
// The port is four members; a licensed authority's API fits into `issue` the same way.

/**
 * @param {import('@loansign/server').CertificateAuthority} authority
 * @param {(line: string) => void} write
 * @returns {import('@loansign/server').CertificateAuthority}
 */
export function recordingAuthority(authority, write) {
  return {
    issuerName: authority.issuerName,
    trustAnchors: () => authority.trustAnchors(),
    async issue(order) {
      const issued = await authority.issue(order)
      // The moment and the validity, not the name: logs hold no personal data.
      write(`issued until ${order.validUntil.toISOString()}`)
      return issued
    },
    async revoke(order) {
      await authority.revoke(order)
      write(`revoked ${order.serialNumber}: ${order.reason}`)
    },
  }
}
