import { oids } from '../der/oids.js'
import { children, expectTag, readDer, type DerNode } from '../der/read.js'
import { readOid } from '../der/values.js'
import { readable } from '../readable.js'
import { extensionValue } from './extension.js'
import type { Certificate } from './parseCertificate.js'

/** Where a certificate says that more about it can be had. Hostile text: whoever follows it does so guarded. */
export interface AccessLocations {
  /** OCSP responders (RFC 5280 section 4.2.2.1). */
  readonly ocsp: readonly string[]
  /** Certificates of the issuer. */
  readonly issuers: readonly string[]
  /** Revocation lists (section 4.2.1.13). */
  readonly crls: readonly string[]
}

/** The URLs in authorityInfoAccess and cRLDistributionPoints; an extension that cannot be read gives none. */
export function accessLocations(certificate: Certificate): AccessLocations {
  const accesses =
    readable(() => {
      const extension = extensionValue(certificate.extensions, oids.authorityInfoAccess)
      return extension ? children(expectTag(extension, 0x30)).map((access) => children(expectTag(access, 0x30))) : []
    }) ?? []
  const urls = (method: string): string[] => readable(() => accesses.flatMap(([oid, location]) => (oid && location && readOid(oid) === method ? url(location) : []))) ?? []
  return {
    ocsp: urls(oids.ocspAccess),
    issuers: urls(oids.issuersAccess),
    crls: distributionPointNames(certificate).flatMap((name) => url(readDer(name))),
  }
}

/** The full names of the distribution points, each a GeneralName, DER. A point that gives some reasons only, or another issuer's list, is left out. */
export function distributionPointNames({ extensions }: Certificate): Uint8Array[] {
  const names = readable(() => {
    const extension = extensionValue(extensions, oids.crlDistributionPoints)
    return (extension ? children(expectTag(extension, 0x30)) : []).flatMap((point) => {
      const fields = children(expectTag(point, 0x30))
      const name = fields.find(({ tag }) => tag === 0xa0)
      if (!name || fields.some(({ tag }) => tag === 0x81 || tag === 0xa2)) return []
      const fullName = children(name).find(({ tag }) => tag === 0xa0)
      return fullName ? children(fullName).map(({ raw }) => raw) : []
    })
  })
  return names ?? []
}

function url({ tag, value }: DerNode): string[] {
  return tag === 0x86 && value.length <= 2048 && value.every((octet) => octet > 0x20 && octet < 0x7f) ? [String.fromCharCode(...value)] : []
}
