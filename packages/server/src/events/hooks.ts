/** What a hook of the lender answers. */
export type HookAnswer = { readonly allowed: true } | { readonly allowed: false; readonly reason: string }

export const allow = (): HookAnswer => ({ allowed: true })
export const refuse = (reason: string): HookAnswer => ({ allowed: false, reason })

/** Hooks run before something happens and may veto it; they are told identifiers, not documents. Events never veto. */
export interface Hooks {
  readonly beforeSend?: (facts: { readonly contractId: string }) => HookAnswer | Promise<HookAnswer>
  readonly beforeCountersign?: (facts: { readonly contractId: string; readonly sealedBy: string }) => HookAnswer | Promise<HookAnswer>
  /** Somebody draws on a line; a lender that has a reason not to says it here. */
  readonly beforeDraw?: (facts: { readonly contractId: string; readonly lineId: string; readonly principal: string; readonly startDate: string }) => HookAnswer | Promise<HookAnswer>
  /** Also for each drawdown of a line, which is a loan of its own. */
  readonly beforeDisburse?: (facts: { readonly contractId: string; readonly loanId: string }) => HookAnswer | Promise<HookAnswer>
}
