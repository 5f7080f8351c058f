import { describe, expect, it } from 'vitest'
import { zlibSync } from 'fflate'
import { SignatureError } from '../errors.js'
import { contractFixture } from '../pades/contract.fixture.js'
import { pagesOf } from './document/pages.js'
import { appendTable, fixtureForms, writePdf } from './pdf.fixture.js'
import { readPdf } from './readPdf.js'
import { revisionEnds } from './revisions.js'
import { signatureFields } from './document/signatureFields.js'
import { isKind, pdfReference } from './syntax/values.js'
import { latin1 } from './syntax/write.js'
import { objectNumbers } from './walk.js'

const textOf = (bytes: Uint8Array): string => Array.from(bytes, (octet) => String.fromCharCode(octet)).join('')
const edited = (bytes: Uint8Array, change: (text: string) => string): Uint8Array => latin1(change(textOf(bytes)))
const refusal = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return null
}

/** Everything that reading can be asked for. */
function readAll(bytes: Uint8Array): void {
  const pdf = readPdf(bytes)
  for (const number of objectNumbers(pdf)) {
    const value = pdf.object(number)
    if (isKind(value, 'stream')) pdf.decode(value)
  }
  pagesOf(pdf)
  signatureFields(pdf)
  revisionEnds(pdf)
}

describe.each(fixtureForms)('readPdf, cross-reference %s', (form) => {
  const base = contractFixture({ form })

  it('finds pages, fields and streams', () => {
    const pdf = readPdf(base)
    expect(pagesOf(pdf).map(({ number }) => number)).toEqual([3, 4])
    expect(signatureFields(pdf).map(({ name, rect, value }) => ({ name, rect, value }))).toEqual([
      { name: 'borrower', rect: [72, 600, 242, 660], value: null },
      { name: 'lender', rect: [72, 500, 242, 560], value: null },
    ])
    const content = pdf.object(5)
    expect(isKind(content, 'stream') && textOf(pdf.decode(content))).toContain('Amount 300000.00')
    expect(pdf.end).toBe(base.length)
  })

  it('gives a typed error or a sound result for every beginning of the file', () => {
    for (let length = 0; length < base.length; length++) {
      const error = refusal(() => readAll(base.subarray(0, length)))
      if (error !== null) expect(error, `${length} octets`).toBeInstanceOf(SignatureError)
    }
  })

  it('gives a typed error or a sound result with any byte changed', () => {
    for (let position = 0; position < base.length; position++) {
      const changed = Uint8Array.from(base)
      changed[position]! ^= 0x11
      const error = refusal(() => readAll(changed))
      if (error !== null) expect(error, `byte ${position}`).toBeInstanceOf(SignatureError)
    }
  })
})

