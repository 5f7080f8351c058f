// @peculiar/x509 resolves its parts through decorators and needs the polyfill first.
import 'reflect-metadata'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AuthorityKeyIdentifierExtension, Extension, X509CrlGenerator, X509CrlReason } from '@peculiar/x509'
import { generalizedTime, integer, oids, parseCertificate, toHex, type RevocationSource } from '@loansign/signature'
import { nameOf, type DevelopmentName } from './issueCertificate.js'

const day = 86_400_000

export interface RevokedCertificate {
  /** Hexadecimal. */
  readonly serialNumber: string
  readonly reason: 'superseded' | 'cessationOfOperation'
  readonly at: string
}

export interface ListIssuer {
  readonly subject: DevelopmentName
  readonly keys: CryptoKeyPair
  /** DER. */
  readonly certificate: Uint8Array
  revoked(): Promise<readonly RevokedCertificate[]>
}

export interface RevocationListsOptions {
  readonly issuers: readonly ListIssuer[]
  readonly now: () => Date
}

/** Fresh revocation lists (RFC 5280 section 5) of authorities whose keys are at hand. They never forget a certificate that has ended, and say so. */
export function revocationLists({ issuers, now }: RevocationListsOptions): RevocationSource {
  return {
    fetchOcsp: () => Promise.resolve(null),
    async fetchCrl({ issuer }) {
      const found = issuers.find(({ certificate }) => toHex(parseCertificate(certificate).spki) === toHex(issuer.spki))
      if (!found) return null
      const thisUpdate = new Date(Math.floor(now().getTime() / 1000) * 1000)
      const list = await X509CrlGenerator.create(
        {
          issuer: nameOf(found.subject),
          thisUpdate,
          nextUpdate: new Date(thisUpdate.getTime() + 7 * day),
          entries: (await found.revoked()).map(({ serialNumber, reason, at }) => ({ serialNumber, revocationDate: new Date(at), reason: X509CrlReason[reason] })),
          extensions: [
            await AuthorityKeyIdentifierExtension.create(found.keys.publicKey, false, crypto),
            // Every list has a later time than the one before it, so the time is its number.
            new Extension(oids.crlNumber, false, new Uint8Array(integer(thisUpdate.getTime() / 1000))),
            new Extension(oids.expiredCertsOnCrl, false, new Uint8Array(generalizedTime(parseCertificate(found.certificate).notBefore))),
          ],
          signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
          signingKey: found.keys.privateKey,
        },
        crypto,
      )
      return new Uint8Array(list.rawData)
    },
  }
}

/** What was revoked: one line of JSON each in a file, or in memory where there is no directory. */
export function revokedCertificates(directory: string | undefined): { add(certificate: RevokedCertificate): Promise<void>; all(): Promise<readonly RevokedCertificate[]> } {
  const kept: RevokedCertificate[] = []
  if (directory === undefined) return { add: (certificate) => Promise.resolve(void kept.push(certificate)), all: () => Promise.resolve(kept) }
  const path = join(directory, 'revoked.jsonl')
  return {
    async add(certificate) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      await appendFile(path, `${JSON.stringify(certificate)}\n`, { mode: 0o600 })
    },
    async all() {
      try {
        return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as RevokedCertificate)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
        throw error
      }
    },
  }
}
