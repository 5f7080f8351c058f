import { SignatureError } from '../../errors.js'
import type { AppendedObject } from '../../pdf/appendRevision.js'
import { catalogOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { signatureFields } from '../../pdf/document/signatureFields.js'
import { isKind, pdfDictionary, pdfReference } from '../../pdf/syntax/values.js'
import { latin1, writeValue } from '../../pdf/syntax/write.js'

/** What a certification permits later (DocMDP, ISO 32000-2 section 12.8.2.2): 1 nothing, 2 filling in and signing, 3 remarks as well. */
export type CertificationLevel = 1 | 2 | 3

/** The /Reference of a certifying signature, behind what its field's lock asks for. */
export function certifiedReference(reference: string | null, level: CertificationLevel): string {
  const transform = `<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /V /1.2 /P ${level}>>>>`
  return reference === null ? `[${transform}]` : `${reference.slice(0, -1)} ${transform}]`
}

/**
 * The catalog with /Perms (section 12.8.6), which names the certifying signature.
 * @throws SignatureError `field-already-signed` when any is: a document is certified by its first signature or by none
 */
export function certifiedCatalog(pdf: PdfFile, signatureNumber: number): AppendedObject {
  const root = pdf.trailer.entries.get('Root')
  const catalog = catalogOf(pdf)
  if (!isKind(root, 'reference') || catalog.entries.has('Perms') || signatureFields(pdf).some(({ value }) => value !== null)) throw new SignatureError('field-already-signed', { why: 'a certification comes first' })
  const permissions = pdfDictionary([['DocMDP', pdfReference(signatureNumber)]])
  return { ...root, body: latin1(writeValue(pdfDictionary([...catalog.entries, ['Perms', permissions]]))) }
}
