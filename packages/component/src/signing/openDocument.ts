import type { SessionView } from '@loansign/protocol/session'
import { checkTail, extractAttachment, inspectBase, readPdf, SignatureError, toHex, digest } from '@loansign/signature'
import { Refusal } from './refusal.js'

/** What the attached loan.json tells, as far as the element shows it. Every amount on screen comes from here. */
export interface ContractFacts {
  readonly document?: { readonly title: string }
  /** The amount is the limit of a line, and nothing is borrowed yet. */
  readonly opens?: 'credit-line'
  readonly contract: { readonly number: string }
  readonly lender: { readonly name: string }
  readonly keyFacts: { readonly principal: string; readonly principalCapitals?: string; readonly apr: string; readonly aprCompound: string }
  readonly costTable: {
    readonly title: string
    readonly annualCost: string
    readonly annualCostCompound: string
    readonly normal: readonly CostRow[]
    readonly contingent: readonly CostRow[]
    readonly totalSentence: string
    readonly nothingElse: string
  }
  readonly keyClauses: readonly KeyClause[]
}
export interface CostRow { readonly item: string; readonly chargedBy: string; readonly basis: string; readonly rate: string }
export interface KeyClause { readonly id: string; readonly title: string; readonly text: string; readonly explanation: string; readonly page: number; readonly rect: readonly [number, number, number, number] }

/** A document whose bytes were checked. */
export interface OpenedDocument {
  readonly id: string
  /** Digest of the frozen file, worked out here; hexadecimal. */
  readonly sha256: string
  /** The revision to sign upon. */
  readonly bytes: Uint8Array
  readonly facts: ContractFacts
}

/**
 * Checks what was downloaded: the frozen prefix by its digest, everything behind it by the tail grammar, the prefix for whatever could change what one sees.
 * @throws Refusal naming what does not fit
 */
export async function openDocument({ view, bytes }: { readonly view: SessionView['documents'][number]; readonly bytes: Uint8Array }): Promise<OpenedDocument> {
  const frozen = bytes.subarray(0, view.frozenSize)
  const received = toHex(await digest({ algorithm: 'SHA-256', data: frozen }))
  if (received !== view.sha256) throw new Refusal('document-digest-mismatch', { registered: view.sha256, received })
  try {
    checkRevisions(bytes, view.frozenSize)
    const report = inspectBase(frozen, { expectedAttachments: ['loan.json'] })
    if (report.findings.length > 0) throw new Refusal('base-refused', { findings: report.findings.map(({ code }) => code).join(', ') })
    const field = report.fields.find(({ name }) => name === view.place.field)
    // A signer's own field must lock nothing, or their signature would seal for the lender.
    if (report.straddleSeals.some(({ lockedBy }) => lockedBy === view.place.field)) throw new Refusal('base-refused', { findings: 'straddle-seal' })
    if (!field || report.pages !== view.pages || field.page !== view.place.page) throw new Refusal('base-refused', { findings: 'field' })
    const data = extractAttachment({ pdf: readPdf(frozen), name: 'loan.json' })
    const facts = JSON.parse(new TextDecoder().decode(data)) as ContractFacts
    // What a document is called on screen is what it calls itself.
    if (facts.document && facts.document.title !== view.title) throw new Refusal('base-refused', { findings: 'title' })
    return { id: view.id, sha256: received, bytes, facts }
  } catch (error) {
    if (error instanceof SignatureError || error instanceof SyntaxError) throw new Refusal('base-refused', { findings: error instanceof SignatureError ? error.code : 'loan.json' })
    throw error
  }
}

/** Tails of those who signed before stand one behind the other, each by the grammar. */
function checkRevisions(bytes: Uint8Array, frozenSize: number): void {
  let end = frozenSize
  while (end < bytes.length) {
    const next = nextEnd(bytes, end)
    const report = checkTail({ base: bytes.subarray(0, end), revision: bytes.subarray(0, next) })
    if (!report.ok) throw new Refusal('tail-mismatch', { problems: report.problems.map(({ code }) => code).join(', ') })
    end = next
  }
}

/** Where the revision that begins at `from` ends: behind its %%EOF. checkTail finds whatever is dishonest about it. */
function nextEnd(bytes: Uint8Array, from: number): number {
  const mark = [0x0a, 0x25, 0x25, 0x45, 0x4f, 0x46, 0x0a]
  for (let at = from; at + mark.length <= bytes.length; at++) {
    if (mark.every((octet, index) => bytes[at + index] === octet)) return at + mark.length
  }
  return bytes.length
}
