import { bytesEqual } from '../../der/bytes.js'
import { SignatureError } from '../../errors.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { signatureFields, type SignatureField } from '../../pdf/document/signatureFields.js'
import { sameDictionary } from '../../pdf/syntax/sameDictionary.js'
import { isKind } from '../../pdf/syntax/values.js'
import { generationOf, objectNumbers, reachableFrom, referencesIn } from '../../pdf/walk.js'
import { straddleSealsOf, switchedOn, type StraddleSeal } from '../straddle/straddleSeals.js'
import { bytesOfBase, fileOfBase, type Base } from '../base/base.js'
import { checkTailForm } from './checkTailForm.js'
import { checkTailObjects } from './checkTailObjects.js'

/** How appended bytes can break the tail grammar (docs/validation-policy.md). Public API. */
export type TailProblemCode =
  /** The revision does not begin with the base. */
  | 'base-changed'
  /** Base or revision is no PDF this library reads. */
  | 'unreadable'
  /** /Root, /Info or /ID differ. */
  | 'root-changed'
  /** /Prev is not the base's startxref, or the tail holds more than one revision. */
  | 'prev-mismatch'
  /** A cross-reference section of another form than the base's, or a linearized base. */
  | 'xref-form-changed'
  | 'object-stream-in-tail'
  /** Bytes that belong to no object, another key in the trailer, or anything that stands otherwise than appendRevision puts it. */
  | 'gap'
  /** A second %%EOF, or something behind it. */
  | 'second-eof'
  /** An old object other than the signer's field. */
  | 'redefines-foreign-object'
  | 'redefines-nothing'
  /** Another key of the field than /V and /AP. */
  | 'field-key-changed'
  | 'field-not-empty'
  | 'object-freed'
  | 'number-below-size'
  /** An old object of another generation than it had, or a new one of another than the first. */
  | 'other-generation'
  /** A new object that does not hang on the field. */
  | 'unreachable-object'
  /** An old object waits for one of the new numbers. */
  | 'reached-from-base'
  | 'signature-dictionary'
  /** A straddle seal that the field locks stays off, or changed in more than its state. */
  | 'straddle-seal'
  | 'appearance'

/** One breach of the tail grammar, with the number of the object it is about where it is about one. */
export interface TailProblem {
  readonly code: TailProblemCode
  readonly object?: number
  /** The /Type of the object in the base, when it has one: `Page`, `Pages`, `Font`, `Catalog` … */
  readonly what?: string
}

/** Whether the appended bytes are a signing tail and nothing else. */
export interface TailReport {
  readonly ok: boolean
  readonly problems: readonly TailProblem[]
  /** The field that the tail signs; null when it cannot be told. */
  readonly field: string | null
}

/**
 * The grammar of a signing tail (docs/validation-policy.md), used by the element before it signs and by the server before it stores.
 * One old object is redefined, the signature field, in /V and /AP only; all else is new and reachable only from it. Where the field's /Lock
 * names straddle seals that are off, as a lender's does and a borrower's never, all of these are switched on, in /V and /AS only (docs/decisions/0007-straddle-seal.md).
 * Never throws for what the bytes say.
 */
export function checkTail({ base, revision }: { readonly base: Base; readonly revision: Uint8Array }): TailReport {
  const refuse = (code: TailProblemCode): TailReport => ({ ok: false, problems: [{ code }], field: null })
  if (revision.length <= base.length || !bytesEqual(revision.subarray(0, base.length), bytesOfBase(base))) return refuse('base-changed')
  try {
    return check(fileOfBase(base), readPdf(revision))
  } catch (error) {
    if (error instanceof SignatureError) return refuse('unreadable')
    throw error
  }
}

function check(old: PdfFile, now: PdfFile): TailReport {
  const { problems, redefined, added } = sortEntries(old, now)
  problems.push(...checkTailForm(old, now))
  const field = signatureFields(old).find(({ reference }) => reference !== null && redefined.includes(reference.number))
  const seals = field ? straddleSealsOf(old, field.dictionary) : []
  for (const object of redefined) {
    if (object !== field?.reference?.number && !seals.some(({ reference }) => reference.number === object)) problems.push({ code: 'redefines-foreign-object', object, ...whatItIs(old, object) })
  }
  if (!field) return { ok: false, problems: [...problems, { code: 'redefines-nothing' }], field: null }
  problems.push(...checkField(old, now, field, added), ...checkSeals(now, seals), ...awaitedNumbers(old))
  return { ok: problems.length === 0, problems, field: field.name }
}

function whatItIs(old: PdfFile, object: number): { what?: string } {
  const type = old.dictionary(old.object(object))?.entries.get('Type')
  return isKind(type, 'name') ? { what: type.name } : {}
}

/** What the tail's cross-reference section says of each object. */
function sortEntries(old: PdfFile, now: PdfFile): { problems: TailProblem[]; redefined: number[]; added: number[] } {
  const problems: TailProblem[] = []
  const redefined: number[] = []
  const added: number[] = []
  const section = now.sections[0]!
  section.entries.forEach((entry, number) => {
    if (entry.type === 'free') problems.push({ code: 'object-freed', object: number })
    else if (entry.type === 'compressed') problems.push({ code: 'object-stream-in-tail', object: number })
    else if (section.form === 'stream' && entry.offset === section.offset) return
    // Who refers to the field, or to what it refers to, means the generation that was there: another one is nothing for some viewers.
    else if (entry.generation !== (generationOf(old, number) ?? 0)) problems.push({ code: 'other-generation', object: number })
    else if (number >= old.size) added.push(number)
    else if (old.entry(number) === undefined || old.entry(number)?.type === 'free') problems.push({ code: 'number-below-size', object: number })
    else redefined.push(number)
  })
  return { problems, redefined, added }
}

function checkField(old: PdfFile, now: PdfFile, field: SignatureField, added: readonly number[]): TailProblem[] {
  const object = field.reference!.number
  const problems: TailProblem[] = []
  if (field.value !== null) problems.push({ code: 'field-not-empty', object })
  const signed = now.object(object)
  if (!isKind(signed, 'dictionary') || !sameDictionary(field.dictionary, signed, ['V', 'AP'])) return [...problems, { code: 'field-key-changed', object }]
  problems.push(...checkTailObjects({ old, now, field, signed, added }))
  const reached = reachableFrom(now, signed, (number) => number < old.size)
  for (const number of added) if (!reached.has(number)) problems.push({ code: 'unreachable-object', object: number })
  return problems
}

function checkSeals(now: PdfFile, seals: readonly StraddleSeal[]): TailProblem[] {
  return seals.flatMap(({ reference: { number }, dictionary }): TailProblem[] => {
    const after = now.object(number)
    return isKind(after, 'dictionary') && sameDictionary(switchedOn(dictionary), after) ? [] : [{ code: 'straddle-seal', object: number }]
  })
}

/** An object of the base that points to a number it does not define would change its meaning with the tail. */
function awaitedNumbers(old: PdfFile): TailProblem[] {
  return objectNumbers(old).flatMap((object): TailProblem[] => {
    const awaits = referencesIn(old.object(object)).some(({ number }) => number >= old.size)
    return awaits ? [{ code: 'reached-from-base', object }] : []
  })
}
