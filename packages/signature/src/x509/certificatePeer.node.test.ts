import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { toHex } from '../encoding/hex.js'
import { SignatureError } from '../errors.js'
import { makeRandomChains } from './path/randomChains.fixture.js'
import { parseCertificate } from './parseCertificate.js'

interface Fields {
  readonly serial: string
  readonly notBefore: number
  readonly notAfter: number
  readonly spki: string
  readonly subject: string | null
}

/** An INTEGER below zero is no serial number (RFC 5280 section 4.1.2.2), but both read it. */
function signed(hex: string): string {
  const value = BigInt.asIntN(hex.length * 4, BigInt(`0x${hex}`))
  const digits = (value < 0n ? -value : value).toString(16)
  return `${value < 0n ? '-' : ''}${digits.length % 2 === 0 ? digits : `0${digits}`}`
}

/** Names are written differently where they hold what must be escaped, or are of a type that no name has: those are not compared. */
const comparable = (name: string | null): string | null => (name !== null && /^[\w -]+$/.test(name) ? name : null)

function ours(der: Uint8Array): Fields | null {
  try {
    const { serialNumber, notBefore, notAfter, spki, subject } = parseCertificate(der)
    return { serial: signed(toHex(serialNumber)), notBefore: notBefore.getTime(), notAfter: notAfter.getTime(), spki: toHex(spki), subject: comparable(subject.commonName) }
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}

function theirs(der: Uint8Array): Fields | null {
  try {
    const { serialNumber, validFromDate, validToDate, publicKey, subject } = new X509Certificate(der)
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
    return { serial: serialNumber.toLowerCase(), notBefore: validFromDate.getTime(), notAfter: validToDate.getTime(), spki: toHex(spki), subject: comparable(/^CN=(.*)$/m.exec(subject)?.[1] ?? null) }
  } catch {
    return null
  }
}

it('reads certificates as Node’s OpenSSL does, sound ones and damaged ones', async () => {
  const { chains } = await makeRandomChains({ seed: 7, count: 40 })
  const certificates = chains.flatMap((chain) => [chain.leaf, ...chain.intermediates])
  let both = 0
  const differing: string[] = []
  for (const [index, der] of certificates.entries()) {
    expect(ours(der)).toEqual(theirs(der))
    for (let at = index % 7; at < der.length; at += 7) {
      const changed = Uint8Array.from(der)
      changed[at]! ^= 1 << (at + index) % 8
      const [a, b] = [ours(changed), theirs(changed)]
      if (!a || !b) continue
      both++
      if (a.subject === null || b.subject === null) continue
      if (JSON.stringify(a) !== JSON.stringify(b)) differing.push(`${JSON.stringify(a)} ${JSON.stringify(b)}`)
    }
  }
  expect(both).toBeGreaterThan(1000)
  expect(differing).toEqual([])
})
