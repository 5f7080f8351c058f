import type { TimestampReport } from '../../timestamp/verifyTimestampToken.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { readableCertificates } from '../../x509/path/validatePath.js'
import type { ValidationMaterial } from './validationMaterial.js'

/** Asks for the issuers of a timestamp authority that neither its token nor the file holds; whether any came. Nothing is asked while a path is there. */
export async function acquireAuthorities(material: ValidationMaterial, { path }: TimestampReport, candidates: readonly (Uint8Array | Certificate)[]): Promise<boolean> {
  const isMissing = path?.problems.some(({ code }) => code === 'no-path') ?? false
  return isMissing && material.asker !== null && material.asker.acquireIssuers(material, path!.path[0]!, readableCertificates(candidates))
}
