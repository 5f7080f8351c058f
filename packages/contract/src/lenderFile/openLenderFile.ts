import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRef, PDFStream, type PDFObject, type PDFPage } from 'pdf-lib'
import type { BaseFindingCode } from '@loansign/signature'
import { ContractError } from '../errors.js'

/** Why a lender's file cannot become a contract. */
export type RefusalCode =
  | 'unreadable'
  | 'encrypted'
  /** JavaScript, or an action that leaves the document, runs something or changes what is shown. */
  | 'action'
  | 'xfa'
  /** Layers, of which a reader may switch some off. */
  | 'optional-content'
  /** A note, stamp, drawing or film upon the page. */
  | 'annotation'
  | 'attachment'
  /** Content that lies in another file, or differs on paper. */
  | 'external-content'
  | 'signed'
  /** An object of a later generation. */
  | 'number-used-again'
  /** Fields that are still to be filled: fillForm comes first. */
  | 'form-fields'
  /** A field that draws nothing by itself and runs an action. */
  | 'push-button'
  /** It does not say that it is PDF/A-2 or PDF/A-3 in RGB, and that was asked for. */
  | 'not-archival'
  /** Whoever freezes or signs would refuse it; `finding` is what `inspectBase` says. */
  | 'base-finding'
  /** More bytes than a contract has. */
  | 'too-large'
  | 'too-many-pages'
  | 'page-too-large'
  /** Reading or drawing it takes more time or memory than any contract needs. */
  | 'too-costly'

export interface Refusal {
  readonly code: RefusalCode
  /** 1 for the first page. */
  readonly page?: number
  /** Of `inspectBase`. */
  readonly finding?: BaseFindingCode
  readonly why: { readonly 'zh-CN': string; readonly en: string }
}

const words: Readonly<Record<RefusalCode, Refusal['why']>> = {
  unreadable: { 'zh-CN': '无法按 PDF 读取', en: 'cannot be read as a PDF' },
  encrypted: { 'zh-CN': '文件已加密，请提供未加密的文件', en: 'is encrypted; give the file without encryption' },
  action: { 'zh-CN': '含有脚本，或者会离开文件、运行程序、改变显示内容的动作（包括网址链接）', en: 'has a script, or an action that leaves the document, runs something or changes what is shown (links to the web too)' },
  xfa: { 'zh-CN': '是 XFA 表单，请另存为普通表单（AcroForm）', en: 'is an XFA form; save it as a plain form (AcroForm)' },
  'optional-content': { 'zh-CN': '含有可以隐藏的图层，请合并图层', en: 'has layers that can be hidden; flatten them' },
  annotation: { 'zh-CN': '页面上有批注、图章或者多媒体，请先合并到页面', en: 'has notes, stamps or media upon a page; make them part of the page' },
  attachment: { 'zh-CN': '含有附件', en: 'has attached files' },
  'external-content': { 'zh-CN': '内容在其他文件中，或者打印时与屏幕不同', en: 'has content in another file, or other content on paper' },
  signed: { 'zh-CN': '已经签名，改动会使签名失效', en: 'is signed already; a change would break the signature' },
  'number-used-again': { 'zh-CN': '重复使用了对象编号，请用其他软件另存一次', en: 'uses numbers of objects again; save it anew with other software' },
  'form-fields': { 'zh-CN': '还有待填写的表单字段，请先填写', en: 'still has form fields; fill them first' },
  'push-button': { 'zh-CN': '含有按钮', en: 'has a push button' },
  'not-archival': { 'zh-CN': '没有声明为 RGB 色彩的 PDF/A-2 或 PDF/A-3', en: 'does not say that it is PDF/A-2 or PDF/A-3 in RGB' },
  'base-finding': { 'zh-CN': '含有签名前的文件不允许有的内容', en: 'holds what a file to be signed must not hold' },
  'too-large': { 'zh-CN': '文件超过 32 MB', en: 'is larger than 32 MB' },
  'too-many-pages': { 'zh-CN': '超过 100 页', en: 'has more than 100 pages' },
  'page-too-large': { 'zh-CN': '页面的长或者宽超过 A0 的长边（3370 点）', en: 'has a page longer or wider than the long side of A0 (3370 points)' },
  'too-costly': { 'zh-CN': '读取或者绘制文件所需的时间或者内存超过上限，请用其他软件另存一次', en: 'takes more time or memory to read or draw than there is; save it anew with other software' },
}

