import { SignatureError } from '../../errors.js'
import { annotationsOf } from '../../pdf/document/annotationsOf.js'
import { attachments } from '../../pdf/document/extractAttachment.js'
import { catalogOf, pagesOf } from '../../pdf/document/pages.js'
import { linearizationOf } from '../../pdf/document/linearization.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { signatureFields, type SignatureField } from '../../pdf/document/signatureFields.js'
import { isKind, numberOf, type PdfValue } from '../../pdf/syntax/values.js'
import { objectNumbers } from '../../pdf/walk.js'
import { straddleSeals } from '../straddle/straddleSeals.js'
import { inspectAnnotations } from './inspectAnnotations.js'
import { inspectFieldLooks } from './inspectFieldLooks.js'
import { dictionariesIn, inspectObject } from './inspectObject.js'
import { inspectStraddleSeals } from './inspectStraddleSeals.js'

/** What a file to be signed must not have. Public API. */
export type BaseFindingCode =
  | 'encrypted'
  | 'several-revisions'
  | 'bytes-after-end'
  | 'javascript'
  | 'open-action'
  | 'additional-actions'
  /** An action that leaves the document, runs something or changes what is shown. */
  | 'foreign-action'
  | 'optional-content'
  | 'xfa'
  /** The viewer is asked to draw the fields itself. */
  | 'need-appearances'
  /** Anything but a widget of ours and a link inside the document. */
  | 'foreign-annotation'
  | 'unlisted-attachment'
  /** Content that is not in these bytes, or differs on paper: external streams, reference XObjects, alternates, OPI. */
  | 'external-content'
  /** An object the file points to and does not define. */
  | 'dangling-reference'
  | 'field-signed'
  /** Two signature fields with the same name. */
  | 'field-ambiguous'
  /** A signature field without an object of its own, or apart from its widget. */
  | 'field-unusable'
  /** A signature field that draws something before it is signed, is hidden on screen or on paper, shown on two pages, lies upon another field, or takes more than a sixth of its page. */
  | 'field-look'
  /** A straddle seal that is on, not at the right edge, of another look than a seal's, or not locked by exactly one signature field; or a lock of anything else. */
  | 'straddle-seal'

/** One reason not to freeze or sign the file, and where it stands. */
export interface BaseFinding {
  readonly code: BaseFindingCode
  /** Number of the object it stands in. */
  readonly object?: number
  /** 1 for the first page. */
  readonly page?: number
}

/** A signature field of the file, and where a page shows it. */
export interface BaseField {
  /** Full name. Hostile text. */
  readonly name: string
  /** 1 for the first page; null when the field is shown on none. */
  readonly page: number | null
  /** [left, bottom, right, top] in points. */
  readonly rect: SignatureField['rect']
}

/** A page's slice of the straddle seal (骑缝章): a checkbox at the page's edge. */
export interface BaseStraddleSeal {
  /** Full name of the checkbox. Hostile text. */
  readonly name: string
  /** 1 for the first page; null when it is not shown on exactly one. */
  readonly page: number | null
  /** Full name of the signature field whose signing switches it on. Hostile text. */
  readonly lockedBy: string | null
}

/** What a file holds that matters before it is frozen or signed. `pages` counts them. */
export interface BaseReport {
  /** Empty when the file may be frozen and signed. */
  readonly findings: readonly BaseFinding[]
  readonly fields: readonly BaseField[]
  /** A page's slice of the straddle seal each, in the order of the form. */
  readonly straddleSeals: readonly BaseStraddleSeal[]
  /** Names of the attached files. Hostile text. */
  readonly attachments: readonly string[]
  readonly pages: number
}

/** What belongs into the file besides its pages. */
export interface InspectBaseOptions {
  /** Names of the attachments that belong there. */
  readonly expectedAttachments?: readonly string[]
}

/**
 * Looks for everything in a PDF that could change what a reader sees after it was signed, or that nobody asked for (docs/architecture.md, step 1).
 * Freeze and element both refuse a base with findings.
 * @throws SignatureError `pdf-malformed`, `pdf-limit`
 */
