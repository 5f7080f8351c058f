import { beforeAll, describe, expect, it } from 'vitest'
import { oids } from '../der/oids.js'
import { bitString, element, generalizedTime, integer, objectIdentifier, octetString, sequence } from '../der/write.js'
import { SignatureError, type SignatureErrorCode } from '../errors.js'
import { makeTestPki } from '../pades/pki.fixture.js'
import { createTimestampRequest } from '../timestamp/request.js'
import { parseTimestampToken } from '../timestamp/parseTimestampToken.js'
import { requestTimestamp } from '../timestamp/requestTimestamp.js'
import { parseCrl } from './crl/parseCrl.js'
import { parseOcspResponse } from './ocsp/parseOcspResponse.js'
import { crlOf, ocspResponse, revoked } from './revocation.fixture.js'
import { makeRevocationPki } from './revocationPki.fixture.js'

interface Subject {
  readonly bytes: Uint8Array
  readonly parse: (bytes: Uint8Array) => unknown
  readonly codes: readonly SignatureErrorCode[]
}

let subjects: ReadonlyMap<string, Subject>

beforeAll(async () => {
  const [pki, stamping] = await Promise.all([makeRevocationPki(), makeTestPki()])
  const signer = { certificate: pki.signer.certificate, issuer: pki.issuing.certificate, signer: pki.responder, certificates: [pki.responder.certificate] }
  const at = new Date('2026-11-20T02:42:18Z')
  const token = await requestTimestamp({ authority: stamping.timestampAuthority, digest: new Uint8Array(32) })
  subjects = new Map<string, Subject>([
    ['OCSP, good', { bytes: await ocspResponse(signer), parse: parseOcspResponse, codes: ['ocsp-malformed', 'ocsp-refused'] }],
    ['OCSP, revoked, named', { bytes: await ocspResponse({ ...signer, status: revoked(at, 1), byName: true }), parse: parseOcspResponse, codes: ['ocsp-malformed', 'ocsp-refused'] }],
    ['CRL', { bytes: await crlOf({ signer: pki.issuing, entries: [{ serialNumber: Uint8Array.of(9), at, reason: 1 }, { serialNumber: Uint8Array.of(10), at }] }), parse: parseCrl, codes: ['crl-malformed'] }],
    ['timestamp token', { bytes: token, parse: parseTimestampToken, codes: ['timestamp-malformed'] }],
  ])
})

const outcome = ({ parse, codes }: Subject, bytes: Uint8Array): 'read' | 'refused' => {
  try {
    parse(bytes)
    return 'read'
  } catch (error) {
    if (!(error instanceof SignatureError) || !codes.includes(error.code)) throw error
    return 'refused'
  }
}

describe.each(['OCSP, good', 'OCSP, revoked, named', 'CRL', 'timestamp token'])('the parser of: %s', (name) => {
  it('reads the whole, and nothing that was cut off or made longer', () => {
    const subject = subjects.get(name)!
    const { bytes } = subject
    expect(outcome(subject, bytes)).toBe('read')
    for (let length = 0; length < bytes.length; length++) expect(outcome(subject, bytes.subarray(0, length)), `${length} octets`).toBe('refused')
    expect(outcome(subject, Uint8Array.of(...bytes, 0))).toBe('refused')
  })

  it('refuses with its own error, or reads, whatever octet is changed', () => {
    const subject = subjects.get(name)!
    let refusals = 0
    for (let at = 0; at < subject.bytes.length; at++) {
      for (const change of [0x01, 0x20, 0x80, 0xff]) {
        const mutated = Uint8Array.from(subject.bytes)
        mutated[at]! ^= change
        if (outcome(subject, mutated) === 'refused') refusals++
      }
    }
    expect(refusals).toBeGreaterThan(100)
  })

  it('refuses with its own error, or reads, when parts are doubled, dropped or overwritten', () => {
    const subject = subjects.get(name)!
    let seed = 20261120
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return Math.floor((seed / 2 ** 32) * below)
    }
    for (let round = 0; round < 3000; round++) {
      const { bytes } = subject
      const [from, length, to] = [random(bytes.length), random(40), random(bytes.length)]
      const piece = bytes.subarray(from, from + length)
      const mutated = round % 3 === 0 ? [...bytes.subarray(0, to), ...piece, ...bytes.subarray(to)] : round % 3 === 1 ? [...bytes.subarray(0, from), ...bytes.subarray(from + length)] : [...bytes]
      if (round % 3 === 2) mutated.splice(to, piece.length, ...piece)
      outcome(subject, Uint8Array.from(mutated))
    }
  })
})

