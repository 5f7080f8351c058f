import type { PdfFile } from '../../pdf/readPdf.js'
import { objectNumbers, reachableFrom, referencesIn } from '../../pdf/walk.js'
import { describeObject } from './describeObject.js'
import { documentSecurityStore, newSignatureField, signatureValue } from './rules.js'

export type ChangeKind = 'signature' | 'signature-field' | 'validation-data' | 'suspicious'

/** One object that a later revision added or replaced. */
export interface Change {
  readonly kind: ChangeKind
  readonly object: number
  /** What it is: `page 3`, `font`, `catalog` … */
  readonly what: string
}

/** Two adjacent revisions as a rule sees them. */
export interface RevisionPair {
  readonly older: PdfFile
  readonly newer: PdfFile
  /** Numbers of old objects that have another definition now. */
  readonly redefined: readonly number[]
  /** Numbers that the older revision did not have. */
  readonly added: readonly number[]
}

/** What a rule vouches for: object numbers, each with the kind of change it is. What no rule names is suspicious. */
export type ChangeRule = (pair: RevisionPair) => ReadonlyMap<number, Exclude<ChangeKind, 'suspicious'>>

const rules: readonly ChangeRule[] = [signatureValue, newSignatureField, documentSecurityStore]

/** What a revision changed against the one before it. */
export function classifyChanges({ older, newer }: { readonly older: PdfFile; readonly newer: PdfFile }): Change[] {
  const pair = compare(older, newer)
  const vouched = new Map<number, ChangeKind>()
  for (const rule of rules) rule(pair).forEach((kind, number) => vouched.set(number, kind))
  spread(pair, vouched)
  // An old object that points to a number the old revision did not define: whoever defines it changes the old object.
  const awaited = new Set<number>()
  for (const number of objectNumbers(older)) {
    for (const reference of referencesIn(older.object(number))) if (!older.entry(reference.number)) awaited.add(reference.number)
  }
  return [...pair.redefined, ...pair.added].map((object) => ({
    kind: awaited.has(object) ? 'suspicious' : (vouched.get(object) ?? 'suspicious'),
    object,
    what: describeObject(newer, object),
  }))
}

/** A new object that hangs on vouched ones alone is of their kind. Hanging on an old object, a page say, it would not be new to the reader. */
function spread({ newer, older, added }: RevisionPair, vouched: Map<number, ChangeKind>): void {
  const isNew = new Set(added)
  for (const [number, kind] of [...vouched]) {
    for (const reached of reachableFrom(newer, newer.object(number), (other) => !isNew.has(other) || older.entry(other) !== undefined)) {
      if (!vouched.has(reached)) vouched.set(reached, kind)
    }
  }
}

function compare(older: PdfFile, newer: PdfFile): RevisionPair {
  const redefined: number[] = []
  const added: number[] = []
  const xrefStreams = new Set(newer.sections.map(({ offset }) => offset))
  for (const section of newer.sections.slice(0, newer.sections.length - older.sections.length)) {
    for (const map of [section.entries, section.hybrid]) {
      map?.forEach((entry, number) => {
        if (entry.type === 'offset' && xrefStreams.has(entry.offset)) return
        const before = older.entry(number)
        if (entry.type === 'free') {
          if (before && before.type !== 'free') redefined.push(number)
        } else if (!before || before.type === 'free') added.push(number)
        else redefined.push(number)
      })
    }
  }
  return { older, newer, redefined: [...new Set(redefined)], added: [...new Set(added)] }
}
