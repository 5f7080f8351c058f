import { zlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { SignatureError } from '../errors.js'
import { decodeStream } from './decodeStream.js'
import { limits } from './limits.js'
import { Lexer } from './syntax/lexer.js'
import { isKind, type PdfStream, type PdfValue } from './syntax/values.js'
import { latin1 } from './syntax/write.js'

const resolve = (value: PdfValue | undefined): PdfValue => value ?? null
const budget = () => ({ remaining: limits.inflatedBytes })

function stream(dictionary: string, bytes: Uint8Array): PdfStream {
  const value = new Lexer(latin1(`<<${dictionary}>>`)).readValue()
  if (!isKind(value, 'dictionary')) throw new TypeError('no dictionary')
  return { kind: 'stream', dictionary: value, bytes }
}

/** Rows of two pixels of two octets, each row under another PNG filter, written out by hand from the definition in the PNG specification, section 9. */
const plain = [10, 20, 30, 40, 11, 19, 33, 37, 200, 100, 50, 25, 1, 2, 3, 4, 255, 254, 0, 9]
const filtered = [
  ...[0, 10, 20, 30, 40],
  ...[1, 11, 19, 22, 18],
  ...[2, 189, 81, 17, 244],
  ...[3, 157, 208, 234, 247],
  ...[4, 254, 252, 1, 11],
]
const parameters = (predictor: number): string => `/Filter/FlateDecode/DecodeParms<</Predictor ${predictor}/Colors 2/Columns 2>>`

describe('decodeStream', () => {
  it('undoes every PNG predictor, whichever the parameters name', () => {
    for (const predictor of [10, 12, 15]) {
      expect([...decodeStream(stream(parameters(predictor), zlibSync(Uint8Array.from(filtered))), resolve, budget())]).toEqual(plain)
    }
  })

  it('gives plain and deflated data', () => {
    const data = Uint8Array.from(plain)
    expect(decodeStream(stream('', data), resolve, budget())).toEqual(data)
    expect(decodeStream(stream('/Filter[/FlateDecode]/DecodeParms[null]', zlibSync(data)), resolve, budget())).toEqual(data)
  })

  it.each([
    ['another filter', '/Filter/LZWDecode', zlibSync(Uint8Array.from(plain))],
    ['two filters', '/Filter[/ASCIIHexDecode/FlateDecode]', zlibSync(Uint8Array.from(plain))],
    ['nothing to inflate', '/Filter/FlateDecode', new Uint8Array()],
    ['a header and nothing behind it', '/Filter/FlateDecode', zlibSync(Uint8Array.from(plain)).subarray(0, 2)],
    ['data cut short', '/Filter/FlateDecode', zlibSync(Uint8Array.from(plain)).subarray(0, 12)],
    ['data that is not deflated', '/Filter/FlateDecode', Uint8Array.from(plain)],
    ['a TIFF predictor', parameters(2), zlibSync(Uint8Array.from(filtered))],
    ['rows that do not come out even', parameters(12), zlibSync(Uint8Array.from(filtered.slice(1)))],
    ['a row under no filter that is', parameters(12), zlibSync(Uint8Array.of(5, 1, 2, 3, 4))],
  ])('refuses %s', (_, dictionary, bytes) => {
    expect(() => decodeStream(stream(dictionary, bytes), resolve, budget())).toThrow(SignatureError)
  })

  it('stops at what is left of the allowance', () => {
    const bytes = zlibSync(new Uint8Array(5000))
    const left = { remaining: 6000 }
    expect(decodeStream(stream('/Filter/FlateDecode', bytes), resolve, left)).toHaveLength(5000)
    expect(left.remaining).toBe(1000)
    expect(() => decodeStream(stream('/Filter/FlateDecode', bytes), resolve, left)).toThrow(expect.objectContaining({ code: 'pdf-limit' }) as SignatureError)
  })
})
