import { describe, expect, it } from 'vitest'
import { latin1 } from '../syntax/write.js'
import { isSoundRow, readTableRow } from './tableRows.js'

const sound = '0000000017 00003 n \n'

const isSound = (bytes: Uint8Array, at: number): boolean => isSoundRow(new DataView(bytes.buffer), at)

describe('isSoundRow', () => {
  it.each([sound, '0000000000 65535 f \n', '9999999999 00000 n\r\n', '0123456789 00000 n \r'])('takes %j', (row) => {
    expect(isSound(latin1(`xx${row}`), 2)).toBe(true)
  })

  it('takes nothing but digits, blanks, a kind and a line end where they belong', () => {
    // Every octet at every place of a row: sound only when it is one the place may have.
    const digits = '0123456789'
    const allowed = Array.from(sound, (character, place) => (/\d/.test(character) ? digits : place === 17 ? 'nf' : place === 19 ? '\n\r' : place === 18 ? ' ' : character))
    const wrong: string[] = []
    for (let place = 0; place < sound.length; place++) {
      for (let octet = 0; octet < 256; octet++) {
        const row = latin1(sound)
        row[place] = octet
        // CR LF is the one line end of two octets; CR in the first place and LF in the second are what this row has.
        const due = allowed[place]!.includes(String.fromCharCode(octet)) || (place === 18 && octet === 13)
        if (isSound(row, 0) !== due) wrong.push(`${place} ${octet}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

describe('readTableRow', () => {
  it('gives what a row says', () => {
    const bytes = latin1(`${sound}0000000000 65535 f \n`)
    expect(readTableRow(bytes, 0)).toEqual({ type: 'offset', offset: 17, generation: 3 })
    expect(readTableRow(bytes, 20)).toEqual({ type: 'free' })
  })
})
