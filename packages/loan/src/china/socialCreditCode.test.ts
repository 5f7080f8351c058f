import { describe, expect, it } from 'vitest'
import { checkSocialCreditCode } from './socialCreditCode.js'

describe('checkSocialCreditCode', () => {
  // The code that public validators test with; taken to be the example of GB 32100-2015, which could not be read in full.
  const example = '91350100M000100Y43'

  it('takes the example, and no other character in any of its places', () => {
    expect(checkSocialCreditCode(example)).toEqual({ valid: true })
    for (let place = 0; place < 18; place++) {
      for (const character of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
        if (character !== example[place]) expect(checkSocialCreditCode(`${example.slice(0, place)}${character}${example.slice(place + 1)}`).valid).toBe(false)
      }
    }
  })

  it.each([
    ['91530000MA00000001', 'check-character'],
    // Right modulo 31, wrong within.
    ['91530000MA0000000L', 'organisation-code'],
    ['91530000MA0000000I', 'form'],
    ['9153000XMA00000001', 'form'],
    ['91530000MA0000001', 'form'],
  ])('%s: %s', (text, reason) => {
    expect(checkSocialCreditCode(text)).toEqual({ valid: false, reason })
  })
})
