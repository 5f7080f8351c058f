import type { RevocationSource } from '../revocation/revocationSource.js'
import { crlOf, good, ocspResponse, revoked, type FixtureSigner } from '../revocation/revocation.fixture.js'
import { toHex } from '../encoding/hex.js'

export interface FixtureRevocation {
  readonly at: Date
  readonly reason?: number
}

export interface FixtureSourceOptions {
  /** By issuer's common name: who answers, and how. */
  readonly responders: Readonly<Record<string, { readonly issuer: FixtureSigner; readonly responder?: FixtureSigner; readonly list?: boolean }>>
  /** By serial number, hexadecimal. */
  readonly revoked?: ReadonlyMap<string, FixtureRevocation>
  /** The time answers bear; now unless given. */
  readonly thisUpdate?: () => Date
}

/** An authority's revocation service in the same process: OCSP where there is a responder, a list where it is asked for. */
export function fixtureSource({ responders, revoked: gone = new Map(), thisUpdate = () => new Date() }: FixtureSourceOptions): RevocationSource & { readonly questions: string[] } {
  const questions: string[] = []
  return {
    questions,
    async fetchOcsp({ certificate, issuer }) {
      questions.push(`ocsp ${certificate.subject.commonName}`)
      const service = responders[issuer.subject.commonName ?? '']
      if (!service?.responder) return null
      const end = gone.get(toHex(certificate.serialNumber))
      const status = end ? revoked(end.at, end.reason) : good()
      return ocspResponse({ certificate, issuer, signer: service.responder, certificates: [service.responder.certificate], status, thisUpdate: thisUpdate() })
    },
    async fetchCrl({ certificate, issuer }) {
      questions.push(`crl ${certificate.subject.commonName}`)
      const service = responders[issuer.subject.commonName ?? '']
      if (!service?.list) return null
      const entries = [...gone].map(([serial, end]) => ({ serialNumber: Uint8Array.from(serial.match(/../g)!, (pair) => Number.parseInt(pair, 16)), ...end }))
      return crlOf({ signer: service.issuer, entries, thisUpdate: thisUpdate() })
    },
  }
}
