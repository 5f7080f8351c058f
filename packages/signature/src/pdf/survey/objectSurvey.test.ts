import { describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { objectSurvey, type ObjectSurvey } from './objectSurvey.js'
import { appendTable, fixtureForms, writePdf } from '../pdf.fixture.js'
import { readPdf, type PdfFile } from '../readPdf.js'
import { isKind, isName } from '../syntax/values.js'
import { latin1 } from '../syntax/write.js'
import { objectNumbers, referencesIn } from '../walk.js'

const bodies: [number, string][] = [
  [1, '<</Type/Catalog/Pages 2 0 R>>'],
  [2, '<</Type/Pages/Kids[3 0 R]/Count 1>>'],
  [3, '<</Type/Page/Parent 2 0 R/Contents 4 0 R/Links[5 0 R 5 0 R]>>'],
  [4, '<</Length 9 0 R/Resources 6 0 R>>\nstream\n7 0 R\nendstream'],
  [5, '[1 0 R %8 0 R\n(3 0 R)<</A#41 2 0 R>>]'],
  [6, '42'],
  [9, '5'],
]

/** By reading the object. */
function readReferences(pdf: PdfFile, number: number): number[] {
  const value = pdf.object(number)
  const isTrailer = isKind(value, 'stream') && isName(value.dictionary.entries.get('Type'), 'XRef')
  return isTrailer ? [] : Array.from(referencesIn(value), (reference) => reference.number)
}

function referencesOf(survey: ObjectSurvey, pdf: PdfFile, number: number): number[] {
  const found = [-1]
  survey.references(found, pdf, number)
  return found.slice(1)
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'none'
  } catch (error) {
    return error instanceof SignatureError ? error.code : String(error)
  }
}

describe.each(fixtureForms)('objectSurvey, cross-reference %s', (form) => {
  it('finds in each object the references that reading it finds', () => {
    const pdf = readPdf(writePdf(new Map(bodies), form))
    const survey = objectSurvey()
    for (const number of objectNumbers(pdf)) expect(referencesOf(survey, pdf, number), `object ${number}`).toEqual(readReferences(pdf, number))
    expect(referencesOf(survey, pdf, 3)).toEqual([2, 4, 5, 5])
    expect(referencesOf(survey, pdf, 5)).toEqual([1, 2])
    expect(referencesOf(survey, pdf, 8)).toEqual([])
  })

  it.each(['<</A 1/A 2>>', '<</A 1/#41 2>>', '<</A (x>>', '[1 0 R', '<48 6>x'])('throws for %s what reading it throws', (body) => {
    const pdf = readPdf(writePdf(new Map([...bodies, [7, body]]), form))
    const expected = codeOf(() => pdf.object(7))
    // A member of an object stream ends where it ends; what follows is not looked at.
    if (form !== 'object-stream' || !body.endsWith('x')) expect(expected).toBe('pdf-malformed')
    const survey = objectSurvey()
    expect([codeOf(() => referencesOf(survey, pdf, 7)), codeOf(() => survey.check(pdf, 7))]).toEqual([expected, expected])
  })

  it('sees each revision as it was', () => {
    const base = writePdf(new Map(bodies), form)
    const pdf = readPdf(appendTable(base, new Map([[3, '<</Type/Page/Parent 2 0 R/Contents 6 0 R>>'], [9, '(no length)']])))
    const [older, survey] = [pdf.revision(base.length), objectSurvey()]
    expect([referencesOf(survey, older, 3), referencesOf(survey, pdf, 3)]).toEqual([[2, 4, 5, 5], [2, 6]])
    expect([codeOf(() => survey.check(older, 4)), codeOf(() => survey.check(pdf, 4))]).toEqual(['none', 'pdf-malformed'])
  })
})

it('tells two object streams apart that share their data', () => {
  // The second begins in a comment of the first, and says that its members begin elsewhere.
  const data = '5 0 6 9 12 0 R   22 0 R '
  const text = `%PDF-1.7\n1 0 obj\n<<>>\nendobj\n3 0 obj\n<</First 8 % 4 0 obj <</First 9\n/Type/ObjStm/N 2/Length ${data.length}>>\nstream\n${data}\nendstream\nendobj\n`
  const at = (needle: string): string => String.fromCharCode(1, text.indexOf(needle), 0)
  const rows = ['\0\0\0', at('1 0 obj'), '\0\0\0', at('3 0 obj'), at('4 0 obj'), '\x02\x03\0', '\x02\x04\x01'].join('')
  const xref = `7 0 obj\n<</Type/XRef/Size 7/W[1 1 1]/Root 1 0 R/Length ${rows.length}>>\nstream\n${rows}\nendstream\nendobj\nstartxref\n${text.length}\n%%EOF\n`
  const pdf = readPdf(latin1(text + xref))
  const survey = objectSurvey()
  expect([referencesOf(survey, pdf, 5), referencesOf(survey, pdf, 6)]).toEqual([[12], [2]])
})