export function inspectBase(bytes: Uint8Array, { expectedAttachments = [] }: InspectBaseOptions = {}): BaseReport {
  const pdf = openUnlessEncrypted(bytes)
  if (!pdf) return { findings: [{ code: 'encrypted' }], fields: [], straddleSeals: [], attachments: [], pages: 0 }
  const pages = pagesOf(pdf)
  const fields = placedFields(pdf)
  const attached = attachments(pdf)
  const straddle = inspectStraddleSeals(pdf)
  const seals = new Set(straddleSeals(pdf).map(({ reference }) => reference.number))
  const findings: BaseFinding[] = [
    ...inspectFrame(pdf),
    ...objectNumbers(pdf).flatMap((number) => inspectObject(pdf, number)),
    ...inspectFields(signatureFields(pdf)),
    ...inspectFieldLooks(pdf),
    ...straddle.findings,
    ...pages.flatMap(({ number }, index) => inspectAnnotations(pdf, pdf.dictionary(pdf.object(number)), index + 1, seals)),
    ...inspectAttachments(pdf, attached, expectedAttachments),
  ]
  return { findings, fields, straddleSeals: straddle.seals, attachments: [...attached.keys()], pages: pages.length }
}

function openUnlessEncrypted(bytes: Uint8Array): PdfFile | null {
  try {
    return readPdf(bytes)
  } catch (error) {
    if (error instanceof SignatureError && error.code === 'pdf-encrypted') return null
    throw error
  }
}

function inspectFrame(pdf: PdfFile): BaseFinding[] {
  const findings: BaseFinding[] = []
  const catalog = catalogOf(pdf)
  const form = pdf.dictionary(catalog.entries.get('AcroForm'))
  // A linearized file counts as well, and one that says it were: its two sections are one revision only for readers that know of it.
  // So does a hybrid one: readers that know no cross-reference streams see another document in it.
  if (pdf.sections[1] || pdf.sections[0]!.hybrid || linearizationOf(pdf.bytes)) findings.push({ code: 'several-revisions' })
  if (pdf.end !== pdf.bytes.length) findings.push({ code: 'bytes-after-end' })
  if (catalog.entries.has('OpenAction')) findings.push({ code: 'open-action' })
  if (catalog.entries.has('OCProperties')) findings.push({ code: 'optional-content' })
  if (catalog.entries.has('Collection')) findings.push({ code: 'external-content' })
  if (form?.entries.has('XFA')) findings.push({ code: 'xfa' })
  if (form && pdf.get(form, 'NeedAppearances') === true) findings.push({ code: 'need-appearances' })
  return findings
}

function inspectFields(fields: readonly SignatureField[]): BaseFinding[] {
  const names = new Set<string>()
  return fields.flatMap(({ name, reference, value, dictionary, widget }): BaseFinding[] => {
    const place = reference ? { object: reference.number } : {}
    const isSecond = names.has(name)
    names.add(name)
    return [
      ...(value !== null ? [{ code: 'field-signed' as const, ...place }] : []),
      ...(isSecond ? [{ code: 'field-ambiguous' as const, ...place }] : []),
      ...(!reference || widget !== dictionary ? [{ code: 'field-unusable' as const, ...place }] : []),
    ]
  })
}

/** Which page a field is on is told by the page that lists it, not by the field's own /P, which nobody needs to follow. */
function placedFields(pdf: PdfFile): BaseField[] {
  const pageOf = new Map<number, number>()
  pagesOf(pdf).forEach(({ number }, index) => {
    for (const item of annotationsOf(pdf, pdf.dictionary(pdf.object(number)))) if (isKind(item, 'reference')) pageOf.set(item.number, index + 1)
  })
  return signatureFields(pdf).map(({ name, reference, rect }) => ({ name, page: (reference && pageOf.get(reference.number)) ?? null, rect }))
}

/** Embedded files hang in the name tree, where they have a name, and nowhere else. */
function inspectAttachments(pdf: PdfFile, attached: ReadonlyMap<string, PdfValue>, expected: readonly string[]): BaseFinding[] {
  const named = new Set([...attached.values()].map(numberOf))
  const findings: BaseFinding[] = [...attached.keys()].filter((name) => !expected.includes(name)).map(() => ({ code: 'unlisted-attachment' }))
  for (const object of objectNumbers(pdf)) {
    const value = pdf.object(object)
    const hasUnnamed = [...dictionariesIn(value)].some((dictionary) => dictionary.entries.has('EF') && !(dictionary === value && named.has(object)))
    if (hasUnnamed) findings.push({ code: 'unlisted-attachment', object })
  }
  return findings
}
