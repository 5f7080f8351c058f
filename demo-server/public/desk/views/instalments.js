import { cents, fromCents } from '/assets/shared/format.js'

/** What is still open of an instalment, as decimal text. */
export const owed = ({ principal, interest, paid }) => fromCents(cents(principal) + cents(interest) - cents(paid))
export const total = ({ principal, interest }) => fromCents(cents(principal) + cents(interest))

/** The oldest instalment that is not paid in full. */
export const nextInstalment = ({ schedule }) => schedule.find((row) => cents(owed(row)) > 0n)
