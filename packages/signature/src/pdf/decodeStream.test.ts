import { zlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { SignatureError } from '../errors.js'
import { decodeStream } from './decodeStream.js'
import { limits } from './limits.js'
import { Lexer } from './syntax/lexer.js'
import { isKind, type PdfStream } from './syntax/values.js'
import { latin1 } from './syntax/write.js'

const budget = () => ({ remaining: limits.inflatedBytes })

function stream(dictionary: string, bytes: Uint8Array): PdfStream {
  const value = new Lexer(latin1(`<<${dictionary}>>`)).readValue()
  if (!isKind(value, 'dictionary')) throw new TypeError('no dictionary')
  return { kind: 'stream', dictionary: value, bytes }
}

/** Rows of four octets, each row under another PNG filter, written out by hand from the definition in the PNG specification, section 9. */
const plain = [10, 20, 30, 40, 11, 19, 33, 37, 200, 100, 50, 25, 1, 2, 3, 4, 255, 254, 0, 9]
const filtered = [
  ...[0, 10, 20, 30, 40],
  ...[1, 11, 8, 14, 4],
  ...[2, 189, 81, 17, 244],
  ...[3, 157, 208, 233, 246],
  ...[4, 254, 255, 2, 9],
]
const parameters = (predictor: number | string, columns: number | string = 4): string => `/Filter/FlateDecode/DecodeParms<</Predictor ${predictor}/Columns ${columns}>>`

describe('decodeStream', () => {
  it('undoes every PNG predictor, whichever the parameters name', () => {
    for (const predictor of [10, 12, '15/Colors 1/BitsPerComponent 8']) {
      expect([...decodeStream(stream(parameters(predictor), zlibSync(Uint8Array.from(filtered))), budget())]).toEqual(plain)
    }
  })

  it('gives plain and deflated data', () => {
    const data = Uint8Array.from(plain)
    expect(decodeStream(stream('', data), budget())).toEqual(data)
    expect(decodeStream(stream('/Filter[/FlateDecode]/DecodeParms[null]', zlibSync(data)), budget())).toEqual(data)
  })

  it.each([
    ['another filter', '/Filter/LZWDecode', zlibSync(Uint8Array.from(plain))],
    ['two filters', '/Filter[/ASCIIHexDecode/FlateDecode]', zlibSync(Uint8Array.from(plain))],
    ['two filters, the one that is known first', '/Filter[/FlateDecode/ASCIIHexDecode]', zlibSync(Uint8Array.from(plain))],
    ['a header that does not check', '/Filter/FlateDecode', zlibSync(Uint8Array.from(plain)).map((octet, index) => (index === 1 ? octet ^ 1 : octet))],
    ['nothing to inflate', '/Filter/FlateDecode', new Uint8Array()],
    ['a header and nothing behind it', '/Filter/FlateDecode', zlibSync(Uint8Array.from(plain)).subarray(0, 2)],
    ['data cut short', '/Filter/FlateDecode', zlibSync(Uint8Array.from(plain)).subarray(0, 12)],
    ['data that is not deflated', '/Filter/FlateDecode', Uint8Array.from(plain)],
    ['a TIFF predictor', parameters(2), zlibSync(Uint8Array.from(filtered))],
    ['rows that do not come out even', parameters(12), zlibSync(Uint8Array.from(filtered.slice(1)))],
    // What follows is read by some viewers, and otherwise by others.
    ['a predictor behind the last one', parameters(16), zlibSync(Uint8Array.from(filtered))],
    ['a predictor that is no integer', parameters('12.0'), zlibSync(Uint8Array.from(filtered))],
    ['columns that are no integer', parameters(12, '4.0'), zlibSync(Uint8Array.from(filtered))],
    ['columns that another object gives', parameters(12, '4 0 R'), zlibSync(Uint8Array.from(filtered))],
    ['pixels of several octets', parameters(12, '1/Colors 4'), zlibSync(Uint8Array.from(filtered))],
    ['pixels of many bits', parameters(12, '1/BitsPerComponent 32'), zlibSync(Uint8Array.from(filtered))],
    ['parameters in an array for a filter that is in none', '/Filter/FlateDecode/DecodeParms[<<>>]', zlibSync(Uint8Array.from(plain))],
    ['parameters in no array for a filter that is in one', '/Filter[/FlateDecode]/DecodeParms<<>>', zlibSync(Uint8Array.from(plain))],
    ['a filter that another object gives', '/Filter 4 0 R', Uint8Array.from(plain)],
    ['parameters that another object gives', '/Filter/FlateDecode/DecodeParms 4 0 R', zlibSync(Uint8Array.from(plain))],
    ['a filter in short', '/F/ASCIIHexDecode', Uint8Array.from(plain)],
    ['another file', '/Filter/FlateDecode/F(a)', zlibSync(Uint8Array.from(plain))],
    ['parameters in short', '/Filter/FlateDecode/DP<</Predictor 12>>', zlibSync(Uint8Array.from(plain))],
    ['a window larger than there is', '/Filter/FlateDecode', Uint8Array.of(0x88, 0x1c, ...zlibSync(Uint8Array.from(plain)).subarray(2))],
    ['a row under no filter that is', parameters(12), zlibSync(Uint8Array.of(5, 1, 2, 3, 4))],
  ])('refuses %s', (_, dictionary, bytes) => {
    expect(() => decodeStream(stream(dictionary, bytes), budget())).toThrow(SignatureError)
  })

  it('stops at what is left of the allowance', () => {
    const bytes = zlibSync(new Uint8Array(5000))
    const left = { remaining: 6000 }
    expect(decodeStream(stream('/Filter/FlateDecode', bytes), left)).toHaveLength(5000)
    expect(left.remaining).toBe(1000)
    expect(() => decodeStream(stream('/Filter/FlateDecode', bytes), left)).toThrow(expect.objectContaining({ code: 'pdf-limit' }) as SignatureError)
  })
})
