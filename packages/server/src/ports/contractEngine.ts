/** What createLoanSigning asks of a product and its engine; `@loansign/contract` brings both. */
export interface ContractGenerator {
  readonly product: string
  /** Checks the data, computes schedule and costs, and gives the PDF with empty signature fields.
   * @throws an error with `code` contract-data-invalid, template-error or glyph-missing and `details` */
  generate(order: GenerationOrder): Promise<GeneratedDocument>
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
  readonly contract: { readonly id: string; readonly number: string; readonly version: number; readonly nonce: string }
  readonly test: boolean
  readonly now: Date
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
  readonly places: readonly { readonly field: string; readonly role: string; readonly page: number; readonly rect: readonly [number, number, number, number] }[]
  /** Amounts as the text message names them. */
  readonly amountText: string
}
