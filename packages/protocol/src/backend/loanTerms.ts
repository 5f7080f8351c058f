import * as v from 'valibot'
import { calendarDay, currency, decimalAmount, language, partyRole, percentRate, shortText } from '../values.js'

/** What a loan contract must say about the loan (Civil Code of the PRC, article 668). */
export const loanTerms = v.strictObject({
  kind: shortText(64),
  currency,
  principal: decimalAmount,
  purpose: shortText(200),
  annualRatePercent: percentRate,
  termMonths: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600)),
  repaymentMethod: v.picklist(['level-payment', 'equal-principal', 'interest-only', 'bullet']),
  startDate: calendarDay,
  firstDueDate: calendarDay,
})

/** The roles a signer may have; the lender seals and is not among the parties. */
export const signerRoles = partyRole.options.filter((role) => role !== 'lender')

export const party = v.strictObject({
  /** One of `signerRoles`, as the product has them: the product says which, in both languages. */
  role: shortText(32),
  name: shortText(64),
  idNumber: v.optional(shortText(32)),
  phone: v.optional(v.pipe(v.string(), v.regex(/^\+?[0-9][0-9 -]{4,20}$/, 'a telephone number like 13800000187 or +86 138 0000 0187'))),
  email: v.optional(v.pipe(v.string(), v.maxLength(200), v.email())),
  address: v.optional(shortText(200)),
})

export const product = v.strictObject({ product: shortText(64), language })

/** What a product needs beyond the loan: guarantee, collateral, drawdowns. Each product's own schema says more. */
export const productTerms = v.record(shortText(64), v.unknown())
