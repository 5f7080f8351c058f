import { pagesThatShow } from '../../pdf/document/annotationsOf.js'
import { pagesOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { signatureFields } from '../../pdf/document/signatureFields.js'
import type { PdfStream } from '../../pdf/syntax/values.js'
import { lockedNames } from '../straddle/fieldLock.js'
import { isSoundSeal } from '../straddle/soundSeal.js'
import { straddleSeals } from '../straddle/straddleSeals.js'
import type { BaseFinding, BaseStraddleSeal } from './inspectBase.js'

/**
 * The straddle seals of a frozen file, and what is wrong with them: each is sound by itself, the only one of its page, and one signature field,
 * the same for all, locks it.
 */
export function inspectStraddleSeals(pdf: PdfFile): { seals: BaseStraddleSeal[]; findings: BaseFinding[] } {
  const locks = signatureFields(pdf).map(({ name, dictionary }) => ({ name, has: dictionary.entries.has('Lock'), locked: lockedNames(pdf, dictionary) }))
  const found = straddleSeals(pdf)
  const pages = pagesOf(pdf).map(({ number }) => pdf.dictionary(pdf.object(number)))
  const findings: BaseFinding[] = []
  const drawings = { known: new Map<PdfStream, boolean>(), dataOf: pdf.decode }
  const seals = found.map((seal): BaseStraddleSeal => {
    const shownOn = pagesThatShow(pdf, pages, seal.reference.number)
    const lockers = locks.filter(({ locked }) => locked.includes(seal.name))
    const page = shownOn.length === 1 ? pages[shownOn[0]!]! : null
    const isSole = found.filter(({ name }) => name === seal.name).length === 1 && lockers.length === 1
    if (!page || !isSole || !isSoundSeal(pdf, page, seal, drawings)) findings.push({ code: 'straddle-seal', object: seal.reference.number })
    return { name: seal.name, page: page ? shownOn[0]! + 1 : null, lockedBy: lockers[0]?.name ?? null }
  })
  // A page has one slice: several would be a lid over the whole margin.
  if (new Set(seals.map(({ page }) => page)).size !== seals.length) findings.push({ code: 'straddle-seal' })
  // A lock of anything else would forbid what has yet to come.
  const strays = locks.filter(({ has, locked }) => has && (locked.length === 0 || !locked.every((name) => found.some((seal) => seal.name === name))))
  const lockers = locks.filter(({ has }) => has)
  if (strays.length > 0 || lockers.length > 1) findings.push({ code: 'straddle-seal' })
  return { seals, findings }
}
