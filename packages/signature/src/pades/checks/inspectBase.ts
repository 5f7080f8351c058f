import { attachments } from '../../pdf/extractAttachment.js'
import { catalogOf, pagesOf, readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { signatureFields, type SignatureField } from '../../pdf/signatureFields.js'
import { isKind, isName, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import { objectNumbers, referencesIn } from '../../pdf/walk.js'

export type BaseFindingCode =
  | 'several-revisions'
  | 'bytes-after-end'
  | 'javascript'
  | 'open-action'
  | 'additional-actions'
  | 'optional-content'
  | 'xfa'
  | 'foreign-annotation'
  | 'unlisted-attachment'
  | 'dangling-reference'
  | 'field-signed'
  | 'foreign-action'

export interface BaseFinding {
  readonly code: BaseFindingCode
  /** Number of the object it stands in. */
  readonly object?: number
  /** 1 for the first page. */
  readonly page?: number
}

export interface BaseReport {
  /** Empty when the file may be frozen and signed. */
  readonly findings: readonly BaseFinding[]
  readonly fields: readonly Pick<SignatureField, 'name' | 'page' | 'rect'>[]
  readonly attachments: readonly string[]
  readonly pages: number
}

export interface InspectBaseOptions {
  /** Names of the attachments that belong there. */
  readonly expectedAttachments?: readonly string[]
}

/**
 * Looks for everything in a PDF that could change what a reader sees after it was signed, or that nobody asked for (DESIGN section 5.1).
 * Freeze and element both refuse a base with findings.
 * @throws SignatureError `pdf-malformed`, `pdf-encrypted`, `pdf-limit`
 */
export function inspectBase(bytes: Uint8Array, { expectedAttachments = [] }: InspectBaseOptions = {}): BaseReport {
  const pdf = readPdf(bytes)
  const findings: BaseFinding[] = []
  const catalog = catalogOf(pdf)
  if (pdf.sections.length > 1) findings.push({ code: 'several-revisions' })
  if (pdf.end !== bytes.length) findings.push({ code: 'bytes-after-end' })
  if (catalog.entries.has('OpenAction')) findings.push({ code: 'open-action' })
  if (catalog.entries.has('OCProperties')) findings.push({ code: 'optional-content' })
  const form = pdf.dictionary(catalog.entries.get('AcroForm'))
  if (form?.entries.has('XFA')) findings.push({ code: 'xfa' })
  findings.push(...inspectObjects(pdf))
  const fields = signatureFields(pdf)
  findings.push(...fields.filter(({ value }) => value).map(() => ({ code: 'field-signed' as const })))
  const pages = pagesOf(pdf)
  pages.forEach(({ number }, index) => findings.push(...inspectAnnotations(pdf, pdf.dictionary(pdf.object(number)), index + 1)))
  const attached = [...attachments(pdf).keys()]
  findings.push(...attached.filter((name) => !expectedAttachments.includes(name)).map(() => ({ code: 'unlisted-attachment' as const })))
  return { findings, fields: fields.map(({ name, page, rect }) => ({ name, page, rect })), attachments: attached, pages: pages.length }
}

/** Actions can hide in any object, so every object is looked at, reachable or not. */
function inspectObjects(pdf: PdfFile): BaseFinding[] {
  const findings: BaseFinding[] = []
  for (const number of objectNumbers(pdf)) {
    const value = pdf.object(number)
    for (const dictionary of dictionariesIn(value)) {
      if (dictionary.entries.has('AA')) findings.push({ code: 'additional-actions', object: number })
      if (dictionary.entries.has('JS') || dictionary.entries.has('JavaScript') || isName(dictionary.entries.get('S'), 'JavaScript')) findings.push({ code: 'javascript', object: number })
    }
    // A later revision could put anything at a number that the base points to and does not define.
    for (const reference of referencesIn(value)) {
      if (reference.number >= pdf.size) findings.push({ code: 'dangling-reference', object: number })
    }
  }
  return findings
}

function* dictionariesIn(value: PdfValue): Generator<PdfDictionary> {
  if (isKind(value, 'stream')) yield* dictionariesIn(value.dictionary)
  else if (isKind(value, 'array')) for (const item of value.items) yield* dictionariesIn(item)
  else if (isKind(value, 'dictionary')) {
    yield value
    for (const entry of value.entries.values()) yield* dictionariesIn(entry)
  }
}

/** Ours are widgets of signature fields and links to another place of the same document. */
function inspectAnnotations(pdf: PdfFile, page: PdfDictionary | null, number: number): BaseFinding[] {
  const annotations = page && pdf.get(page, 'Annots')
  if (!isKind(annotations ?? undefined, 'array')) return []
  return (annotations as Extract<PdfValue, { kind: 'array' }>).items.flatMap((item): BaseFinding[] => {
    const annotation = pdf.dictionary(item)
    if (!annotation) return [{ code: 'foreign-annotation', page: number }]
    const subtype = pdf.get(annotation, 'Subtype')
    const type = pdf.get(annotation, 'FT')
    if (isName(subtype, 'Widget') && (isName(type, 'Sig') || isName(type, 'Btn'))) return []
    if (isName(subtype, 'Link')) {
      const action = pdf.dictionary(annotation.entries.get('A'))
      return action && !isName(pdf.get(action, 'S'), 'GoTo') ? [{ code: 'foreign-action', page: number }] : []
    }
    return [{ code: 'foreign-annotation', page: number }]
  })
}
