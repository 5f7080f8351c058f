import type { ContractOrder } from '../data/contractOrder.js'
import { words } from '../data/words.js'
import { drawSeal } from '../drawing/drawSeal.js'
import { deflateDrawing, type StraddleSealOptions } from '../drawing/straddleSeal.js'

type Drawn = Required<Pick<StraddleSealOptions, 'drawing' | 'deflated'>>

/** A lender's straddle seal. Drawing reads a whole font, and deflating takes longer than all else that is done to a contract once it is set: once for a lender is enough. */
export function sealDrawings(): (order: Pick<ContractOrder, 'lender' | 'language' | 'test'>) => Drawn {
  const seals = new Map<string, Drawn>()
  return ({ lender, language, test }) => {
    const { seal } = words[language]
    const key = JSON.stringify([lender.name, language, test])
    const known = seals.get(key)
    if (known) return known
    const drawing = drawSeal({ organization: lender.name, caption: seal.caption, ...(test ? { note: seal.test } : {}) })
    const drawn = { drawing, deflated: deflateDrawing(drawing) }
    seals.set(key, drawn)
    return drawn
  }
}
