import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { addStraddleSeal, type StraddleSealOptions } from './drawing/straddleSeal.js'
import { readDictionary, writeDictionary } from './pdf/dictionary.js'
import { plainPages } from './pdf/plainPages.js'
import { openPlainPdf, type PlainPdf } from './pdf/plainPdf.js'
import { decimal, literal, textString } from './pdf/text.js'
import { writeFrozenFile } from './pdf/writeFrozenFile.js'

export interface SignaturePlace {
  readonly field: string
  readonly role: string
  /** 1 for the first page. */
  readonly page: number
  /** [left, bottom, right, top] in points. */
  readonly rect: readonly [number, number, number, number]
}

export interface AddSignatureFieldsOptions {
  /** One revision with a cross-reference table and no object streams, as Typst writes it. */
  readonly pdf: Uint8Array
  readonly places: readonly (SignaturePlace & { readonly label: string })[]
  /** Contract id, version and nonce: no two contracts share a file identifier, so none share a digest. */
  readonly identity: readonly string[]
  /** Across the right edges of all pages, switched on by the signature of its field; a file of one page gets none. */
  readonly straddleSeal?: StraddleSealOptions
  /** In place of what the file's one attachment holds: where things came to stand is known only when the pages are set. */
  readonly attachment?: Uint8Array
}

/**
 * Puts an empty signature field at every place, and the straddle seal's slices, as the one revision the file will be frozen in: one pass over the engine's own
 * bytes. Same input, same bytes.
 * @throws TypeError for a file that is not plain, or a seal without its field
 */
export function addSignatureFields({ pdf, places, identity, straddleSeal, attachment }: AddSignatureFieldsOptions): Uint8Array {
  if (straddleSeal && !places.some(({ field }) => field === straddleSeal.field)) throw new TypeError('the straddle seal needs a signature field that is there')
  const file = openPlainPdf(pdf)
  const { pages, nodes } = plainPages(file)
  const annotations = pages.map((): number[] => [])
  const slices = straddleSeal ? addStraddleSeal(file, pages, straddleSeal) : []
  for (const { page, number } of slices) annotations[page]!.push(number)
  // An object of its own (ISO 32000-2 table 235).
  const lock = slices.length > 0 ? file.add({ text: `<</Type/SigFieldLock/Action/Include/Fields[${slices.map(({ name }) => literal(name)).join('')}]>>` }) : null
  const fields = places.map(({ field, label, page, rect }) => {
    const [left, bottom, right, top] = rect
    const sheet = pages[page - 1]
    if (!sheet) throw new TypeError(`there is no page ${page}`)
    const empty = file.add({ text: `<</Type/XObject/Subtype/Form/BBox[0 0 ${decimal(right - left)} ${decimal(top - bottom)}]/Matrix[1 0 0 1 0 0]/Resources<<>>/Length 0>>`, stream: new Uint8Array() })
    const locks = lock !== null && field === straddleSeal?.field ? `/Lock ${lock} 0 R` : ''
    const number = file.add({ text: `<</T${literal(field)}/Type/Annot/Subtype/Widget/FT/Sig/F 4/Rect[${rect.map(decimal).join(' ')}]/P ${sheet.number} 0 R/AP<</N ${empty} 0 R>>/TU${textString(label)}${locks}>>` })
    annotations[page - 1]!.push(number)
    return number
  })
  pages.forEach(({ number, entries }, index) => {
    const added = annotations[index]!
    if (added.length === 0) return
    const old = file.resolve(entries.get('Annots'))?.slice(1, -1).trim()
    file.objects.set(number, { text: writeDictionary(new Map([...entries, ['Annots', `[${[...(old ? [old] : []), ...added.map((widget) => `${widget} 0 R`)].join(' ')}]`]])) })
  })
  const root = Number(/^\d+/.exec(file.trailer.get('Root')!)![0])
  const form = [...fields, ...slices.map(({ number }) => number)]
  if (form.length > 0) {
    const catalog = readDictionary(file.objects.get(root)!.text).entries
    file.objects.set(root, { text: writeDictionary(new Map([...catalog, ['AcroForm', `<</Fields[${form.map((number) => `${number} 0 R`).join(' ')}]/SigFlags 3/DR<<>>>>`]])) })
  }
  if (attachment !== undefined) replaceAttachment(file, attachment)
  // What signing looks at: the catalog with its form, all fields with the seal's lock, and the pages they stand on with the tree above these.
  const plain = new Set([root, ...nodes, ...pages.map(({ number }) => number), ...form, ...(lock === null ? [] : [lock])])
  return writeFrozenFile({ file, plain, identifier: createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32) })
}

function replaceAttachment(file: PlainPdf, data: Uint8Array): void {
  const [attached, second] = [...file.objects].flatMap(([number, { text, stream }]) => {
    if (stream === undefined || !text.includes('/EmbeddedFile')) return []
    const { entries } = readDictionary(text)
    return entries.get('Type') === '/EmbeddedFile' ? [{ number, entries }] : []
  })
  if (!attached || second) throw new TypeError('the file has not exactly one attachment')
  const { number, entries } = attached
  const stream = deflateSync(data)
  const params = new Map([...readDictionary(entries.get('Params') ?? '<<>>').entries, ['Size', String(data.length)]])
  params.delete('CheckSum')
  file.objects.set(number, { text: writeDictionary(new Map([...entries, ['Filter', '/FlateDecode'], ['Length', String(stream.length)], ['Params', writeDictionary(params)]])), stream })
}
