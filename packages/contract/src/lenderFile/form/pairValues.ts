import { PDFName, PDFNumber, type PDFDict } from 'pdf-lib'
import type { Expectation } from '../../errors.js'
import type { OpenField } from './formFields.js'

export type FormFindingCode = 'map-wrong' | 'place-missing' | 'field-unknown' | 'field-missing' | 'field-unusable' | 'value-missing' | 'value-wrong' | 'value-too-long' | 'value-does-not-fit' | 'glyph-missing'

/** One thing to mend, in the mapping (`/fields/…`) or in the data. */
export interface FormFinding extends Expectation {
  readonly code: FormFindingCode
}

/** A field and what is to be drawn in it: a text, or the state of a tick. */
export interface FieldValue {
  readonly open: OpenField
  readonly pointer: string
  readonly value: string | boolean
}

export function finding(code: FormFindingCode, pointer: string, zh: string, en: string): FormFinding {
  return { code, pointer, expected: { 'zh-CN': zh, en } }
}

/** Which value goes into which field; everything that does not go together, in the mapping and in the data. */
export function pairValues(form: readonly OpenField[], fields: Readonly<Record<string, string | null>>, data: unknown): { readonly values: readonly FieldValue[]; readonly mismatches: readonly FormFinding[]; readonly wrong: readonly FormFinding[] } {
  const fillable = form.filter(({ kind }) => kind !== 'signature')
  const at = (name: string): string => `/fields/${escaped(name)}`
  const names = fillable.map(({ name }) => name)
  const mismatches = [
    ...Object.keys(fields).filter((name) => !names.includes(name)).map((name) => finding('field-unknown', at(name), `表单中有的字段：${names.join('、')}`, `a field of the form: ${names.join(', ')}`)),
    ...fillable.filter(({ name }) => fields[name] === undefined).map(({ name }) => finding('field-missing', at(name), `表单字段“${name}”的内容所在位置（JSON 指针），或者 null 表示留空`, `where the content of the form field “${name}” stands (a JSON pointer), or null to leave it empty`)),
    ...fillable.filter(({ name, widgets }) => typeof fields[name] === 'string' && (widgets.length === 0 || widgets.some(({ dictionary }) => !isSeen(dictionary)))).map(({ name }) => finding('field-unusable', at(name), `表单字段“${name}”在页面上可见`, `the form field “${name}” is seen on a page`)),
  ]
  const wrong: FormFinding[] = []
  const values = fillable.flatMap((open): FieldValue[] => {
    const pointer = fields[open.name]
    if (typeof pointer !== 'string') return []
    const value = valueAt(data, pointer)
    const problem = problemOf(open, pointer, value)
    if (problem !== null) wrong.push(problem)
    return problem === null ? [{ open, pointer, value: typeof value === 'boolean' ? value : String(value).normalize('NFC') }] : []
  })
  return { values, mismatches, wrong }
}

/** /F without Invisible, Hidden and NoView (ISO 32000-2 section 12.5.3): whoever designed the form saw the value there. */
function isSeen(dictionary: PDFDict): boolean {
  const flags = dictionary.lookupMaybe(PDFName.of('F'), PDFNumber)?.asNumber() ?? 0
  return (flags & 0b100011) === 0
}

function problemOf({ name, kind, options, maxLength, field }: OpenField, pointer: string, value: unknown): FormFinding | null {
  if (value === undefined || value === null || value === '') return finding('value-missing', pointer, `表单字段“${name}”的内容`, `content of the form field “${name}”`)
  if (kind === 'check') return typeof value === 'boolean' ? null : finding('value-wrong', pointer, 'true 或者 false', 'true or false')
  const isText = typeof value === 'string' || Number.isSafeInteger(value)
  if (kind === 'radio' || kind === 'choice') return isText && options!.includes(String(value)) ? null : finding('value-wrong', pointer, options!.join('、'), options!.join(', '))
  const isMultiline = 'isMultiline' in field && (field as { isMultiline(): boolean }).isMultiline()
  const line = isMultiline ? String(value).replaceAll('\n', ' ') : String(value)
  if (!isText || /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(line) || String(value).trim() === '') return finding('value-wrong', pointer, isMultiline ? '可读的文字' : '一行可读的文字', isMultiline ? 'text to read' : 'one line of text to read')
  if (maxLength !== undefined && [...String(value)].length > maxLength) return finding('value-too-long', pointer, `不超过 ${maxLength} 个字`, `at most ${maxLength} characters`)
  return null
}

/** RFC 6901. */
export function valueAt(data: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce<unknown>((at, part) => {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    return typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined
  }, data)
}

export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
