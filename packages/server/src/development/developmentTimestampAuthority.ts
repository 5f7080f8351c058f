import {
  assembleSignedData, buildSignedAttributes, digest, generalizedTime, integer, objectIdentifier, octetString, oids, parseTimestampRequest, sequence, signWithKey,
  type TimestampAuthority,
} from '@loansign/signature'
import type { DevelopmentOptions } from './developmentCertificateAuthority.js'
import { developmentOnly } from './developmentOnly.js'
import { dayBefore, developmentRoot, rootName } from './developmentRoot.js'
import { issueCertificate, type DevelopmentName } from './issueCertificate.js'
import { generateKeys, loadOrCreate } from './keyStore.js'

const authorityName: DevelopmentName = { commonName: 'LoanSign TEST Timestamp Authority', organization: 'LoanSign development' }
/** An OID below the arc for examples; a real authority names its own policy. */
const policy = '2.999.3161.1'

/** A real RFC 3161 responder in process; only its clock and its key are not to be believed. */
export async function developmentTimestampAuthority({ environment, directory, now = () => new Date() }: DevelopmentOptions): Promise<TimestampAuthority> {
  developmentOnly('developmentTimestampAuthority', environment)
  const root = await developmentRoot(directory, now)
  const { keys, certificate } = await loadOrCreate(directory, 'timestamp-authority', async () => {
    const keys = await generateKeys()
    const issuer = { subject: rootName, keys: root.keys }
    return { keys, certificate: await issueCertificate({ kind: 'timestamp', subject: authorityName, publicKey: keys.publicKey, issuer, validFrom: dayBefore(now()) }) }
  })
  return {
    name: authorityName.commonName,
    async timestamp(request) {
      const { digest: imprint, nonce } = parseTimestampRequest(request)
      const content = sequence(
        integer(1),
        objectIdentifier(policy),
        sequence(sequence(objectIdentifier(oids.sha256)), octetString(imprint)),
        integer(crypto.getRandomValues(new Uint8Array(12))),
        generalizedTime(now()),
        ...(nonce ? [integer(nonce)] : []),
      )
      const messageDigest = await digest({ algorithm: 'SHA-256', data: content })
      const signedAttributes = await buildSignedAttributes({ messageDigest, certificate, contentType: oids.tstInfo })
      const signature = await signWithKey({ key: keys.privateKey, data: signedAttributes })
      const token = assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates: [certificate], content: { type: oids.tstInfo, bytes: content } })
      // PKIStatusInfo: granted.
      return sequence(sequence(integer(0)), token)
    },
  }
}
