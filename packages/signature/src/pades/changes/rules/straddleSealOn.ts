import { signatureFields } from '../../../pdf/signatureFields.js'
import { isKind } from '../../../pdf/syntax/values.js'
import { writeValue } from '../../../pdf/syntax/write.js'
import { straddleSealsOf, switchedOn } from '../../straddle/straddleSeals.js'
import type { ChangeRule } from '../classifyChanges.js'
import { signatureKind } from './signatureKind.js'

/** A straddle seal that was off is on, in /V and /AS alone, in the very revision that signs the field whose /Lock names it. Anybody else who switches it on, or off, has no rule. */
export const straddleSealOn: ChangeRule = (pair) => {
  const { older, newer, redefined } = pair
  const objects = new Map<number, 'straddle-seal'>()
  for (const { reference, value, dictionary } of signatureFields(older)) {
    if (!reference || value !== null || !redefined.has(reference.number)) continue
    const signed = newer.object(reference.number)
    if (!isKind(signed, 'dictionary') || signatureKind(pair, signed.entries.get('V')) !== 'signature') continue
    for (const seal of straddleSealsOf(older, dictionary)) {
      const now = newer.object(seal.reference.number)
      const isFlip = isKind(now, 'dictionary') && writeValue(now) === writeValue(switchedOn(seal.dictionary))
      if (redefined.has(seal.reference.number) && isFlip) objects.set(seal.reference.number, 'straddle-seal')
    }
  }
  return { objects }
}
