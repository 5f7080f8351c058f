import type { RepaymentMethod } from '@loansign/loan'

export type Language = 'zh-CN' | 'en'

/** A text in the languages a product speaks. */
export type Texts = Readonly<Partial<Record<Language, string>>>

/** What a lender gives: terms, parties, its own number. Amounts are decimal text in major units, dates `2026-12-20`. Each product's `schema.json` says which fields it needs. */
export interface ContractOrder {
  readonly language: Language
  readonly lender: { readonly name: string; readonly hotline: string; readonly creditCode?: string; readonly address?: string }
  readonly loan: {
    readonly kind: string
    readonly currency: string
    readonly principal: string
    readonly purpose: string
    readonly annualRatePercent: string
    readonly termMonths: number
    readonly repaymentMethod: RepaymentMethod
    readonly startDate: string
    readonly firstDueDate: string
  }
  readonly parties: readonly Party[]
  /** What a product needs beyond the loan: guarantee, collateral, drawdowns. */
  readonly terms?: Readonly<Record<string, unknown>>
  readonly contract: { readonly id: string; readonly number: string; readonly version: number; readonly nonce: string }
  /** Marks every page as a test. */
  readonly test: boolean
  readonly now: Date
}

export interface Party {
  readonly role: string
  readonly name: string
  readonly idNumber?: string | undefined
  readonly phone?: string | undefined
  readonly address?: string | undefined
}
