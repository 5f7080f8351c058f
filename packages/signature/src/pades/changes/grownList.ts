import { sameDictionary } from '../../pdf/syntax/sameDictionary.js'
import { isKind, numberOf, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import { writeValue } from '../../pdf/syntax/write.js'
import type { RevisionPair } from './revisionPair.js'
import { soleReferrer } from './soleReferrer.js'

/** The old items in their order, and behind them only new ones that are vouched for. */
export function listGrown(before: PdfValue, after: PdfValue, isVouchedFor: (item: PdfValue) => boolean): boolean {
  const old = isKind(before, 'array') ? before.items : before === null ? [] : null
  const now = isKind(after, 'array') ? after.items : after === null ? [] : null
  if (!old || !now || now.length < old.length) return false
  return now.every((item, index) => (index < old.length ? writeValue(item) === writeValue(old[index]!) : isVouchedFor(item)))
}

/** Whether a value stands directly where it belongs, in a new object, or in the one it stood in: any other old object could show there what was elsewhere. */
export function hasOwnPlace({ added }: RevisionPair, before: PdfValue | undefined, after: PdfValue | undefined): boolean {
  const number = numberOf(after)
  return number === null || added.has(number) || number === numberOf(before)
}

/** Of a page whose list of annotations was vouched for: the page, when nothing else of it changed, and the object that holds the list, when it holds nothing else. */
export function pageAndList(pair: RevisionPair, page: number, before: PdfDictionary, after: PdfDictionary): number[] {
  const { redefined } = pair
  const [oldList, newList] = [before.entries.get('Annots'), after.entries.get('Annots')]
  const list = numberOf(newList)
  const pageChanged = redefined.has(page) && hasOwnPlace(pair, oldList, newList) && sameDictionary(before, after, ['Annots']) ? [page] : []
  return list !== null && list === numberOf(oldList) && redefined.has(list) && soleReferrer(pair, list, page) ? [...pageChanged, list] : pageChanged
}
