import { signWithKey } from '@loansign/signature'
import type { SealSigner } from '../ports/sealSigner.js'
import type { DevelopmentOptions } from './developmentCertificateAuthority.js'
import { markDevelopmentPort } from '../developmentPort.js'
import { developmentOnly } from './developmentOnly.js'
import { dayBefore, developmentRoot, rootName } from './developmentRoot.js'
import { issueCertificate } from './issueCertificate.js'
import { generateKeys, loadOrCreate } from './keyStore.js'

/** `trustAnchors` gives the root, DER, that the seal is validated against. */
export type DevelopmentSeal = SealSigner & { trustAnchors(): Promise<readonly Uint8Array[]> }

/** A lender's seal key in process, certified by the development root. */
export async function developmentSeal({ environment, directory, now = () => new Date(), lenderName }: DevelopmentOptions & { readonly lenderName: string }): Promise<DevelopmentSeal> {
  developmentOnly('developmentSeal', environment)
  const root = await developmentRoot(directory, now)
  const { keys, certificate } = await loadOrCreate(directory, 'seal', async () => {
    const keys = await generateKeys()
    const issuer = { subject: rootName, keys: root.keys }
    const subject = { commonName: lenderName, organization: lenderName }
    return { keys, certificate: await issueCertificate({ kind: 'signer', subject, publicKey: keys.publicKey, issuer, validFrom: dayBefore(now()) }) }
  })
  return markDevelopmentPort('developmentSeal', {
    async trustAnchors() {
      return [root.certificate]
    },
    async certificateChain() {
      return [certificate]
    },
    sign: (data) => signWithKey({ key: keys.privateKey, data }),
  })
}
