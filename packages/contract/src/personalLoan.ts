import { readFileSync } from 'node:fs'
import { formatMoney, parseMoney } from '@loansign/loan'
import { addSignatureFields, type SignaturePlace } from './addSignatureFields.js'
import { checkDrawnText } from './checkDrawnText.js'
import { contractData, type ContractData, type ContractOrder } from './contractData.js'
import type { Anchor, ContractEngine } from './engine.js'
import { drawSeal, type SealDrawing } from './drawSeal.js'
import { ContractError } from './errors.js'
import { words } from './words.js'

export interface GeneratedContract {
  readonly title: string
  readonly pdf: Uint8Array
  /** loan.json as attached, byte for byte. */
  readonly data: Uint8Array
  readonly pages: number
  readonly keyClauses: readonly { readonly id: string; readonly page: number; readonly rect: readonly [number, number, number, number] }[]
  readonly places: readonly SignaturePlace[]
  /** The amount as a text message names it: `300,000.00元`, `$24,000.00`. */
  readonly amountText: string
}

/** A kind of contract a lender offers, ready to be given to createLoanSigning. */
export interface ContractProduct {
  readonly product: string
  generate(order: ContractOrder): Promise<GeneratedContract>
  checkDrawnText: typeof checkDrawnText
}

const pageHeight = 841.89
const templates = new URL('../products/personal-loan/', import.meta.url)

/** The personal loan: cover, cost table, clauses, schedule, signature page; zh-CN and en. */
export function personalLoan({ engine }: { readonly engine: ContractEngine }): ContractProduct {
  const files = Object.fromEntries(['lib.typ', 'zh-CN.typ', 'en.typ'].map((name) => [name, readFileSync(new URL(name, templates), 'utf8')]))

  // Drawing reads a whole font: once for a lender is enough.
  const drawn = new Map<string, SealDrawing>()
  function sealOf({ lender, language, test }: ContractOrder): SealDrawing {
    const { seal } = words[language]
    const key = JSON.stringify([lender.name, language, test])
    const drawing = drawn.get(key) ?? drawSeal({ organization: lender.name, caption: seal.caption, ...(test ? { note: seal.test } : {}) })
    drawn.set(key, drawing)
    return drawing
  }

  /** @throws ContractError `contract-data-invalid`, `template-error`, `glyph-missing`, `engine-failed`; no PDF then */
  async function generate(order: ContractOrder): Promise<GeneratedContract> {
    const blank = contractData(order)
    const main = `${order.language}.typ`
    const timestamp = Math.floor(order.now.getTime() / 1000)
    const compile = (data: ContractData, output: 'pdf' | 'anchors') =>
      engine.compile({ files, main, data: JSON.stringify(data), timestamp, output }).catch((error: unknown) => {
        throw nameField(error, data)
      })
    // Twice: where the clauses came to stand is part of the data that is attached, and drawing does not depend on it.
    const { anchors } = await compile(blank, 'anchors')
    const data = { ...blank, keyClauses: blank.keyClauses.map((clause) => ({ ...clause, ...placeOf(anchors, clause.id) })) }
    const { pdf, pages } = await compile(data, 'pdf')
    const text = words[order.language]
    const places = anchors.filter(({ kind }) => kind === 'signature').map((anchor) => ({ field: anchor.id, role: anchor.id, page: anchor.page, rect: rectOf(anchor), label: text.roles[anchor.id] ?? anchor.id }))
    const { id, version, nonce } = order.contract
    return {
      title: text.title,
      pdf: await addSignatureFields({ pdf, places, identity: [id, String(version), nonce], straddleSeal: { drawing: sealOf(order), field: 'lender', label: text.seal.straddle } }),
      data: new TextEncoder().encode(JSON.stringify(data)),
      pages,
      keyClauses: data.keyClauses.map((clause) => ({ id: clause.id, page: clause.page!, rect: clause.rect! })),
      places: places.map(({ field, role, page, rect }) => ({ field, role, page, rect })),
      amountText: text.amount(formatMoney(parseMoney(order.loan.principal)), order.loan.currency),
    }
  }
  return { product: 'personal-loan', generate, checkDrawnText }
}

function placeOf(anchors: readonly Anchor[], id: string): { page: number; rect: [number, number, number, number] } {
  const anchor = anchors.find((candidate) => candidate.kind === 'clause' && candidate.id === id)
  if (!anchor) throw new ContractError('template-error', { file: '', line: 0, message: `the template does not place the key clause ${id}` })
  return { page: anchor.page, rect: rectOf(anchor) }
}

/** From the engine's top-left origin to PDF's bottom-left one. */
function rectOf({ x, y, w, h }: Anchor): [number, number, number, number] {
  const round = (value: number): number => Math.round(value * 100) / 100
  return [round(x), round(pageHeight - y - h), round(x + w), round(pageHeight - y)]
}

/** A missing glyph is told by the field that holds the character, so that somebody can mend it. */
function nameField(error: unknown, data: ContractData): unknown {
  if (!(error instanceof ContractError) || error.code !== 'glyph-missing') return error
  const character = String(error.details.character)
  return new ContractError('glyph-missing', { character, pointer: findPointer(data, character, '') }, { cause: error })
}

function findPointer(value: unknown, character: string, pointer: string): string | null {
  if (typeof value === 'string') return value.includes(character) ? pointer : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, member] of Object.entries(value)) {
    const found = findPointer(member, character, `${pointer}/${key}`)
    if (found !== null) return found
  }
  return null
}
