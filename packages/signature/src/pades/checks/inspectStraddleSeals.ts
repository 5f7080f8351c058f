import { pagesOf } from '../../pdf/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { numbersOf, signatureFields } from '../../pdf/signatureFields.js'
import { isKind, isName, type PdfDictionary, type PdfStream, type PdfValue } from '../../pdf/syntax/values.js'
import { referencesIn } from '../../pdf/walk.js'
import { drawsOnlyPaths } from '../appearance/pathOperators.js'
import { lockedNames } from '../straddle/fieldLock.js'
import { depthFromRightEdge } from '../straddle/pageEdge.js'
import { isOff, looksOf, straddleSeals, type StraddleSeal } from '../straddle/straddleSeals.js'
import type { BaseFinding, BaseStraddleSeal } from './inspectBase.js'

/** Half a seal of 42 mm: what the page of a two-page contract carries. */
const deepest = 60.01
const longest = 120.01
const keys: ReadonlySet<string> = new Set(['Type', 'Subtype', 'FT', 'Ff', 'F', 'T', 'TU', 'P', 'Rect', 'AP', 'AS', 'V'])

/**
 * The straddle seals of a frozen file, and what is wrong with them. Nobody sees their second look before the lender seals, so it may only
 * draw paths, at the page's right edge and no deeper than the margin; it is off; and one signature field, the same for all, locks it.
 */
export function inspectStraddleSeals(pdf: PdfFile): { seals: BaseStraddleSeal[]; findings: BaseFinding[] } {
  const locks = signatureFields(pdf).map(({ name, dictionary }) => ({ name, has: dictionary.entries.has('Lock'), locked: lockedNames(pdf, dictionary) }))
  const found = straddleSeals(pdf)
  const pages = pagesOf(pdf).map(({ number }) => pdf.dictionary(pdf.object(number)))
  const findings: BaseFinding[] = []
  const seals = found.map((seal): BaseStraddleSeal => {
    const shownOn = pages.flatMap((page, index) => annotationsOf(pdf, page).filter((item) => isKind(item, 'reference') && item.number === seal.reference.number).map(() => index))
    const lockers = locks.filter(({ locked }) => locked.includes(seal.name))
    const page = shownOn.length === 1 ? pages[shownOn[0]!]! : null
    const isSole = found.filter(({ name }) => name === seal.name).length === 1 && lockers.length === 1
    if (!page || !isSole || !isPlaced(pdf, page, seal) || !isPlain(pdf, seal)) findings.push({ code: 'straddle-seal', object: seal.reference.number })
    return { name: seal.name, page: page ? shownOn[0]! + 1 : null, lockedBy: lockers[0]?.name ?? null }
  })
  // A lock of anything else would forbid what has yet to come.
  const strays = locks.filter(({ has, locked }) => has && (locked.length === 0 || !locked.every((name) => found.some((seal) => seal.name === name))))
  const lockers = locks.filter(({ has }) => has)
  if (strays.length > 0 || lockers.length > 1) findings.push({ code: 'straddle-seal' })
  return { seals, findings }
}

function annotationsOf(pdf: PdfFile, page: PdfDictionary | null): readonly PdfValue[] {
  const annotations = page && pdf.get(page, 'Annots')
  return isKind(annotations ?? undefined, 'array') ? (annotations as { items: readonly PdfValue[] }).items : []
}

/** A strip of the margin, and a look of the same size, so that nothing is stretched. */
function isPlaced(pdf: PdfFile, page: PdfDictionary, { dictionary }: StraddleSeal): boolean {
  const rect = numbersOf(pdf, dictionary.entries.get('Rect'))
  const depth = rect && depthFromRightEdge(pdf, page, rect)
  return rect !== null && depth !== null && depth <= deepest && Math.max(rect[2] - rect[0], rect[3] - rect[1]) <= longest
}

function isPlain(pdf: PdfFile, { dictionary }: StraddleSeal): boolean {
  const { entries } = dictionary
  const [flags, fieldFlags] = [entries.get('F'), entries.get('Ff')]
  const printsOnly = isKind(flags, 'number') && flags.value === 4 && isKind(fieldFlags, 'number') && fieldFlags.value === 1
  if (![...entries.keys()].every((key) => keys.has(key)) || !isName(entries.get('Subtype'), 'Widget') || !isName(entries.get('FT'), 'Btn') || !printsOnly || !isOff(dictionary)) return false
  const appearances = pdf.dictionary(entries.get('AP'))
  const looks = looksOf(pdf, dictionary)
  if (looks?.entries.size !== 2 || appearances?.entries.size !== 1) return false
  const [off, sealed] = [formOf(pdf, looks.entries.get('Off')), formOf(pdf, looks.entries.get('Sealed'))]
  return off !== null && drawsNothing(pdf, off) && sealed !== null && drawsSlice(pdf, sealed)
}

const formKeys: ReadonlySet<string> = new Set(['Type', 'Subtype', 'BBox', 'Matrix', 'Resources', 'Filter', 'Length'])

function formOf(pdf: PdfFile, value: PdfValue | undefined): PdfStream | null {
  const form = pdf.resolve(value)
  const isForm = isKind(form, 'stream') && isName(form.dictionary.entries.get('Subtype'), 'Form') && [...form.dictionary.entries.keys()].every((key) => formKeys.has(key))
  return isForm ? form : null
}

function drawsNothing(pdf: PdfFile, form: PdfStream): boolean {
  return contentOf(pdf, form).trim() === ''
}

/** Paths of its own, or the whole seal, cut by the box of the slice. */
function drawsSlice(pdf: PdfFile, form: PdfStream): boolean {
  const resources = pdf.dictionary(form.dictionary.entries.get('Resources'))
  const shared = resources && pdf.dictionary(resources.entries.get('XObject'))
  if (!resources || !shared) return drawsPaths(pdf, form)
  const seal = shared.entries.size === 1 && resources.entries.size === 1 ? formOf(pdf, shared.entries.get('Seal')) : null
  return seal !== null && drawsPaths(pdf, seal) && drawsOnlyPaths(contentOf(pdf, form), ['/Seal', 'Do'])
}

function drawsPaths(pdf: PdfFile, form: PdfStream): boolean {
  return [...referencesIn(form)].length === 0 && drawsOnlyPaths(contentOf(pdf, form))
}

function contentOf(pdf: PdfFile, form: PdfStream): string {
  return new TextDecoder('latin1').decode(pdf.decode(form))
}
