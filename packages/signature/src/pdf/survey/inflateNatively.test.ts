import { zlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { decodeStream } from '../decodeStream.js'
import { limits } from '../limits.js'
import { writePdf } from '../pdf.fixture.js'
import { readPdf } from '../readPdf.js'
import { pdfDictionary, type PdfStream, type PdfValue } from '../syntax/values.js'
import { inflateNatively } from './inflateNatively.js'
import { objectSurvey } from './objectSurvey.js'

const text = new TextEncoder().encode('<</Type/StructElem/P 12 0 R>>\n'.repeat(500))
const deflated = zlibSync(text)
const stream = (bytes: Uint8Array, entries: [string, PdfValue][] = []): PdfStream => ({ kind: 'stream', dictionary: pdfDictionary([['Filter', { kind: 'name', name: 'FlateDecode' }], ...entries]), bytes })
const decoded = (of: PdfStream): Uint8Array | null => {
  try {
    return decodeStream(of, { remaining: limits.inflatedBytes })
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}
/** Browsers have no such inflater. */
const isThere = 'process' in globalThis

describe('inflateNatively', () => {
  it('gives what decoding gives', () => {
    expect(inflateNatively(stream(deflated))).toEqual(isThere ? decoded(stream(deflated)) : null)
    expect(decoded(stream(deflated))).toEqual(text)
  })

  it('leaves to others what has parameters or another filter', () => {
    expect(inflateNatively(stream(deflated, [['DecodeParms', pdfDictionary([])]]))).toBeNull()
    for (const key of ['F', 'DP']) expect(inflateNatively(stream(deflated, [[key, null]]))).toBeNull()
    expect(inflateNatively({ ...stream(deflated), dictionary: pdfDictionary([]) })).toBeNull()
  })

  it('leaves to others what grows large, so that the limits of decoding hold', () => {
    expect(inflateNatively(stream(zlibSync(new Uint8Array(limits.inflateRatioFloorBytes + 1))))).toBeNull()
  })

  it('gives nothing but what decoding gives, cut anywhere and with any octet changed', () => {
    for (let at = 0; at < deflated.length; at++) {
      const changed = Uint8Array.from(deflated)
      changed[at]! ^= 1 << at % 8
      for (const bytes of [deflated.subarray(0, at), changed]) {
        const native = inflateNatively(stream(bytes))
        if (native) expect(native, `octet ${at}`).toEqual(decoded(stream(bytes)))
      }
    }
  })
})

it('a survey inflates no more in all than one file may hold', () => {
  const pdf = readPdf(writePdf(new Map([[1, '<</Type/Catalog>>']])))
  const survey = objectSurvey()
  const large = stream(zlibSync(Uint8Array.from({ length: limits.inflateRatioFloorBytes }, (_, i) => (i * i) & 255)))
  const inflateAll = (): void => {
    for (let i = 0; i < 257; i++) survey.data(pdf, large)
  }
  expect(inflateAll).toThrow(SignatureError)
}, 60_000)
