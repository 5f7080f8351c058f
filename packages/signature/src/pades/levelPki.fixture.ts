import { signWithKey } from '../crypto/signWithKey.js'
import { oids } from '../der/oids.js'
import { element, objectIdentifier, sequence } from '../der/write.js'
import type { FixtureSigner } from '../revocation/revocation.fixture.js'
import { fullAuthority, holder, responderExtensions } from '../revocation/revocationPki.fixture.js'
import type { TimestampAuthority } from '../timestamp/requestTimestamp.js'
import { extension, purpose, signingUsage, timestampAuthorityOf } from './pki.fixture.js'
import { fixtureSource, type FixtureSourceOptions } from './revocationSource.fixture.js'
import type { DataSigner } from './signing/signer.js'

const day = 86_400_000

const url = (text: string): Uint8Array => element(0x86, new TextEncoder().encode(text))
/** Where the issuing authority's responder and certificate are said to be; pyHanko looks at responses for no certificate that does not say so. */
const byOcsp = extension(oids.authorityInfoAccess, sequence(sequence(objectIdentifier(oids.ocspAccess), url('http://ocsp.level.example/')), sequence(objectIdentifier(oids.issuersAccess), url('http://ca.level.example/issuing.crt'))))
const byList = extension(oids.crlDistributionPoints, sequence(sequence(element(0xa0, element(0xa0, url('http://crl.level.example/root.crl'))))))

export interface LevelPki {
  readonly root: FixtureSigner
  readonly issuing: FixtureSigner
  readonly borrower: DataSigner & { readonly holder: FixtureSigner }
  readonly lender: DataSigner & { readonly holder: FixtureSigner }
  readonly tsa: FixtureSigner
  readonly timestampAuthority: TimestampAuthority
  /** What the authorities' clocks say. Tests move it. */
  readonly clock: { now: Date }
  readonly services: FixtureSourceOptions['responders']
  source(options?: Partial<FixtureSourceOptions>): ReturnType<typeof fixtureSource>
}

export interface LevelPkiOptions {
  readonly start?: Date
  /** Whether certificates say where revocation data are; software that goes there finds nobody. */
  readonly located?: boolean
}

/**
 * A root with a revocation list, an issuing authority with an OCSP responder, a borrower whose certificate ends after a day, a lender, and a timestamp
 * authority below the root. Begins two hours ago; the clock stands at `start`.
 */
export async function makeLevelPki({ start = new Date(), located = true }: LevelPkiOptions = {}): Promise<LevelPki> {
  const at = (location: Uint8Array): Uint8Array[] => (located ? [location] : [])
  const from = new Date(start.getTime() - 7_200_000)
  const until = (days: number): Date => new Date(start.getTime() + days * day)
  const root = await holder({ subject: 'Level Root', extensions: fullAuthority(), from, until: until(3650) })
  const issuing = await holder({ subject: 'Level Issuing', issuer: root, extensions: [...fullAuthority(), ...at(byList)], from, until: until(1800) })
  const responder = await holder({ subject: 'Level Responder', issuer: issuing, extensions: responderExtensions(), from, until: until(400) })
  const signer = async (subject: string, days: number): Promise<LevelPki['borrower']> => {
    const own = await holder({ subject, issuer: issuing, extensions: [signingUsage(), purpose(oids.emailProtection), ...at(byOcsp)], from, until: until(days) })
    return { holder: own, certificates: [own.certificate.der, issuing.certificate.der], sign: (data) => signWithKey({ key: own.key.privateKey, data }) }
  }
  const [borrower, lender] = await Promise.all([signer('周禾田', 1), signer('Qingxi Credit Union', 365)])
  const tsa = await holder({ subject: 'Level TSA', issuer: root, extensions: [signingUsage(), purpose(oids.timeStamping, true), ...at(byList)], from, until: until(1000) })
  const clock = { now: start }
  const services = { 'Level Root': { issuer: root, list: true }, 'Level Issuing': { issuer: issuing, responder } }
  return {
    root,
    issuing,
    borrower,
    lender,
    tsa,
    clock,
    services,
    timestampAuthority: timestampAuthorityOf({ name: 'Level TSA', certificates: [tsa.certificate.der], key: tsa.key, time: () => clock.now }),
    source: (options = {}) => fixtureSource({ responders: services, thisUpdate: () => clock.now, ...options }),
  }
}
