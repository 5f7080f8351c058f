import { oids } from '../../../der/oids.js'
import { element, sequence } from '../../../der/write.js'
import { readPdf } from '../../../pdf/readPdf.js'
import { crlExtension, crlOf, ocspResponse, type CrlFixture, type FixtureSigner, type OcspFixture } from '../../../revocation/revocation.fixture.js'
import { holder, responderExtensions } from '../../../revocation/revocationPki.fixture.js'
import type { RevocationSource } from '../../../revocation/revocationSource.js'
import { contractFixture } from '../../contract.fixture.js'
import { appendDocumentTimestamp } from '../../extend/appendDocumentTimestamp.js'
import { appendSecurityStore } from '../../extend/appendSecurityStore.js'
import { makeLevelPki, type LevelPki } from '../../levelPki.fixture.js'
import { readSecurityStore } from '../../material/securityStore.js'
import { extension, purpose } from '../../pki.fixture.js'
import { signPdf } from '../../signing/signPdf.js'
import { verifyTimestampToken } from '../../../timestamp/verifyTimestampToken.js'
import type { SignatureReport } from '../../validation/verdict/report.js'

/** A file that must not pass, or not reach a level, when it is validated at `at`; and what the same looks like without the forgery, which does. */
export interface ArchiveForgery {
  readonly what: string
  readonly file: Uint8Array
  readonly at: Date
  readonly revocationSource?: RevocationSource
  /** Whose signature is looked at; the borrower's unless given. */
  readonly field?: string
  /** The level it must not reach, where passing is no harm. */
  readonly notLevel?: SignatureReport['level']
  readonly honest: { readonly file?: Uint8Array; readonly at?: Date; readonly revocationSource?: RevocationSource }
}

/** The distribution point of the list about responders: its full name. */
const respondersList = element(0xa0, element(0x86, new TextEncoder().encode('http://crl.level.example/responders.crl')))
/** Says of a list that it is that one (IssuingDistributionPoint): of whom has no such distribution point it says nothing. */
export const respondersOnly = crlExtension(oids.issuingDistributionPoint, sequence(element(0xa0, respondersList)), true)

/** Somebody with every key of the authorities that was ever stolen, and with what they published before. */
export interface Archivist {
  readonly pki: LevelPki
  /** Signed by the borrower at minute 0, timestamp included. */
  readonly signed: Uint8Array
  /** An appointed responder whose own status lists must tell. */
  readonly listed: FixtureSigner
  at(minute: number): Date
  /** What a responder says about the borrower: nothing bad, as of minute 1, by the appointed responder, unless given. */
  answer(options?: Partial<OcspFixture>): Promise<Uint8Array>
  /** The root's list as of minute 1, unless given. */
  list(options?: Partial<CrlFixture>): Promise<Uint8Array>
  /** A file with these data in its store besides. */
  store(ocsps: readonly Uint8Array[], crls: readonly Uint8Array[], file?: Uint8Array): Uint8Array
  /** A file with a document timestamp of this minute. */
  stamp(file: Uint8Array, minute: number): Promise<Uint8Array>
}

export async function makeArchivist(): Promise<Archivist> {
  const start = new Date(Math.floor(Date.now() / 1000) * 1000)
  const pki = await makeLevelPki({ start })
  const at = (minute: number): Date => new Date(start.getTime() + minute * 60_000)
  const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: start, signer: pki.borrower, timestampAuthority: pki.timestampAuthority })
  // Without ocsp-nocheck.
  const listed = await holder({ subject: 'Listed Responder', issuer: pki.issuing, extensions: responderExtensions().slice(0, 1).concat(purpose(oids.ocspSigning), extension(oids.crlDistributionPoints, sequence(sequence(element(0xa0, respondersList))))), from: at(-100), until: at(1_000_000) })
  const responder = pki.services['Level Issuing']!.responder!
  const certificate = pki.borrower.holder.certificate
  return {
    pki, signed, listed, at,
    answer: (options = {}) => ocspResponse({ certificate, issuer: pki.issuing.certificate, signer: responder, certificates: [(options.signer ?? responder).certificate], thisUpdate: at(1), ...options }),
    list: (options = {}) => crlOf({ signer: pki.root, thisUpdate: at(1), ...options }),
    store(ocsps, crls, file = signed) {
      const pdf = readPdf(file)
      return appendSecurityStore({ pdf, store: readSecurityStore(pdf), entries: [{ key: `A${file.length}`, certificates: [], ocsps, crls }] })!
    },
    async stamp(file, minute) {
      pki.clock.now = at(minute)
      const verify = (token: Uint8Array, data: Parameters<typeof verifyTimestampToken>[0]['data']) => verifyTimestampToken({ token, data, trustAnchors: [pki.root.certificate.der] })
      const stamped = await appendDocumentTimestamp({ file, authority: pki.timestampAuthority, verify, contentsSize: 4096, crypto })
      pki.clock.now = start
      return stamped.file
    },
  }
}

/** A certificate of another name or end from the same key, or from another: what whoever stole an authority's key can make. */
export const stolenResponder = (issuer: FixtureSigner, until: Date): Promise<FixtureSigner> =>
  holder({ subject: 'Forged Responder', issuer, extensions: responderExtensions(), from: new Date(until.getTime() - 20 * 365 * 86_400_000), until })
