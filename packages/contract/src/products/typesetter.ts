import { formatMoney, parseMoney } from '@loansign/loan'
import { addSignatureFields } from '../addSignatureFields.js'
import { contractData, type ContractData } from '../data/contractData.js'
import type { ContractOrder } from '../data/contractOrder.js'
import { words } from '../data/words.js'
import type { Anchor, CompileOptions, CompileResult, ContractEngine } from '../engine.js'
import { ContractError } from '../errors.js'
import { mainFile, type PlannedDocument } from './documentsOf.js'
import type { GeneratedContract, ReadingCopy } from './loanProduct.js'
import { nameField } from './nameField.js'
import type { ProductDefinition } from './readProduct.js'
import { sealDrawings } from './sealDrawings.js'

/** Sets the documents of a product from its templates. */
export interface Typesetter {
  make(planned: PlannedDocument, order: ContractOrder): Promise<GeneratedContract>
  copy(planned: PlannedDocument, order: ContractOrder): Promise<ReadingCopy>
}

const pageHeight = 841.89

export function typesetter({ definition, engine }: { readonly definition: ProductDefinition; readonly engine: ContractEngine }): Typesetter {
  const sealOf = sealDrawings()

  async function set({ rule, id: document, places }: PlannedDocument, order: ContractOrder, output: CompileOptions['output']): Promise<CompileResult & { readonly data: ContractData; readonly main: string }> {
    const blank = contractData({ product: definition, rule, document, order, places })
    const main = mainFile(rule, order.language)
    const timestamp = Math.floor(order.now.getTime() / 1000)
    const drawn = JSON.stringify(output === 'reading-copy' ? { ...blank, readingCopy: true } : blank)
    const compiled = await engine.compile({ files: definition.files, main, data: drawn, attachment: '{}', timestamp, output }).catch((error: unknown) => {
      throw nameField(error, blank)
    })
    // Where the clauses came to stand is part of what is attached, and known only now: the attachment is put in afterwards.
    const data: ContractData = { ...blank, keyClauses: blank.keyClauses.map((clause) => ({ ...clause, ...placeOf(compiled.anchors, main, 'clause', clause.id) })) }
    return { ...compiled, data, main }
  }

  async function make(planned: PlannedDocument, order: ContractOrder): Promise<GeneratedContract> {
    const { id: document, places } = planned
    const { pdf, pages, anchors, data, main } = await set(planned, order, 'pdf')
    const drawn = places.map(({ field, role, party, label }) => {
      const { page, rect } = placeOf(anchors, main, 'signature', field)
      return { field, role, party, page, rect, label }
    })
    const { id, version, nonce } = order.contract
    const identity = [id, String(version), nonce, ...(document === 'contract' ? [] : [document])]
    const attachment = new TextEncoder().encode(JSON.stringify(data))
    const straddleSeal = places.some(({ party }) => party === null) ? { ...sealOf(order), field: 'lender', label: words[order.language].seal.straddle } : undefined
    return {
      document,
      title: data.document.title,
      template: data.template,
      pdf: addSignatureFields({ pdf, places: drawn, identity, attachment, ...(straddleSeal && { straddleSeal }) }),
      data: attachment,
      pages,
      keyClauses: data.keyClauses.map(({ id, page, rect }) => ({ id, page: page!, rect: rect! })),
      places: drawn.map(({ field, role, party, page, rect }) => ({ field, role, party, page, rect })),
      amountText: words[order.language].amount(formatMoney(parseMoney(order.loan.principal)), order.loan.currency),
    }
  }

  async function copy(planned: PlannedDocument, order: ContractOrder): Promise<ReadingCopy> {
    const { pdf, pages, data } = await set(planned, order, 'reading-copy')
    const attachment = new TextEncoder().encode(JSON.stringify(data))
    const { id, version, nonce } = order.contract
    return { document: planned.id, title: data.document.title, pdf: addSignatureFields({ pdf, places: [], identity: [id, String(version), nonce, planned.id, 'copy'], attachment }), data: attachment, pages }
  }

  return { make, copy }
}

/** @throws ContractError `template-error` when the template forgot it */
function placeOf(anchors: readonly Anchor[], file: string, kind: Anchor['kind'], id: string): { page: number; rect: [number, number, number, number] } {
  const [anchor, second] = anchors.filter((candidate) => candidate.kind === kind && candidate.id === id)
  if (!anchor || second) {
    throw new ContractError('template-error', { file, line: 0, field: id, message: `the template places the ${kind === 'clause' ? 'key clause' : 'signature'} ${id} ${anchor ? 'twice' : 'nowhere'}` })
  }
  return { page: anchor.page, rect: rectOf(anchor) }
}

/** From the engine's top-left origin to PDF's bottom-left one. */
function rectOf({ x, y, w, h }: Anchor): [number, number, number, number] {
  const round = (value: number): number => Math.round(value * 100) / 100
  return [round(x), round(pageHeight - y - h), round(x + w), round(pageHeight - y)]
}
