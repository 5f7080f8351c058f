import type { ContractOrder } from '../data/contractOrder.js'
import { words } from '../data/words.js'
import { drawSeal, type SealDrawing } from '../drawing/drawSeal.js'

/** A lender's straddle seal. Drawing reads a whole font: once for a lender is enough. */
export function sealDrawings(): (order: Pick<ContractOrder, 'lender' | 'language' | 'test'>) => SealDrawing {
  const seals = new Map<string, SealDrawing>()
  return ({ lender, language, test }) => {
    const { seal } = words[language]
    const key = JSON.stringify([lender.name, language, test])
    const drawing = seals.get(key) ?? drawSeal({ organization: lender.name, caption: seal.caption, ...(test ? { note: seal.test } : {}) })
    seals.set(key, drawing)
    return drawing
  }
}
