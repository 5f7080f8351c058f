/** Checks that a name and a number belong to the person the contract names. */
export interface IdentityProvider {
  readonly name: string
  verify(question: IdentityQuestion): Promise<IdentityAnswer>
}

export interface IdentityQuestion {
  /** What the lender knows of the party. */
  readonly party: { readonly name: string; readonly idNumber: string }
  /** What the person typed. */
  readonly given: { readonly name: string; readonly idNumberLastFour: string }
}

export interface IdentityAnswer {
  readonly matches: boolean
  readonly transactionId: string
}
