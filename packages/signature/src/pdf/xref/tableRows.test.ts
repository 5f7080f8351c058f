import { describe, expect, it } from 'vitest'
import { latin1 } from '../syntax/write.js'
import { isSoundRow, tableRows } from './tableRows.js'

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

describe('tableRows', () => {
  const bytes = latin1(`${sound}0000000000 65535 f \n${sound.replace('17', '99')}`)
  const rows = tableRows(bytes, [
    { first: 3, count: 2, at: 0 },
    { first: 9, count: 1, at: 40 },
  ])
  const expected = new Map([
    [3, { type: 'offset', offset: 17, generation: 3 }],
    [4, { type: 'free' }],
    [9, { type: 'offset', offset: 99, generation: 3 }],
  ])

  it('is the map of its rows', () => {
    expect([...rows]).toEqual([...expected])
    expect(rows.size).toBe(3)
  })

  it('knows no other numbers', () => {
    for (let number = -1; number < 12; number++) expect(rows.get(number)).toEqual(expected.get(number))
  })
})