export function refusal(code: RefusalCode, page?: number): Refusal {
  return { code, ...(page === undefined ? {} : { page }), why: words[code] }
}

export function refuse(reasons: readonly Refusal[]): void {
  if (reasons.length > 0) throw new ContractError('lender-file-refused', { reasons })
}

/** What a damaged file does to pdf-lib, which is made for sound ones, is told as one reason. Our own findings pass, and what the system says of itself: a font that is not there. */
export async function readingFile<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ContractError || (error instanceof Error && 'code' in error)) throw error
    throw new ContractError('lender-file-refused', { reasons: [refusal('unreadable')] }, { cause: error })
  }
}

/** pdf.js names what it finds wrong with a file; whatever else happens is not the file's fault. */
export async function drawingFile<T>(draw: () => Promise<T>): Promise<T> {
  try {
    return await draw()
  } catch (error) {
    if (!(error instanceof Error) || !/(?:Exception|FormatError)$/.test(error.name)) throw error
    throw new ContractError('lender-file-refused', { reasons: [refusal('unreadable')] }, { cause: error })
  }
}

const largestBytes = 32 * 1_048_576
const mostPages = 100
/** Points: the long side of A0. */
const longestSide = 3_371
/** Of objects; each number has a row in the frozen file's cross-reference. */
const highestNumber = 1_000_000

/** @throws ContractError `lender-file-refused`: unreadable, too-large, too-many-pages, page-too-large, too-costly, encrypted, xfa, signed */
export async function openLenderFile(pdf: Uint8Array): Promise<PDFDocument> {
  if (pdf.length > largestBytes) refuse([refusal('too-large')])
  const document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true }).catch((error: unknown) => {
    // Encrypted object streams fail before anybody asks what encrypts them.
    const isEncrypted = error instanceof EncryptedPDFError || Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).includes('/Encrypt')
    throw new ContractError('lender-file-refused', { reasons: [refusal(isEncrypted ? 'encrypted' : 'unreadable')] }, { cause: error })
  })
  // What the file points to and does not define stays so: an object of ours must not come to stand there.
  for (const object of objectsOf(document)) for (const { objectNumber } of referencesIn(object)) document.context.largestObjectNumber = Math.max(document.context.largestObjectNumber, objectNumber)
  if (document.context.largestObjectNumber > highestNumber) refuse([refusal('too-costly')])
  const form = document.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict)
  const isSigned = objectsOf(document).some((object) => dictionaryOf(object)?.has(PDFName.of('ByteRange')))
  const pages = document.getPages()
  if (pages.length > mostPages) refuse([refusal('too-many-pages')])
  refuse(pages.flatMap((page, index) => (longestSideOf(page) > longestSide ? [refusal('page-too-large', index + 1)] : [])))
  refuse([...(form?.has(PDFName.of('XFA')) ? [refusal('xfa')] : []), ...(isSigned ? [refusal('signed')] : [])])
  return document
}

/** ISO 32000-2 table 31: a unit of the page may be many points. */
function longestSideOf({ node }: PDFPage): number {
  const [left, bottom, right, top] = node.MediaBox().asArray().map((_, index) => node.MediaBox().lookup(index, PDFNumber).asNumber()) as [number, number, number, number]
  return Math.max(Math.abs(right - left), Math.abs(top - bottom)) * (node.lookupMaybe(PDFName.of('UserUnit'), PDFNumber)?.asNumber() ?? 1)
}

const foreignActions = new Set(
  ['JavaScript', 'GoToR', 'GoToE', 'GoToDp', 'Launch', 'Thread', 'URI', 'Sound', 'Movie', 'Hide', 'SubmitForm', 'ResetForm', 'ImportData', 'SetOCGState', 'Rendition', 'Trans', 'GoTo3DView', 'RichMediaExecute'].map((name) => PDFName.of(name)),
)

