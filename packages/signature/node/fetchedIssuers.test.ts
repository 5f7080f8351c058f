import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contractFixture } from '../src/pades/contract.fixture.js'
import { makeLevelPki, type LevelPki } from '../src/pades/levelPki.fixture.js'
import { extension, purpose, signingUsage, timestampAuthorityOf } from '../src/pades/pki.fixture.js'
import { signPdf } from '../src/pades/signing/signPdf.js'
import { verifyPdf } from '../src/pades/validation/verifyPdf.js'
import type { ValidationReport } from '../src/pades/validation/verdict/report.js'
import { oids } from '../src/der/oids.js'
import { element, objectIdentifier, sequence } from '../src/der/write.js'
import { fullAuthority, holder } from '../src/revocation/revocationPki.fixture.js'
import { guardedFetch } from './guardedFetch.js'

let pki: LevelPki
let server: Server
let signed: Uint8Array
const requested: (string | undefined)[] = []

beforeAll(async () => {
  pki = await makeLevelPki({ located: false })
  const between = await holder({ subject: 'Stamping', issuer: pki.root, extensions: fullAuthority() })
  server = createServer((request, response) => {
    requested.push(request.url)
    response.end(between.certificate.der)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const place = element(0x86, new TextEncoder().encode(`http://localhost:${(server.address() as AddressInfo).port}/stamping.crt`))
  const located = extension(oids.authorityInfoAccess, sequence(sequence(objectIdentifier(oids.issuersAccess), place)))
  const own = await holder({ subject: 'Bare TSA', issuer: between, extensions: [signingUsage(), purpose(oids.timeStamping, true), located] })
  const timestampAuthority = timestampAuthorityOf({ name: 'Bare TSA', certificates: [own.certificate.der], key: own.key })
  signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signer: pki.borrower, signingTime: new Date(), timestampAuthority })
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const verify = (allowedHosts: string[]): Promise<ValidationReport> => verifyPdf(signed, { trustAnchors: [pki.root.certificate.der], fetch: guardedFetch({ allowedHosts }) })

it('asks for the issuer of a timestamp authority where its certificate says, through the guarded fetch', async () => {
  expect(await verify(['localhost'])).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ level: 'B-T', timestamp: { valid: true, path: { names: ['Bare TSA', 'Stamping', 'Level Root'] } } }] })
  expect(requested).toEqual(['/stamping.crt'])
})

it('goes nowhere inside the own network unless told to', async () => {
  requested.length = 0
  expect(await verify([])).toMatchObject({ signatures: [{ level: 'B-B', timestamp: { valid: false, problems: ['path-not-trusted'] } }] })
  expect(requested).toEqual([])
})
