import { toHex } from '../../encoding/hex.js'
import { SignatureError } from '../../errors.js'
import { parseCertificate } from '../../x509/parseCertificate.js'

/** A certificate found in a file. Nothing in it is verified; names are hostile text. */
export interface InspectedCertificate {
  /** Hexadecimal, of the DER. */
  readonly sha256: string
  /** Null, with the other fields, when the bytes are no certificate. */
  readonly subject: string | null
  readonly issuer: string | null
  /** Hexadecimal. */
  readonly serialNumber: string | null
  readonly notBefore: string | null
  readonly notAfter: string | null
  readonly der: Uint8Array
}

/** Collects certificates, each once, and names them by their digest. */
export function certificateCollector(sha256: (data: Uint8Array) => Promise<string>): { collect(der: Uint8Array): Promise<string>; all(): InspectedCertificate[] } {
  const found = new Map<string, InspectedCertificate>()
  return {
    async collect(der) {
      const name = await sha256(der)
      if (!found.has(name)) found.set(name, { sha256: name, ...describe(der), der })
      return name
    },
    all: () => [...found.values()],
  }
}

function describe(der: Uint8Array): Omit<InspectedCertificate, 'sha256' | 'der'> {
  try {
    const { subject, issuer, serialNumber, notBefore, notAfter } = parseCertificate(der)
    return {
      subject: subject.commonName ?? subject.organization,
      issuer: issuer.commonName ?? issuer.organization,
      serialNumber: toHex(serialNumber),
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    }
  } catch (error) {
    if (error instanceof SignatureError) return { subject: null, issuer: null, serialNumber: null, notBefore: null, notAfter: null }
    throw error
  }
}