describe('readPdf', () => {
  const base = contractFixture()
  const code = (bytes: Uint8Array): unknown => {
    const error = refusal(() => readAll(bytes))
    return error instanceof SignatureError ? error.code : error
  }

  it('parses only what is asked for', () => {
    const broken = edited(base, (text) => text.replace('/BaseFont/Helvetica>>', '/BaseFont/Helvetic(a>'))
    expect(signatureFields(readPdf(broken))).toHaveLength(2)
    expect(() => readPdf(broken).object(7)).toThrow(SignatureError)
  })

  it.each([
    ['a duplicate key', (text: string) => text.replace('/Count 2', '/Type/A'), 'pdf-malformed'],
    ['an offset where another object stands', (text: string) => text.replace('5 0 obj', '9 0 obj'), 'pdf-malformed'],
    ['another generation', (text: string) => text.replace('5 0 obj', '5 1 obj'), 'pdf-malformed'],
    ['rows that are too short', (text: string) => text.replace(/ n \n/g, ' n\n'), 'pdf-malformed'],
    ['a /Prev that leads back', (text: string) => text.replace(/\/Root 1 0 R(\/ID.*)>>\nstartxref\n(\d+)/, '/Root 1 0 R$1/Prev $2>>\nstartxref\n$2'), 'pdf-malformed'],
    ['an object number beyond /Size', (text: string) => text.replace('/Size 14', '/Size 13'), 'pdf-malformed'],
    ['a stream longer than it says', (text: string) => text.replace(/<<\/Length \d+>>\nstream\nBT/, '<</Length 30>>\nstream\nBT'), 'pdf-malformed'],
    ['no header', (text: string) => text.replace('%PDF-', '%PDX-'), 'pdf-malformed'],
    ['no end', (text: string) => text.replace('%%EOF', '%%FOE'), 'pdf-malformed'],
    ['encryption', (text: string) => text.replace('/Root 1 0 R', '/Root 1 0 R/Encrypt 5 0 R'), 'pdf-encrypted'],
  ])('refuses %s', (_, change, expected) => {
    const changed = edited(base, change)
    expect(textOf(changed)).not.toBe(textOf(base))
    expect(code(changed)).toBe(expected)
  })

  it('refuses encryption that an older revision had', () => {
    const encrypted = edited(base, (text) => text.replace('/Root 1 0 R', '/Root 1 0 R/Encrypt 5 0 R'))
    expect(code(appendTable(encrypted, new Map([[30, '<<>>']])))).toBe('pdf-encrypted')
  })

  it('refuses a revision that stands before an older one, or refers to what came after it', () => {
    const second = appendTable(base, new Map([[30, '<<>>']]))
    const third = appendTable(second, new Map([[31, '<<>>']]))
    expect(code(third)).toBe(null)
    const [first, middle, last] = [...textOf(third).matchAll(/startxref\n(\d+)/g)].map((match) => match[1]!)
    const shuffled = edited(third, (text) =>
      text.replace(`/Prev ${middle}>>\nstartxref\n${last}`, `/Prev ${first}>>\nstartxref\n${middle}`).replace(`/Prev ${first}>>\nstartxref\n${middle}\n%%EOF\n\n`, `/Prev ${last}>>\nstartxref\n${middle}\n%%EOF\n\n`),
    )
    expect(code(shuffled)).toBe('pdf-malformed')
    const ahead = edited(second, (text) => text.replace(/\n\d{10} 00000 n \ntrailer/, `\n${String(second.length + 1).padStart(10, '0')} 00000 n \ntrailer`))
    expect(code(latin1(`${textOf(ahead)}\n30 0 obj\n<<>>\nendobj\nstartxref\n1\n%%EOF\n`))).toBe('pdf-malformed')
    // The whole file is sound: the third revision has the object there, as the second said beforehand.
    const foretold = appendTable(ahead, new Map([[30, '<<>>']]))
    expect(isKind(readPdf(foretold).object(30), 'dictionary')).toBe(true)
    expect(refusal(() => revisionEnds(readPdf(foretold)))).toMatchObject({ code: 'pdf-malformed', details: { why: 'a revision refers to what came after it' } })
  })

  it('follows no reference to another generation, reads no members of what is no object stream, and no data behind a carriage return alone', () => {
    const pdf = readPdf(base)
    expect(pdf.resolve(pdfReference(1))).toBe(pdf.object(1))
    expect(pdf.resolve(pdfReference(1, 1))).toBeNull()
    const packed = contractFixture({ form: 'object-stream' })
    expect(code(edited(packed, (text) => text.replace('/Type/ObjStm', '/Typo/ObjStm')))).toBe('pdf-malformed')
    // Section 7.3.8.1: a carriage return alone does not begin the data.
    expect(code(edited(base, (text) => text.replace('stream\nBT', 'stream\rBT')))).toBe('pdf-malformed')
  })

  it('reads hybrid files as section 7.5.8.4 says, and refuses contradictions', () => {
    const hidden = '20 0 obj\n(hidden)\nendobj\n'
    const objectAt = base.length
    const make = (inTable: string): Uint8Array => {
      const text = textOf(base)
      const streamAt = objectAt + hidden.length
      const row = String.fromCharCode(1, objectAt >> 8, objectAt & 255, 0)
      const stream = `21 0 obj\n<</Type/XRef/Size 22/W[1 2 1]/Index[20 1]/Root 1 0 R/Length 4>>\nstream\n${row}\nendstream\nendobj\n`
      const table = `xref\n${inTable}trailer\n<</Size 22/Root 1 0 R/XRefStm ${streamAt}/Prev ${/startxref\n(\d+)/.exec(text)![1]}>>\n`
      return latin1(`${text}${hidden}${stream}${table}startxref\n${streamAt + stream.length}\n%%EOF\n`)
    }
    const hybrid = readPdf(make('20 1\n0000000000 65535 f \n'))
    expect(isKind(hybrid.object(20), 'string')).toBe(true)
    expect(hybrid.sections[0]!.hybrid).toBe(true)
    // Both claim the object, and even agree where it stands.
    expect(code(make(`20 1\n${String(objectAt).padStart(10, '0')} 00000 n \n`))).toBe('pdf-malformed')
  })

  it('names the limit that a file passes', () => {
    const limit = (work: () => unknown): unknown => (refusal(work) as SignatureError).details.limit
    const catalog = '<</Type/Catalog/Pages 2 0 R>>'
    const pages = '<</Type/Pages/Kids[]/Count 0>>'
    const withObject = (body: string): Uint8Array => writePdf(new Map([[1, catalog], [2, pages], [3, body]]))
    expect(limit(() => readPdf(withObject('['.repeat(100))).object(3))).toBe('depth')

    const bomb = Array.from(zlibSync(new Uint8Array(3_000_000)), (octet) => String.fromCharCode(octet)).join('')
    const bombFile = readPdf(withObject(`<</Filter/FlateDecode/Length ${bomb.length}>>\nstream\n${bomb}\nendstream`))
    const stream = bombFile.object(3)
    expect(limit(() => isKind(stream, 'stream') && bombFile.decode(stream))).toBe('inflateRatio')

    // Each stream's length stands in the next object, which is a stream again.
    const chain = new Map([[1, catalog], [2, pages], ...Array.from({ length: 100 }, (_, i) => [i + 3, `<</Length ${i + 4} 0 R>>\nstream\n\nendstream`] as const)])
    expect(limit(() => readPdf(writePdf(chain)).object(3))).toBe('depth')

    const tree = new Map([[1, catalog], ...Array.from({ length: 100 }, (_, i) => [i + 2, `<</Type/Pages/Kids[${i + 3} 0 R]>>`] as const)])
    expect(limit(() => pagesOf(readPdf(writePdf(tree))))).toBe('depth')

    let file: Uint8Array = base
    for (let i = 0; i < 200; i++) file = appendTable(file, new Map([[30, '<<>>']]))
    expect(limit(() => readPdf(file))).toBe('revisions')

    expect(limit(() => readPdf(edited(base, (text) => text.replace('xref\n0 14', 'xref\n2000000 14'))))).toBe('objects')
  })

  it('inflates no more than its allowance, over all revisions together', () => {
    // 255 MB in one file would take too long here: that the allowance is shared is what matters.
    const data = Array.from(zlibSync(new Uint8Array(900_000)), (octet) => String.fromCharCode(octet)).join('')
    const body = `<</Filter/FlateDecode/Length ${data.length}>>\nstream\n${data}\nendstream`
    const pdf = readPdf(appendTable(writePdf(new Map([[1, '<<>>'], [2, body]])), new Map([[3, body]])))
    const decodeAll = (): void => {
      for (const file of [pdf, pdf.revision(pdf.sections[1]!.end + 40)]) {
        const stream = file.object(2)
        if (isKind(stream, 'stream')) file.decode(stream)
      }
    }
    const error = refusal(() => {
      for (let i = 0; i < 160; i++) decodeAll()
    })
    expect(error).toMatchObject({ code: 'pdf-limit', details: { limit: 'inflatedBytes' } })
  })

  it('does not follow an object stream into itself, nor an index that is not its own', () => {
    const packed = contractFixture({ form: 'object-stream' })
    expect(code(packed)).toBe(null)
    const pdf = readPdf(packed)
    const container = pdf.entry(1)
    expect(container?.type).toBe('compressed')
    const swapped = appendTable(packed, new Map([[container?.type === 'compressed' ? container.stream : 0, '<</Type/ObjStm/N 1/First 4/Length 8>>\nstream\n9 0 <<>>\nendstream']]))
    expect(code(swapped)).toBe('pdf-malformed')
  })
})
