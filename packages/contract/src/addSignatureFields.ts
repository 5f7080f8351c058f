import { createHash } from 'node:crypto'
import { PDFDocument, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib'
import { compressStreams } from './compressStreams.js'
import { addStraddleSeal, type StraddleSealOptions } from './drawing/straddleSeal.js'
import { writeFrozenFile } from './writeFrozenFile.js'

export interface SignaturePlace {
  readonly field: string
  readonly role: string
  /** 1 for the first page. */
  readonly page: number
  /** [left, bottom, right, top] in points. */
  readonly rect: readonly [number, number, number, number]
}

export interface AddSignatureFieldsOptions {
  readonly pdf: Uint8Array
  readonly places: readonly (SignaturePlace & { readonly label: string })[]
  /** Contract id, version and nonce: no two contracts share a file identifier, so none share a digest. */
  readonly identity: readonly string[]
  /** Across the right edges of all pages, switched on by the signature of its field; a file of one page gets none. */
  readonly straddleSeal?: StraddleSealOptions
}

/** Puts an empty signature field at every place, and the straddle seal's slices, as the one revision the file will be frozen in. Same input, same bytes. */
export async function addSignatureFields({ pdf, places, identity, straddleSeal }: AddSignatureFieldsOptions): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const { context } = document
  compressStreams(document)
  if (straddleSeal && !places.some(({ field }) => field === straddleSeal.field)) throw new TypeError('the straddle seal needs a signature field that is there')
  const slices = straddleSeal ? addStraddleSeal(document, straddleSeal) : []
  const fields = places.map(({ field, label, page, rect }) => {
    const [left, bottom, right, top] = rect
    const empty = context.register(context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, right - left, top - bottom], Matrix: [1, 0, 0, 1, 0, 0], Resources: {} }))
    const widget = context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', F: 4, Rect: [left, bottom, right, top], P: document.getPage(page - 1).ref, AP: { N: empty } })
    widget.set(PDFName.of('T'), PDFString.of(field))
    widget.set(PDFName.of('TU'), PDFHexString.fromText(label))
    if (slices.length > 0 && field === straddleSeal?.field) {
      widget.set(PDFName.of('Lock'), context.obj({ Type: 'SigFieldLock', Action: 'Include', Fields: slices.map(({ name }) => PDFString.of(name)) }))
    }
    const reference = context.register(widget)
    document.getPage(page - 1).node.addAnnot(reference)
    return reference
  })
  document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [...fields, ...slices.map(({ reference }) => reference)], SigFlags: 3, DR: {} }))
  const id = PDFHexString.of(createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32))
  context.trailerInfo.ID = context.obj([id, id])
  await document.flush()
  // What signing looks at: the catalog with its form, all fields, and the pages they stand on with the tree above these.
  const looked = [context.trailerInfo.Root, document.catalog.get(PDFName.of('Pages')), ...document.getPages().map(({ ref }) => ref), ...fields, ...slices.map(({ reference }) => reference)]
  return writeFrozenFile(document, new Set(looked.filter((object) => object instanceof PDFRef)))
}
