import { PDFDict, PDFHexString, PDFName, PDFString, type PDFDocument } from 'pdf-lib'
import { inspectBase, SignatureError } from '@loansign/signature'
import { addSignatureFields, type SignaturePlace } from '../addSignatureFields.js'
import { checkDrawnPages, type CheckDrawnPagesOptions } from '../checks/checkDrawnPages.js'
import type { StraddleSealOptions } from '../drawing/straddleSeal.js'
import { ContractError } from '../errors.js'
import { archiveClaim, mayBeArchived, setClaim, type ArchiveClaim } from './archive.js'
import { findPlaces, type LenderPlace } from './findPlaces.js'
import { drawingFile, dropUnreached, foreignContent, openLenderFile, readingFile, refusal, refuse, type Refusal } from './openLenderFile.js'
import { writeValues } from './form/writeValues.js'
import { markPages } from './form/markPages.js'
import { runApart } from './runApart.js'

export interface TakeFileOptions {
  /** A finished file of the lender's own: a form filled by fillForm, or any other without fields. */
  readonly pdf: Uint8Array
  /** In signing order. */
  readonly places: readonly LenderPlace[]
  /** Attached as loan.json, byte for byte. */
  readonly data: Uint8Array
  /** Contract id, version and nonce: no two contracts share a file identifier, so none share a digest. */
  readonly identity: readonly string[]
  readonly now: Date
  readonly straddleSeal?: StraddleSealOptions
  /**
   * `required` refuses a file that does not say it is PDF/A-2 or PDF/A-3 with RGB colours. `as-claimed` takes it, and what comes out claims nothing: `archival` says so.
   */
  readonly archival: 'required' | 'as-claimed'
  /** Small and red at the top of every page: that the contract is a test. */
  readonly mark?: string
}

export interface TakenFile {
  /** Frozen: one revision with empty signature fields, straddle seal and data. */
  readonly pdf: Uint8Array
  readonly data: Uint8Array
  readonly pages: number
  readonly places: readonly SignaturePlace[]
  /** PDF/A-3b only because the file claimed part 2 or 3 itself: that is carried on, not proven. */
  readonly archival: 'PDF/A-3b' | 'none'
  readonly claimed: ArchiveClaim | null
}

/**
 * Freezes a lender's own file as ours are: what its pages show stays, and is compared page by page. All or nothing; same input, same bytes.
 * @throws ContractError `lender-file-refused` with `reasons`, `places-unusable` with `fields`, `drawing-differs` with `findings`
 */
export async function takeFile(options: TakeFileOptions): Promise<TakenFile> {
  const { straddleSeal, places } = options
  if (straddleSeal && !places.some(({ field }) => field === straddleSeal.field)) throw new TypeError('takeFile: the straddle seal needs a signature place that is there')
  return runApart('takeFile', options)
}

/** In this process, without its limits. */
export async function takeFileHere(options: TakeFileOptions): Promise<TakenFile> {
  const { pdf, data, identity, straddleSeal, places } = options
  const { whole, pages, claimed, archived, texts, fonts } = await readingFile(() => prepare(options))
  const found = await drawingFile(() => findPlaces(pdf, places))
  const frozen = addSignatureFields({ pdf: whole, places: found, identity, ...(straddleSeal === undefined ? {} : { straddleSeal }) })
  refuse(refusedAsBase(frozen))
  const findings = await drawingFile(() => checkDrawnPages({ before: pdf, after: frozen, texts, fonts }))
  if (findings.length > 0) throw new ContractError('drawing-differs', { findings })
  return { pdf: frozen, data, pages, places: found.map(({ field, role, page, rect }) => ({ field, role, page, rect })), archival: archived ? 'PDF/A-3b' : 'none', claimed }
}

/** What the next reader, ours and strict, would refuse: nobody is asked to sign a file that the element then will not open. */
function refusedAsBase(frozen: Uint8Array): readonly Refusal[] {
  try {
    const { findings } = inspectBase(frozen, { expectedAttachments: ['loan.json'] })
    return findings.map(({ code, page }) => ({ ...refusal('base-finding', page), finding: code }))
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    return [refusal(error.code === 'pdf-limit' ? 'too-costly' : 'unreadable')]
  }
}

interface Prepared extends Required<Pick<CheckDrawnPagesOptions, 'texts' | 'fonts'>> {
  readonly whole: Uint8Array
  readonly pages: number
  readonly claimed: ArchiveClaim | null
  readonly archived: boolean
}

/** The file as it came, with our data attached and without what must not be in it. */
async function prepare({ pdf, data, now, archival, mark }: TakeFileOptions): Promise<Prepared> {
  const document = await openLenderFile(pdf)
  const form = document.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict)
  if (form !== undefined && document.getForm().getFields().length > 0) refuse([refusal('form-fields')])
  document.catalog.delete(PDFName.of('AcroForm'))
  const claimed = archiveClaim(document)
  const archived = mayBeArchived(claimed)
  dropUnreached(document)
  refuse([...foreignContent(document), ...(archival === 'required' && !archived ? [refusal('not-archival')] : [])])
  setClaim(document, archived)
  attach(document, data, now)
  const { texts, fonts } = mark === undefined ? { texts: [], fonts: new Map() } : markPages(document, mark)
  writeValues(document, texts, [])
  dropUnreached(document)
  const whole = await document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
  return { whole, pages: document.getPageCount(), claimed, archived, texts, fonts }
}

/** ISO 19005-3 section 6.8: an embedded file with its kind, its relationship to the document, and a place in the name tree. */
function attach({ catalog, context }: PDFDocument, data: Uint8Array, now: Date): void {
  const date = PDFString.fromDate(now)
  const file = context.register(context.flateStream(data, { Type: 'EmbeddedFile', Subtype: 'application/json', Params: { Size: data.length, CreationDate: date, ModDate: date } }))
  const name = 'loan.json'
  const specification = context.register(context.obj({ Type: 'Filespec', F: PDFString.of(name), UF: PDFHexString.fromText(name), AFRelationship: 'Data', EF: { F: file, UF: file } }))
  const names = catalog.lookupMaybe(PDFName.of('Names'), PDFDict) ?? context.obj({})
  names.set(PDFName.of('EmbeddedFiles'), context.obj({ Names: [PDFString.of(name), specification] }))
  catalog.set(PDFName.of('Names'), names)
  catalog.set(PDFName.of('AF'), context.obj([specification]))
}
