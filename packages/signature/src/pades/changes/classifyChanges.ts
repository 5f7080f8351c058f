import { catalogOf, rootNumber } from '../../pdf/document/pages.js'
import { isKind, isName, type PdfValue } from '../../pdf/syntax/values.js'
import { changedKeys } from '../../pdf/syntax/sameDictionary.js'
import { reachableFrom } from '../../pdf/walk.js'
import { describeObjects } from './describeObjects.js'
import { annotations } from './rules/annotations.js'
import { documentInformation } from './rules/documentInformation.js'
import { documentSecurityStore } from './rules/documentSecurityStore.js'
import { extensions } from './rules/extensions.js'
import { formFilling } from './rules/formFilling.js'
import { newSignatureField } from './rules/newSignatureField.js'
import type { RevisionPair } from './revisionPair.js'
import { withPages } from './withPages.js'
import { signatureValue } from './rules/signatureValue.js'
import { straddleSealOn } from './rules/straddleSealOn.js'

/** What a rule vouches for in a later revision, or `suspicious` for what none does (docs/validation-policy.md). */
export type ChangeKind =
  /** An empty signature field was signed. */
  | 'signature'
  /** A signature field that was not there before, signed and not shown. */
  | 'signature-field'
  /** The same, but shown on a page: it may cover what stands there. */
  | 'visible-signature-field'
  | 'document-timestamp'
  /** A page's slice of the straddle seal (骑缝章) was switched on with the signature that locks it. */
  | 'straddle-seal'
  /** A text, choice or button field that was empty got a value. */
  | 'form-filling'
  /** Remarks upon the text were added, changed or taken away; only a certification with /P 3 permits it. */
  | 'annotation'
  /** Certificates and revocation data (DSS). */
  | 'validation-data'
  /** What describes the file and is not shown: information dictionary, XMP, extensions. */
  | 'metadata'
  /** An object that nothing points to. */
  | 'unused'
  | 'suspicious'

/** One object that a later revision added or replaced. */
export interface Change {
  readonly kind: ChangeKind
  readonly object: number
  /** What it is: `page 3`, `font`, `catalog` … */
  readonly what: string
  /** Of what is suspicious or a remark: the first page that shows it, 1 for the first. Absent when none does. */
  readonly page?: number
}

/** What a rule vouches for. What no rule names is suspicious. */
export interface Vouched {
  /** Objects, each with the kind of change it is. New objects that hang on them alone need not be named. */
  readonly objects: ReadonlyMap<number, ChangeKind>
  /** Keys of the catalog that may differ. */
  readonly catalogKeys?: readonly string[]
}

/** A rule looks at two adjacent revisions, knows one kind of change, and trusts nothing else. */
export type ChangeRule = (pair: RevisionPair) => Vouched

const rules: readonly ChangeRule[] = [documentInformation, extensions, documentSecurityStore, newSignatureField, signatureValue, straddleSealOn, formFilling, annotations]

/** What a revision changed against the one before it. */
export function classifyChanges(pair: RevisionPair): Change[] {
  const vouched = new Map<number, ChangeKind>()
  const catalogKeys = new Map<string, ChangeKind>()
  for (const rule of rules) {
    const { objects, catalogKeys: keys = [] } = rule(pair)
    objects.forEach((kind, number) => vouched.set(number, kind))
    const [kind = 'metadata'] = objects.values()
    for (const key of keys) catalogKeys.set(key, kind)
  }
  vouchForCatalog(pair, vouched, catalogKeys)
  spread(pair, vouched)
  vouchForUnused(pair, vouched)
  const numbers = [...pair.redefined, ...pair.added]
  if (!sameRoot(pair)) numbers.push(rootNumber(pair.newer) ?? 0)
  const names = describeObjects(pair.newer, numbers)
  const changes = numbers.map((object, index) => {
    // An old object that points to a number the old revision did not define: whoever defines it changes the old object.
    const awaited = pair.added.has(object) && pair.referrers.has(object)
    // Whoever replaces an object stream replaces what is in it, whatever else the stream is taken for.
    const isContainer = pair.redefined.has(object) && isObjectStream(pair.older.object(object))
    const isCatalog = !sameRoot(pair) && object === (rootNumber(pair.newer) ?? 0)
    return { kind: awaited || isContainer || isCatalog ? ('suspicious' as const) : (vouched.get(object) ?? 'suspicious'), object, what: names[index]! }
  })
  return withPages(pair.newer, changes)
}

function isObjectStream(value: PdfValue): boolean {
  return isKind(value, 'stream') && isName(value.dictionary.entries.get('Type'), 'ObjStm')
}

/** The catalog may change in the keys that rules vouch for, and be redefined for no other reason. */
function vouchForCatalog(pair: RevisionPair, vouched: Map<number, ChangeKind>, catalogKeys: ReadonlyMap<string, ChangeKind>): void {
  const root = rootNumber(pair.newer)
  // A file may have it as its own information dictionary or extensions: no rule vouches for it whole.
  if (root !== null) vouched.delete(root)
  if (root === null || !pair.redefined.has(root) || !sameRoot(pair)) return
  const changed = changedKeys(catalogOf(pair.older), catalogOf(pair.newer))
  if (changed.every((key) => catalogKeys.has(key))) vouched.set(root, catalogKeys.get(changed[0] ?? '') ?? 'metadata')
}

/** What neither the trailer nor any changed object leads to is never shown. */
function vouchForUnused({ newer, redefined, added }: RevisionPair, vouched: Map<number, ChangeKind>): void {
  const changed = [...redefined].map((number) => newer.object(number))
  const used = reachableFrom(newer, { kind: 'array', items: [newer.trailer, ...changed] }, (number) => !added.has(number))
  for (const number of added) if (!used.has(number) && !vouched.has(number)) vouched.set(number, 'unused')
}

/** A new object that hangs on a vouched one is of its kind. Walking stops at old objects: what hangs on a page, say, is not vouched for. */
function spread({ newer, added }: RevisionPair, vouched: Map<number, ChangeKind>): void {
  for (const kind of new Set(vouched.values())) {
    const items = [...vouched].filter(([, own]) => own === kind).map(([number]) => newer.object(number))
    for (const reached of reachableFrom(newer, { kind: 'array', items }, (number) => !added.has(number))) {
      if (!vouched.has(reached)) vouched.set(reached, kind)
    }
  }
}

/** A trailer that points to another catalog shows another document, although no object changed. */
function sameRoot({ older, newer }: RevisionPair): boolean {
  return changedKeys(older.trailer, newer.trailer).every((key) => key !== 'Root')
}
