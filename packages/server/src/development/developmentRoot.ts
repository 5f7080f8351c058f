import { generateKeys, loadOrCreate, type StoredKey } from './keyStore.js'
import { issueCertificate, type DevelopmentName } from './issueCertificate.js'

export const rootName: DevelopmentName = { commonName: 'LoanSign TEST Root', organization: 'LoanSign development' }

/** The root of everything in development; made once per directory, so that a restart keeps trusting what was signed before. */
export function developmentRoot(directory: string | undefined, now: () => Date): Promise<StoredKey> {
  return loadOrCreate(directory, 'root', async () => {
    const keys = await generateKeys()
    return { keys, certificate: await issueCertificate({ kind: 'root', subject: rootName, publicKey: keys.publicKey, issuer: { subject: rootName, keys }, validFrom: dayBefore(now()) }) }
  })
}

/** A certificate that begins a day early does not fail on a clock that is a little behind. */
export function dayBefore(time: Date): Date {
  return new Date(time.getTime() - 24 * 60 * 60 * 1000)
}
