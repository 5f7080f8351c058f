/** The lender's own decision engine. This package builds none. */
export interface Screening {
  screen(application: ScreeningQuestion): Promise<ScreeningAnswer>
}

export interface ScreeningQuestion {
  readonly applicationId: string
  readonly product: string
  /** Major units, two decimals. */
  readonly principal: string
  readonly currency: string
  readonly termMonths: number
  readonly purpose: string
}

export interface ScreeningAnswer {
  readonly decision: 'pass' | 'review' | 'refuse'
  readonly reasons: readonly string[]
  readonly reference: string
}
