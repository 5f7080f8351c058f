import { describe, expect, it } from 'vitest'
import { writePdf, type FixtureForm } from '../pdf.fixture.js'
import { readPdf } from '../readPdf.js'
import { formItems } from './formItems.js'
import { isNamedOtherwise } from './isNamedOtherwise.js'
import { roomForKeys } from '../survey/skim.js'
import { signatureFields } from './signatureFields.js'

/** A form of the field that is looked for, and another one before it. */
function fileWith(other: string, form: FixtureForm = 'table'): Uint8Array {
  return writePdf(
    new Map([
      [1, '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 3 0 R]>>>>'],
      [2, '<</Type/Pages/Kids[]/Count 0>>'],
      [3, '<</T(borrower)\n/FT/Sig>>'],
      [4, other],
    ]),
    form,
  )
}

const isPassed = (other: string, form?: FixtureForm, sought = 'borrower'): boolean => isNamedOtherwise(readPdf(fileWith(other, form)), { kind: 'reference', number: 4, generation: 0 }, sought, roomForKeys())

/** How many fields of the name there are, with the others passed over or all of them read; or the code they are refused with. */
function found(bytes: Uint8Array, isPassing: boolean): number | string {
  const pdf = readPdf(bytes)
  try {
    const items = formItems(pdf).filter((item) => !isPassing || !isNamedOtherwise(pdf, item, 'borrower', roomForKeys()))
    return signatureFields(pdf, items).filter(({ name }) => name === 'borrower').length
  } catch (error) {
    return (error as { code: string }).code
  }
}

const slice = '<</T(straddle-seal-1)\n/Type /Annot\n/Subtype /Widget\n/FT /Btn\n/Rect [ 575.2756 360.9449 595 480 ]\n/AP <<\n/N <<\n/Off 2 0 R\n>>\n>>\n/TU (Straddle \\(seal\\) 1)\n>>'

describe('isNamedOtherwise', () => {
  it.each([slice, '<</T(lender)\n/FT/Sig/Lock<</Fields[(a)]>>>>', '<</T(borrower 2)\n>>', '<</T()\n>>'])('passes over another field: %s', (other) => {
    expect(isPassed(other)).toBe(true)
    expect(isPassed(other, 'stream')).toBe(true)
    // Inside an object stream it is read.
    expect(isPassed(other, 'object-stream')).toBe(false)
  })

  it.each([
    ['is the one', '<</T(borrower)\n/FT/Sig>>'],
    ['is the one, written with an escape', '<</T(b\\157rrower)\n/FT/Sig>>'],
    ['is the one, over two lines', '<</T(borr\\\nower)\n/FT/Sig>>'],
    ['is the one in UTF-16', `<</T(\xfe\xff${[...'borrower'].map((letter) => `\0${letter}`).join('')})\n/FT/Sig>>`],
    ['is the one in UTF-8', '<</T(\xef\xbb\xbfborrower)\n/FT/Sig>>'],
    ['has a name with parentheses', '<</T(a(b))\n>>'],
    ['begins with another key', '<<\n/FT/Sig/T (lender)\n>>'],
    ['has the name elsewhere', '<<\n/T 3 0 R\n/FT/Sig>>'],
    ['has kids', '<</T(a)\n/Kids[3 0 R]>>'],
    ['has kids, written with an escape', '<</T(a)\n/#4bids[3 0 R]>>'],
    ['has kids below a comment', '<</T(a)\n%\n/Kids[3 0 R]>>'],
    ['has two names', '<</T(a)\n/T (borrower)\n/FT/Sig>>'],
    ['has two names, one with an escape', '<</T(a)\n/#54 (borrower)\n/FT/Sig>>'],
    ['has another key twice', '<</T(a)\n/F 4/F 2>>'],
    ['does not end', '<</T(a)\n/F 4'],
    ['ends, and something follows', '<</T(a)\n>>/Kids[3 0 R]'],
    ['holds what is no number', '<</T(a)\n/F 4x>>'],
    ['is a stream', '<</T(a)\n/Length 0>>\nstream\n\nendstream'],
  ])('reads a field that %s', (_, other) => {
    expect(isPassed(other)).toBe(false)
  })

  it('reads what another object number or generation asks for', () => {
    const pdf = readPdf(fileWith(slice))
    expect(isNamedOtherwise(pdf, { kind: 'reference', number: 4, generation: 0 }, 'borrower', roomForKeys())).toBe(true)
    expect(isNamedOtherwise(pdf, { kind: 'reference', number: 4, generation: 1 }, 'borrower', roomForKeys())).toBe(false)
    expect(isNamedOtherwise(pdf, { kind: 'reference', number: 9, generation: 0 }, 'borrower', roomForKeys())).toBe(false)
    expect(isNamedOtherwise(pdf, pdf.object(4), 'borrower', roomForKeys())).toBe(false)
    const text = new TextDecoder('latin1').decode(fileWith(slice))
    const moved = Uint8Array.from(text.replace('\n4 0 obj', '\n5 0 obj'), (character) => character.charCodeAt(0))
    expect(isNamedOtherwise(readPdf(moved), { kind: 'reference', number: 4, generation: 0 }, 'borrower', roomForKeys())).toBe(false)
  })

  it('finds and refuses what reading all of them does, with any octet of the other field changed', () => {
    const text = Array.from(fileWith(slice), (octet) => String.fromCharCode(octet)).join('')
    const [from, to] = [text.indexOf('<</T(straddle'), text.indexOf('endobj', text.indexOf('(straddle')) + 6]
    let refused = 0
    for (let at = from; at < to; at++) {
      for (const octet of [0x00, 0x20, 0x28, 0x29, 0x2f, 0x31, 0x3c, 0x3e, 0x4b, 0x5b, 0x5c, 0x25, 0x23, 0xff]) {
        const changed = Uint8Array.from(text, (character) => character.charCodeAt(0))
        changed[at] = octet
        const due = found(changed, false)
        if (typeof due === 'string') refused++
        expect(found(changed, true), `octet ${octet} at ${at - from}`).toBe(due)
      }
    }
    expect(refused).toBeGreaterThan(300)
  })
})
