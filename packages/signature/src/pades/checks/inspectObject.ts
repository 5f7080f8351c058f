import type { PdfFile } from '../../pdf/readPdf.js'
import { isKind, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import { generationOf, referencesIn } from '../../pdf/walk.js'
import type { BaseFinding, BaseFindingCode } from './inspectBase.js'

/** Actions of ISO 32000-2 section 12.6.4 that leave the document, run something or change what is shown. Only GoTo and Named stay inside. */
const foreignActions: ReadonlySet<string> = new Set([
  'GoToR', 'GoToE', 'GoToDp', 'Launch', 'Thread', 'URI', 'Sound', 'Movie', 'Hide', 'SubmitForm', 'ResetForm', 'ImportData', 'SetOCGState', 'Rendition', 'Trans', 'GoTo3DView', 'RichMediaExecute',
])

/** Things can hide in any object, so every object is looked at, whether the document reaches it or not. */
export function inspectObject(pdf: PdfFile, object: number): BaseFinding[] {
  const value = pdf.object(object)
  const codes = new Set<BaseFindingCode>()
  for (const dictionary of dictionariesIn(value)) for (const code of inspectDictionary(pdf, dictionary)) codes.add(code)
  // Section 7.3.8.2: a stream with /F has its data in another file.
  if (isKind(value, 'stream') && value.dictionary.entries.has('F')) codes.add('external-content')
  // A later revision could put anything at a number that the base points to and does not define, and of another generation viewers make what they like.
  for (const { number, generation } of referencesIn(value)) if (generationOf(pdf, number) !== generation) codes.add('dangling-reference')
  return [...codes].map((code) => ({ code, object }))
}

function inspectDictionary(pdf: PdfFile, dictionary: PdfDictionary): BaseFindingCode[] {
  const codes: BaseFindingCode[] = []
  const { entries } = dictionary
  const action = pdf.get(dictionary, 'S')
  const isJavaScript = isKind(action, 'name') && action.name === 'JavaScript'
  if (entries.has('AA')) codes.push('additional-actions')
  if (entries.has('JS') || entries.has('JavaScript') || isJavaScript) codes.push('javascript')
  if (isKind(action, 'name') && foreignActions.has(action.name)) codes.push('foreign-action')
  if (entries.has('OPI') || entries.has('Alternates') || (entries.has('Ref') && entries.has('BBox'))) codes.push('external-content')
  return codes
}

/** Every dictionary inside a value, itself included, without following any reference. */
export function* dictionariesIn(value: PdfValue): Generator<PdfDictionary> {
  if (isKind(value, 'stream')) yield* dictionariesIn(value.dictionary)
  else if (isKind(value, 'array')) for (const item of value.items) yield* dictionariesIn(item)
  else if (isKind(value, 'dictionary')) {
    yield value
    for (const entry of value.entries.values()) yield* dictionariesIn(entry)
  }
}
