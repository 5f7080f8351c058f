import * as v from 'valibot'

/** A moment: RFC 3339 in UTC, for example `2026-11-20T02:41:07.120Z`. */
export const instant = v.pipe(v.string(), v.isoTimestamp())

// What is expected is said in a sentence with an example; requireShape of @loansign/server hands it on.
const dayText = 'a day of the calendar like 2026-12-20'
const isDay = (text: string): boolean => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true

/** A calendar day without a zone: `2026-12-20`. */
export const calendarDay = v.pipe(v.string(dayText), v.isoDate(dayText), v.check(isDay, dayText))

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const sha256Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 as 64 lower-case hexadecimal digits'))

/** Bytes as base64url without padding (RFC 4648 section 5). The limit keeps hostile bodies small; documents never travel this way. */
export const base64url = v.pipe(v.string(), v.maxLength(400_000), v.regex(/^[A-Za-z0-9_-]*$/, 'base64url without padding'))

/** An identifier with a kind prefix: `con_…`, `sgn_…`, `ses_…`. */
export const identifier = v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z]{2,5}_[A-Za-z0-9]{8,40}$/, 'an identifier like con_3fK9mQ2xT7'))

const amountText = 'an amount like 300000.00: text with two decimals, no grouping'
/** An amount of money in major units with exactly two decimals, no grouping: `300000.00`. */
export const decimalAmount = v.pipe(v.string(amountText), v.regex(/^(0|[1-9]\d{0,14})\.\d{2}$/, amountText))

const rateText = 'per cent a year like 4.25: text with at most six decimals, no sign'
/** A yearly rate in per cent: `4.25`. */
export const percentRate = v.pipe(v.string(rateText), v.regex(/^(0|[1-9]\d{0,2})(\.\d{1,6})?$/, rateText))

export const language = v.picklist(['zh-CN', 'en'])

export const currency = v.picklist(['CNY', 'USD', 'EUR'])

/** A short human text: not blank, no control characters, no bidirectional overrides, no zero-width characters. */
export const shortText = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(maxLength),
    // The ranges are hostile in names: controls, zero-width, bidi embeddings, overrides and isolates, BOM.
    v.regex(/^(?=.*\S)[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$/, 'text that is not blank, on one line, without invisible characters'),
  )

export const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(86_400))

export const pageNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_000))

/** A rectangle on a page, in points, origin bottom left: [left, bottom, right, top]. */
export const rectangle = v.tuple([v.number(), v.number(), v.number(), v.number()])

export const partyRole = v.picklist(['borrower', 'co-borrower', 'guarantor', 'mortgagor', 'lender'])
export type PartyRole = v.InferOutput<typeof partyRole>
