import { formFields, type FormField } from '../../../pdf/document/formFields.js'
import { changedKeys } from '../../../pdf/syntax/sameDictionary.js'
import { isKind, isName, numberOf, numberOr, pdfDictionary, type PdfDictionary, type PdfValue } from '../../../pdf/syntax/values.js'
import type { ChangeRule } from '../classifyChanges.js'
import type { RevisionPair } from '../revisionPair.js'
import { replacedLook } from '../replacedLook.js'

const readOnly = 1
const pushButton = 1 << 16

/**
 * Filling in what the form asks for (ISO 32000-2 section 12.8.2.2, /P 2): a text, choice or button field that was empty and may be written gets a value,
 * and the look that goes with it. A value that was there when it was signed stays; a look that changes while the value stays is none of this; nor is a field that nobody may fill in.
 */
export const formFilling: ChangeRule = (pair) => {
  const objects = new Map<number, 'form-filling'>()
  for (const field of formFields(pair.older)) {
    const number = numberOf(field.reference)
    const flags = numberOr(field.flags, 0)
    const isFillable = isButton(field) ? (flags & pushButton) === 0 : ['Tx', 'Ch'].some((type) => isName(field.type, type))
    if (number === null || !isFillable || (flags & readOnly) !== 0) continue
    for (const object of filledIn(pair, field, number)) objects.set(object, 'form-filling')
  }
  return { objects }
}

function isButton({ type }: FormField): boolean {
  return isName(type, 'Btn')
}

/** The objects of a field that got a value, and the ones of its look; none when anything else of it changed. */
function filledIn(pair: RevisionPair, field: FormField, number: number): number[] {
  const now = pair.newer.object(number)
  if (!pair.redefined.has(number) || !isKind(now, 'dictionary')) return []
  if (!isEmpty(pair.older.get(field.dictionary, 'V'))) return []
  const own = field.widgets.map(numberOf).filter((widget) => widget !== null)
  const isMerged = own.includes(number)
  const keys = changedKeys(field.dictionary, now)
  const allowed = ['V', 'I', ...(isMerged ? lookKeys(field) : [])]
  if (!keys.includes('V') || !keys.every((key) => allowed.includes(key)) || !valueIsFine(pair, field, now.entries.get('V'))) return []
  const widgets = own.filter((widget) => pair.redefined.has(widget))
  if (!widgets.every((widget) => widget === number || onlyLookChanged(pair, field, widget)) || !widgets.every((widget) => lookIsFine(pair, field, widget))) return []
  return [number, ...widgets, ...own.flatMap((widget) => replacedLook(pair, widget))]
}

/** No value, a text of nothing, nothing chosen, not ticked. */
function isEmpty(value: PdfValue): boolean {
  if (value === null || isName(value, 'Off')) return true
  return isKind(value, 'string') ? value.bytes.length === 0 : isKind(value, 'array') && value.items.length === 0
}

/** A button shows another of the looks it has; a text is drawn anew. */
function lookKeys(field: FormField): string[] {
  return isButton(field) ? ['AS'] : ['AP']
}

function onlyLookChanged({ older, newer }: RevisionPair, field: FormField, widget: number): boolean {
  const [before, after] = [older.object(widget), newer.object(widget)]
  return isKind(before, 'dictionary') && isKind(after, 'dictionary') && changedKeys(before, after).every((key) => lookKeys(field).includes(key))
}

/** Section 12.7.5: the name of a state for a button; a text, or several to choose from; always written for this field, nothing that stood elsewhere. */
function valueIsFine({ newer, added }: RevisionPair, field: FormField, value: PdfValue | undefined): boolean {
  const number = numberOf(value)
  if (number !== null && !added.has(number)) return false
  const resolved = newer.resolve(value)
  if (isButton(field)) return isKind(resolved, 'name')
  const isText = (item: PdfValue): boolean => isKind(item, 'string')
  return resolved === null || isText(resolved) || (isName(field.type, 'Ch') && isKind(resolved, 'array') && resolved.items.every(isText))
}

function lookIsFine(pair: RevisionPair, field: FormField, widget: number): boolean {
  const { older, newer, added } = pair
  const [before, after] = [older.object(widget), newer.object(widget)]
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return false
  const [oldLooks, newLooks] = [older.dictionary(before.entries.get('AP')), after.entries.get('AP')]
  if (isButton(field)) return isName(after.entries.get('AS'), 'Off') || (oldLooks !== null && hasState(pair, oldLooks, after.entries.get('AS')))
  if (newLooks === undefined || !changedKeys(before, after).includes('AP')) return true
  if (!isKind(newLooks, 'dictionary')) return false
  return changedKeys(oldLooks ?? pdfDictionary([]), newLooks).every((key) => {
    const look = numberOf(newLooks.entries.get(key))
    return key === 'N' && look !== null && added.has(look) && isKind(newer.object(look), 'stream')
  })
}

function hasState({ older }: RevisionPair, looks: PdfDictionary, state: PdfValue | undefined): boolean {
  const states = older.get(looks, 'N')
  return isKind(states, 'dictionary') && isKind(state, 'name') && states.entries.has(state.name)
}
