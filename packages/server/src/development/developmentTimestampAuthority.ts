import {
  assembleSignedData, buildSignedAttributes, digest, generalizedTime, integer, objectIdentifier, octetString, oids, parseTimestampRequest, sequence, SignatureError, signWithKey,
  type TimestampAuthority, type TimestampRequest,
} from '@loansign/signature'
import type { DevelopmentOptions } from './developmentCertificateAuthority.js'
import { markDevelopmentPort } from '../developmentPort.js'
import { developmentOnly } from './developmentOnly.js'
import { dayBefore, developmentRoot, rootName } from './developmentRoot.js'
import { issueCertificate, type DevelopmentName } from './issueCertificate.js'
import { generateKeys, loadOrCreate, type StoredKey } from './keyStore.js'

const authorityName: DevelopmentName = { commonName: 'LoanSign TEST Timestamp Authority', organization: 'LoanSign development' }
/** An OID below the arc for examples; a real authority names its own policy. */
const policy = '2.999.3161.1'

/** PKIFailureInfo as a DER BIT STRING (RFC 3161 section 2.4.2): badDataFormat is bit 5, unacceptedPolicy bit 15. */
const badDataFormat = Uint8Array.of(0x03, 0x02, 0x02, 0x04)
const unacceptedPolicy = Uint8Array.of(0x03, 0x03, 0x00, 0x00, 0x01)

/** `trustAnchors` gives the root, DER, that its tokens are verified against. */
export type DevelopmentTimestampAuthority = TimestampAuthority & { trustAnchors(): Promise<readonly Uint8Array[]> }

/** A real RFC 3161 responder in process; only its clock and its key are not to be believed. Its tokens always carry its certificate. */
export async function developmentTimestampAuthority({ environment, directory, now = () => new Date() }: DevelopmentOptions): Promise<DevelopmentTimestampAuthority> {
  developmentOnly('developmentTimestampAuthority', environment)
  const root = await developmentRoot(directory, now)
  const holder = await loadOrCreate(directory, 'timestamp-authority', async () => {
    const keys = await generateKeys()
    const issuer = { subject: rootName, keys: root.keys }
    return { keys, certificate: await issueCertificate({ kind: 'timestamp', subject: authorityName, publicKey: keys.publicKey, issuer, validFrom: dayBefore(now()) }) }
  })
  return markDevelopmentPort('developmentTimestampAuthority', {
    name: authorityName.commonName,
    async trustAnchors() {
      return [root.certificate]
    },
    async timestamp(request) {
      const asked = readRequest(request)
      if (!asked) return refusal(badDataFormat)
      if (asked.policy !== null && asked.policy !== policy) return refusal(unacceptedPolicy)
      // PKIStatus granted.
      return sequence(sequence(integer(0)), await stamp({ asked, holder, time: now() }))
    },
  })
}

function readRequest(request: Uint8Array): TimestampRequest | null {
  try {
    return parseTimestampRequest(request)
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}

/** PKIStatus rejection. */
const refusal = (failure: Uint8Array): Uint8Array => sequence(sequence(integer(2), failure))

const digestIdentifiers = { 'SHA-256': oids.sha256, 'SHA-384': oids.sha384, 'SHA-512': oids.sha512 } as const

/** TSTInfo (RFC 3161 section 2.4.2) in SignedData. */
async function stamp({ asked, holder, time }: { readonly asked: TimestampRequest; readonly holder: StoredKey; readonly time: Date }): Promise<Uint8Array> {
  const { keys, certificate } = holder
  const bytes = sequence(
    integer(1),
    objectIdentifier(policy),
    sequence(sequence(objectIdentifier(digestIdentifiers[asked.digestAlgorithm])), octetString(asked.digest)),
    integer(crypto.getRandomValues(new Uint8Array(12))),
    generalizedTime(time),
    ...(asked.nonce ? [integer(asked.nonce)] : []),
  )
  const messageDigest = await digest({ algorithm: 'SHA-256', data: bytes })
  const signedAttributes = await buildSignedAttributes({ messageDigest, certificate, contentType: oids.tstInfo })
  const signature = await signWithKey({ key: keys.privateKey, data: signedAttributes })
  return assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates: [certificate], content: { type: oids.tstInfo, bytes } })
}
