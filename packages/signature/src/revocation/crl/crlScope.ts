import { bytesEqual } from '../../der/bytes.js'
import { oids } from '../../der/oids.js'
import { children, expectTag, type DerNode } from '../../der/read.js'
import { readBoolean } from '../../der/values.js'
import { SignatureError } from '../../errors.js'
import { distributionPointNames } from '../../x509/accessLocations.js'
import { extensionValue } from '../../x509/extension.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import type { CertificateRevocationList } from './parseCrl.js'
import type { RevocationProblemCode } from '../statement.js'

/** Whether a list covers this certificate by its IssuingDistributionPoint (RFC 5280 section 5.2.5 and 6.3.3 b 2); null when it does. */
export function checkCrlScope({ extensions }: CertificateRevocationList, certificate: Certificate): RevocationProblemCode | null {
  try {
    const extension = extensionValue(extensions, oids.issuingDistributionPoint)
    if (!extension) return null
    const fields = children(expectTag(extension, 0x30))
    const flag = (tag: number): boolean => {
      const field = fields.find((candidate) => candidate.tag === tag)
      // IMPLICIT BOOLEAN: the content octets are those of a BOOLEAN.
      return field ? readBoolean({ ...field, tag: 0x01 }) : false
    }
    if (fields.some(({ tag }) => ![0xa0, 0x81, 0x82, 0x83, 0x84, 0x85].includes(tag))) return 'critical-extension'
    if (flag(0x84)) return 'indirect-crl'
    if (fields.some(({ tag }) => tag === 0x83)) return 'partial-reasons'
    const isAuthority = certificate.basicConstraints?.ca === true
    if (flag(0x85) || (flag(0x81) && isAuthority) || (flag(0x82) && !isAuthority)) return 'out-of-scope'
    const point = fields.find(({ tag }) => tag === 0xa0)
    return !point || namesPointOf(point, certificate) ? null : 'out-of-scope'
  } catch (error) {
    if (error instanceof SignatureError) return 'critical-extension'
    throw error
  }
}

/** One of the list's names must be one of the certificate's; names relative to the issuer are not resolved. */
function namesPointOf(point: DerNode, certificate: Certificate): boolean {
  const fullName = children(point).find(({ tag }) => tag === 0xa0)
  const own = distributionPointNames(certificate)
  return fullName !== undefined && children(fullName).some((name) => own.some((wanted) => bytesEqual(wanted, name.raw)))
}
