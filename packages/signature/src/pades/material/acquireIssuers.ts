import type { Certificate } from '../../x509/parseCertificate.js'
import { readableCertificates, type PathReport } from '../../x509/path/validatePath.js'
import type { ValidationMaterial } from './validationMaterial.js'

/** Asks for the issuers that a path lacks, which neither the candidates nor the file holds; whether any came. Nothing is asked while a path is there. */
export async function acquireIssuers(material: ValidationMaterial, path: PathReport | null, candidates: readonly (Uint8Array | Certificate)[]): Promise<boolean> {
  const isMissing = path?.problems.some(({ code }) => code === 'no-path') ?? false
  return isMissing && material.asker !== null && material.asker.acquireIssuers(material, path!.path[0]!, readableCertificates(candidates))
}
