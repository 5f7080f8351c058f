import type { PdfFile } from '../../pdf/readPdf.js'
import { numbersOf } from '../../pdf/document/signatureFields.js'
import { isBlank } from '../../pdf/syntax/isBlank.js'
import { isKind, isName, type PdfDictionary, type PdfStream, type PdfValue } from '../../pdf/syntax/values.js'
import { referencesIn } from '../../pdf/walk.js'
import { drawsOnlyPaths } from '../appearance/pathOperators.js'
import { placeAtRightEdge } from './pageEdge.js'
import { isOff, looksOf, type StraddleSeal } from './straddleSeals.js'

/** Half a seal of 42 mm: what the page of a two-page contract carries. */
const deepest = 60.01
const longest = 120.01
const keys: ReadonlySet<string> = new Set(['Type', 'Subtype', 'FT', 'Ff', 'F', 'T', 'TU', 'P', 'Rect', 'AP', 'AS', 'V'])

/** What whoever asks about several slices of one file gives for all of them, since all show the same seal. */
export interface Drawings {
  /** Whether a drawing draws paths alone, as far as it was found out. */
  readonly known: Map<PdfStream, boolean>
  /** The data of a stream. */
  readonly dataOf: (stream: PdfStream) => Uint8Array
}

/**
 * Whether a page's slice is what a straddle seal may be: nobody sees its second look before the lender seals, so it may only draw paths, at the
 * page's right edge and no deeper than the margin, and it is off.
 */
export function isSoundSeal(pdf: PdfFile, page: PdfDictionary, seal: StraddleSeal, drawings: Drawings = { known: new Map(), dataOf: pdf.decode }): boolean {
  return isPlaced(pdf, page, seal) && isPlain(pdf, seal, drawings)
}

/** A strip of the margin, and a look of the same size, so that nothing is stretched. Of a page of other units, or smaller than a seal is for, a strip could be all. */
function isPlaced(pdf: PdfFile, page: PdfDictionary, { dictionary }: StraddleSeal): boolean {
  const rect = numbersOf(pdf, dictionary.entries.get('Rect'))
  const place = rect && placeAtRightEdge(pdf, page, rect)
  if (!rect || !place || page.entries.has('UserUnit')) return false
  const { depth, pageDepth, length, pageLength } = place
  return depth <= Math.min(deepest, pageDepth / 6) && length <= Math.min(longest, pageLength / 3)
}

function isPlain(pdf: PdfFile, { dictionary }: StraddleSeal, drawings: Drawings): boolean {
  const { entries } = dictionary
  const [flags, fieldFlags] = [entries.get('F'), entries.get('Ff')]
  const printsOnly = isKind(flags, 'number') && flags.value === 4 && isKind(fieldFlags, 'number') && fieldFlags.value === 1
  if (![...entries.keys()].every((key) => keys.has(key)) || !isName(entries.get('Subtype'), 'Widget') || !isName(entries.get('FT'), 'Btn') || !printsOnly || !isOff(dictionary)) return false
  const appearances = pdf.dictionary(entries.get('AP'))
  const looks = looksOf(pdf, dictionary)
  if (looks?.entries.size !== 2 || appearances?.entries.size !== 1) return false
  const [off, sealed] = [formOf(pdf, looks.entries.get('Off')), formOf(pdf, looks.entries.get('Sealed'))]
  return off !== null && isBlank(drawings.dataOf(off)) && sealed !== null && drawsSlice(pdf, sealed, drawings)
}

const formKeys: ReadonlySet<string> = new Set(['Type', 'Subtype', 'BBox', 'Matrix', 'Resources', 'Filter', 'Length'])

function formOf(pdf: PdfFile, value: PdfValue | undefined): PdfStream | null {
  const form = pdf.resolve(value)
  const isForm = isKind(form, 'stream') && isName(form.dictionary.entries.get('Subtype'), 'Form') && [...form.dictionary.entries.keys()].every((key) => formKeys.has(key))
  return isForm ? form : null
}

/** Paths of its own, or the whole seal, cut by the box of the slice. */
function drawsSlice(pdf: PdfFile, form: PdfStream, drawings: Drawings): boolean {
  const resources = pdf.dictionary(form.dictionary.entries.get('Resources'))
  const shared = resources && pdf.dictionary(resources.entries.get('XObject'))
  if (!resources || !shared) return drawsPaths(form, drawings)
  const seal = shared.entries.size === 1 && resources.entries.size === 1 ? formOf(pdf, shared.entries.get('Seal')) : null
  return seal !== null && drawsPaths(seal, drawings) && drawsOnlyPaths(contentOf(form, drawings), ['/Seal', 'Do'])
}

function drawsPaths(form: PdfStream, drawings: Drawings): boolean {
  const answer = drawings.known.get(form) ?? (referencesIn(form).length === 0 && drawsOnlyPaths(contentOf(form, drawings)))
  drawings.known.set(form, answer)
  return answer
}

function contentOf(form: PdfStream, { dataOf }: Drawings): string {
  return new TextDecoder('latin1').decode(dataOf(form))
}
