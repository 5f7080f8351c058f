import { describe, expect, it } from 'vitest'
import { concatBytes } from '../der/bytes.js'
import { contractFixture } from '../pades/contract.fixture.js'
import { appendRevision } from './appendRevision.js'
import { fixtureForms } from './pdf.fixture.js'
import { readPdf } from './readPdf.js'
import { revisionEnds } from './revisions.js'
import { isKind } from './syntax/values.js'
import { latin1, writeValue } from './syntax/write.js'

describe.each(fixtureForms)('appendRevision, base with cross-reference %s', (form) => {
  const base = contractFixture({ form })

  it('appends objects that the reader finds, in the form of the base', () => {
    const pdf = readPdf(base)
    const { tail, bodyOffsets } = appendRevision(pdf, [
      { number: pdf.size + 3, generation: 0, body: latin1('(far)') },
      { number: 7, generation: 0, body: latin1('(replaced)') },
      { number: pdf.size, generation: 0, body: latin1('(new)') },
    ])
    const now = readPdf(concatBytes([base, tail]))
    expect([7, pdf.size, pdf.size + 3].map((number) => writeValue(now.object(number)))).toEqual(['(replaced)', '(new)', '(far)'])
    expect(writeValue(now.object(1))).toBe(writeValue(pdf.object(1)))
    expect(now.sections[0]!.form).toBe(pdf.sections[0]!.form)
    for (const key of ['Root', 'ID']) expect(writeValue(now.trailer.entries.get(key)!)).toBe(writeValue(pdf.trailer.entries.get(key)!))
    const previous = now.trailer.entries.get('Prev')
    expect(isKind(previous, 'number') && previous.value).toBe(pdf.startxref)
    expect(now.bytes.subarray(bodyOffsets.get(7)!, bodyOffsets.get(7)! + 10)).toEqual(latin1('(replaced)'))
    expect(revisionEnds(now).map(({ lineEnd }) => lineEnd)).toEqual([base.length, now.bytes.length])
  })

  it('keeps to a base that ends without a line end', () => {
    const cut = base.subarray(0, base.length - 1)
    const { tail } = appendRevision(readPdf(cut), [{ number: 7, generation: 0, body: latin1('(replaced)') }])
    const now = readPdf(concatBytes([cut, tail]))
    expect(writeValue(now.object(7))).toBe('(replaced)')
    // The line end belongs to whoever covers it: both ends are the first revision's.
    expect(revisionEnds(now)[0]).toEqual({ end: cut.length, lineEnd: cut.length + 1 })
  })
})