describe('answers that are none', () => {
  it.each([
    [1, false],
    [2, true],
    [3, true],
    [5, false],
    [6, false],
  ])('status %i of a responder: asking again may help: %s', (status, retryable) => {
    expect(() => parseOcspResponse(sequence(Uint8Array.of(0x0a, 1, status)))).toThrow(expect.objectContaining({ code: 'ocsp-refused', retryable, details: { status } }))
  })

  it('refuses another response type, and a success without an answer', () => {
    expect(() => parseOcspResponse(sequence(Uint8Array.of(0x0a, 1, 0)))).toThrow(expect.objectContaining({ code: 'ocsp-malformed' }))
    const other = sequence(Uint8Array.of(0x0a, 1, 0), element(0xa0, sequence(objectIdentifier('2.999.1'), octetString(sequence()))))
    expect(() => parseOcspResponse(other)).toThrow(expect.objectContaining({ code: 'ocsp-malformed' }))
  })

  it('refuses a list of another version, one whose algorithms differ, and a certificate in its place', async () => {
    const { root } = await makeRevocationPki()
    expect(() => parseCrl(root.certificate.der)).toThrow(expect.objectContaining({ code: 'crl-malformed' }))
    expect(() => parseCrl(sequence(sequence(integer(2)), sequence(), sequence()))).toThrow(expect.objectContaining({ code: 'crl-malformed' }))
    expect(() => parseCrl(createTimestampRequest({ digest: new Uint8Array(32), nonce: Uint8Array.of(1) }))).toThrow(expect.objectContaining({ code: 'crl-malformed' }))
  })
})

describe('what RFC 5280 and RFC 6960 do not allow', () => {
  it('in a list: an entry twice, an entry’s extension in version 1, a list of nothing', async () => {
    const { issuing } = await makeRevocationPki()
    const at = new Date('2026-11-20T02:42:18Z')
    const entry = { serialNumber: Uint8Array.of(9), at }
    const refused = expect.objectContaining({ code: 'crl-malformed' })
    expect(parseCrl(await crlOf({ signer: issuing, entries: [entry], version: 1 })).entries.get('09')).toEqual({ revokedAt: at, reason: null })
    const [twice, extended] = await Promise.all([crlOf({ signer: issuing, entries: [entry, { ...entry, reason: 1 }] }), crlOf({ signer: issuing, entries: [{ ...entry, reason: 1 }], version: 1 })])
    expect(() => parseCrl(twice)).toThrow(refused)
    expect(() => parseCrl(extended)).toThrow(refused)
    const algorithm = sequence(objectIdentifier(oids.ecdsaSha256))
    const of = (...entries: Uint8Array[]): Uint8Array => sequence(sequence(integer(1), algorithm, issuing.certificate.subject.der, generalizedTime(at), ...entries), algorithm, bitString(new Uint8Array(8)))
    expect(parseCrl(of()).entries.size).toBe(0)
    expect(() => parseCrl(of(sequence()))).toThrow(refused)
  })

  it('in an answer: none at all, and a responder’s key by another digest than SHA-1', () => {
    const single = sequence(sequence(sequence(objectIdentifier(oids.sha1)), octetString(new Uint8Array(20)), octetString(new Uint8Array(20)), integer(9)), element(0x80), generalizedTime(new Date('2026-11-20T02:42:18Z')))
    const answer = (keyHash: number, ...responses: Uint8Array[]): Uint8Array => {
      const tbs = sequence(element(0xa2, octetString(new Uint8Array(keyHash))), generalizedTime(new Date('2026-11-20T02:42:18Z')), sequence(...responses))
      const basic = sequence(tbs, sequence(objectIdentifier(oids.ecdsaSha256)), bitString(new Uint8Array(8)))
      return sequence(Uint8Array.of(0x0a, 1, 0), element(0xa0, sequence(objectIdentifier(oids.ocspBasic), octetString(basic))))
    }
    const refused = expect.objectContaining({ code: 'ocsp-malformed' })
    expect(parseOcspResponse(answer(20, single)).responses).toHaveLength(1)
    expect(() => parseOcspResponse(answer(20))).toThrow(refused)
    expect(() => parseOcspResponse(answer(32, single))).toThrow(refused)
  })
})

describe('a long list', () => {
  it('of more entries than other DER may have elements is read', async () => {
    const { issuing } = await makeRevocationPki()
    const at = new Date('2026-11-20T02:42:18Z')
    const of = (count: number) => crlOf({ signer: issuing, entries: Array.from({ length: count }, (_, index) => ({ serialNumber: Uint8Array.of(0x40, index >> 16, (index >> 8) & 255, index & 255), at })) })
    const list = parseCrl(await of(30_000))
    expect(list.entries.size).toBe(30_000)
    expect(list.entries.get('40000001')).toEqual({ revokedAt: at, reason: null })
  })
})
