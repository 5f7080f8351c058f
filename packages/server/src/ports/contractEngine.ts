/** What createLoanSigning asks of a product and its engine; `@loansign/contract` brings both. */
export interface ContractGenerator {
  readonly product: string
  /** Roles of its signers in the order they are asked to sign; within one role it is the order of `parties`. The lender seals last and is not listed. */
  readonly signingOrder: readonly string[]
  /** Says whether an application could become a contract, before that has a number.
   * @throws an error with `code` contract-data-invalid and `details` */
  check(order: Omit<GenerationOrder, 'contract' | 'test' | 'now'>): void
  /** For products whose contract is of a line: the line that an order opens, as the contract says; null where it is of one loan. Asked of an order that `check` let by; limit, days and longest term hold for the drawdowns agreed in it. */
  creditLine?(order: Pick<GenerationOrder, 'loan' | 'terms'>): GeneratedCreditLine | null
  /** Checks the data, computes schedule and costs, and gives every document of the contract, the contract itself first, as PDF with empty signature fields. All or none.
   * @throws an error with `code` contract-data-invalid, template-error or glyph-missing and `details` */
  generateDocuments(order: GenerationOrder): Promise<readonly GeneratedDocument[]>
  /** Compares the attached data with the drawn text; what differs. */
  checkDrawnText(document: { readonly pdf: Uint8Array; readonly data: Uint8Array }): Promise<readonly unknown[]>
}

export interface GenerationOrder {
  readonly language: 'zh-CN' | 'en'
  readonly lender: { readonly name: string; readonly hotline: string }
  readonly loan: GenerationTerms
  readonly parties: readonly {
    readonly role: string
    readonly name: string
    readonly idNumber?: string | undefined
    readonly phone?: string | undefined
    readonly address?: string | undefined
  }[]
  /** What the product needs beyond the loan. */
  readonly terms?: Readonly<Record<string, unknown>>
  readonly contract: { readonly id: string; readonly number: string; readonly version: number; readonly nonce: string }
  readonly test: boolean
  readonly now: Date
}

/** What a contract says of its line. Amounts are decimal text in major units, days `2026-12-20`. */
export interface GeneratedCreditLine {
  readonly currency: string
  readonly limit: string
  /** Of every drawdown. */
  readonly annualRatePercent: string
  /** First and last day on which money may be drawn. */
  readonly availableFrom: string
  readonly availableUntil: string
  /** Whether what is repaid may be drawn again. */
  readonly revolving: boolean
  readonly longestTermMonths: number
  /** Agreed with the contract; each becomes a loan when it is in force. */
  readonly drawdowns: readonly (Pick<GenerationTerms, 'principal' | 'purpose' | 'startDate' | 'firstDueDate' | 'termMonths' | 'repaymentMethod'>)[]
}

export interface GenerationTerms {
  readonly kind: string
  readonly currency: string
  readonly principal: string
  readonly purpose: string
  readonly annualRatePercent: string
  readonly termMonths: number
  readonly repaymentMethod: 'level-payment' | 'equal-principal' | 'interest-only' | 'bullet'
  readonly startDate: string
  readonly firstDueDate: string
}

export interface GeneratedDocument {
  readonly title: string
  /** The release of the templates, for generators that have releases; `sha256` in lower-case hex. Kept with the evidence that the document was generated. */
  readonly template?: { readonly version: number; readonly sha256: string }
  readonly pdf: Uint8Array
  /** The attached loan.json, exact bytes. */
  readonly data: Uint8Array
  readonly pages: number
  readonly keyClauses: readonly { readonly id: string; readonly page: number }[]
  /** `party` is the signer's position in the order's `parties`, null for the lender. */
  readonly places: readonly { readonly field: string; readonly role: string; readonly party: number | null; readonly page: number; readonly rect: readonly [number, number, number, number] }[]
  /** Amounts as the text message names them. */
  readonly amountText: string
}
