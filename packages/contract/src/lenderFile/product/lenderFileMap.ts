import type { WantedPlace } from '../findPlaces.js'
import type { ClausePlace } from '../findTexts.js'

/** What goes into a field of the form. A pointer takes the value of the order as it is drawn in every product (`/loan/principal` is ¥300,000.00), or any member of the attached data (`/keyFacts/apr`). */
export type FieldSource =
  /** Stays empty. */
  | null
  | string
  | {
      readonly value: string
      /** Stays empty where the order has no such value. */
      readonly optional?: boolean
      /** As the order has it (4.25); an amount without its currency; one part of a date. */
      readonly as?: 'plain' | 'amount' | 'year' | 'month' | 'day'
      /** For a tick: on when the order's value is this one. */
      readonly is?: unknown
      /** For a list or radio group: which of its options stands for which value of the order. */
      readonly choose?: Readonly<Record<string, string>>
    }

/** Where somebody signs: by coordinates, by a text of the page, or where the form has a signature field. */
export type WantedSpot = WantedPlace | { readonly formField: string }

/** `contract.<language>.json`: what a lender's file and an order have to do with each other. */
export interface LenderFileMap {
  /** For a form: every field but signatures. */
  readonly fields?: Readonly<Record<string, FieldSource>>
  /** By role, a place for each of as many people as may have it; `lender` has one. */
  readonly places: Readonly<Record<string, readonly WantedSpot[]>>
  /** Places of key clauses whose text does not stand on one page once. */
  readonly clauses?: Readonly<Record<string, ClausePlace>>
}