/** What the document still reaches and must not: looked for in every object, as whoever signs the frozen file will. */
export function foreignContent(document: PDFDocument): readonly Refusal[] {
  const has = (dictionary: PDFDict, ...names: string[]): boolean => names.some((name) => dictionary.has(PDFName.of(name)))
  const found = new Set<RefusalCode>()
  if (has(document.catalog, 'OpenAction', 'AA')) found.add('action')
  if (document.context.enumerateIndirectObjects().some(([{ generationNumber }]) => generationNumber !== 0)) found.add('number-used-again')
  if (has(document.catalog, 'OCProperties')) found.add('optional-content')
  if (has(document.catalog, 'Collection')) found.add('attachment')
  for (const object of objectsOf(document)) {
    if (object instanceof PDFStream && has(object.dict, 'F')) found.add('external-content')
    for (const dictionary of dictionariesIn(object)) {
      if (has(dictionary, 'JS', 'JavaScript', 'AA') || foreignActions.has(dictionary.lookup(PDFName.of('S')) as PDFName)) found.add('action')
      if (has(dictionary, 'OPI', 'Alternates') || (has(dictionary, 'Ref') && has(dictionary, 'BBox'))) found.add('external-content')
      if (has(dictionary, 'EF')) found.add('attachment')
    }
  }
  const annotated = document.getPages().flatMap(({ node }, index) => {
    const annotations = node.Annots()?.asArray().map((annotation) => document.context.lookup(annotation)) ?? []
    const links = annotations.filter(isPlainLink)
    if (links.some((link) => link.has(PDFName.of('A')) && !isWithin(link.lookup(PDFName.of('A'))))) found.add('action')
    return links.length < annotations.length ? [refusal('annotation', index + 1)] : []
  })
  return [...[...found].map((code) => refusal(code)), ...annotated]
}

/** A link without a look of its own. */
function isPlainLink(annotation: PDFObject | undefined): annotation is PDFDict {
  return annotation instanceof PDFDict && annotation.lookup(PDFName.of('Subtype')) === PDFName.of('Link') && !annotation.has(PDFName.of('AP'))
}

/** A GoTo and nothing after it. */
function isWithin(action: PDFObject | undefined): boolean {
  return action instanceof PDFDict && action.lookup(PDFName.of('S')) === PDFName.of('GoTo') && !action.has(PDFName.of('Next'))
}

function objectsOf({ context }: PDFDocument): readonly PDFObject[] {
  return context.enumerateIndirectObjects().map(([, object]) => object)
}

function dictionaryOf(object: PDFObject): PDFDict | undefined {
  return object instanceof PDFDict ? object : object instanceof PDFStream ? object.dict : undefined
}

function* dictionariesIn(object: PDFObject): Generator<PDFDict> {
  if (object instanceof PDFArray) for (const item of object.asArray()) yield* dictionariesIn(item)
  const dictionary = dictionaryOf(object)
  if (dictionary === undefined) return
  yield dictionary
  for (const [, value] of dictionary.entries()) yield* dictionariesIn(value)
}

function* referencesIn(object: PDFObject): Generator<PDFRef> {
  if (object instanceof PDFRef) yield object
  else if (object instanceof PDFArray) for (const item of object.asArray()) yield* referencesIn(item)
  else for (const value of dictionaryOf(object)?.values() ?? []) yield* referencesIn(value)
}

/** Removes what only says how a viewer opens the file, and every object that nothing reaches any more. */
export function dropUnreached({ catalog, context }: PDFDocument): void {
  const opening = catalog.lookup(PDFName.of('OpenAction'))
  if (opening instanceof PDFArray || isWithin(opening)) catalog.delete(PDFName.of('OpenAction'))
  const reached = new Set<PDFRef>()
  const { Root, Info } = context.trailerInfo
  const open: PDFObject[] = [Root, Info].filter((object) => object !== undefined)
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue
      reached.add(object)
      const target = context.lookup(object)
      if (target !== undefined) open.push(target)
    } else if (object instanceof PDFArray) open.push(...object.asArray())
    else open.push(...(dictionaryOf(object)?.values() ?? []))
  }
  for (const [reference] of context.enumerateIndirectObjects()) if (!reached.has(reference)) context.delete(reference)
}
