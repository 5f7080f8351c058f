import { catalogOf, rootNumber } from '../../../pdf/document/pages.js'
import { isKind, numberOf } from '../../../pdf/syntax/values.js'
import type { ChangeRule } from '../classifyChanges.js'
import { soleReferrer } from '../soleReferrer.js'

/** /Extensions (ISO 32000-2 section 7.12) and /Version say what a file makes use of; PAdES asks to extend them. */
export const extensions: ChangeRule = (pair) => {
  const { newer, redefined, added } = pair
  const objects = new Map<number, 'metadata'>()
  const catalogKeys: string[] = []
  const catalog = catalogOf(newer)
  const value = catalog.entries.get('Extensions')
  const number = numberOf(value)
  if (isKind(value, 'dictionary')) catalogKeys.push('Extensions')
  if (number !== null && isKind(newer.object(number), 'dictionary')) {
    if (added.has(number)) catalogKeys.push('Extensions')
    if (added.has(number) || (redefined.has(number) && soleReferrer(pair, number, rootNumber(newer)))) objects.set(number, 'metadata')
  }
  if (isKind(catalog.entries.get('Version'), 'name')) catalogKeys.push('Version')
  return { objects, catalogKeys }
}
