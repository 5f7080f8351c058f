import type { FontName } from '@loansign/fonts'
import { PDFDict, PDFName, PDFNumber } from 'pdf-lib'
import type { DrawnText } from '../../checks/checkDrawnPages.js'
import { advanceOf, faceOf, fontRuns, openFontsFor, type Fonts } from '../../drawing/fontRuns.js'
import { tickOutline, type DrawnTick } from '../../drawing/tickOutline.js'
import type { OpenField, PlacedWidget } from './formFields.js'
import { layText } from './layText.js'
import { finding, type FieldValue, type FormFinding } from './pairValues.js'

/** Each character in the first of these that has it. */
const faces: readonly FontName[] = ['NotoSerifSC-Regular.ttf', 'NotoSerifHK-Regular.ttf', 'NotoSerifJP-Regular.ttf']

function fontsFor(values: readonly FieldValue[]): Fonts {
  return openFontsFor(values.flatMap(({ open: { kind }, value }) => (kind === 'text' || kind === 'choice' ? [...String(value)] : [])).filter((character) => character !== '\n'), faces)
}

interface Plan {
  readonly texts: readonly DrawnText[]
  readonly ticks: readonly DrawnTick[]
  readonly faults: readonly FormFinding[]
}

/** Where every value will stand, in which glyphs and size; and which of them cannot. */
export function planValues(values: readonly FieldValue[]): Plan & { readonly fonts: Fonts } {
  const fonts = fontsFor(values)
  const plans = values.map((value) => planOf(value, fonts))
  return { fonts, texts: plans.flatMap(({ texts }) => texts), ticks: plans.flatMap(({ ticks }) => ticks), faults: plans.flatMap(({ faults }) => faults) }
}

function planOf(value: FieldValue, fonts: Fonts): Plan {
  const { open, pointer } = value
  if (open.kind === 'check' || open.kind === 'radio') return planTicks(value)
  const text = String(value.value)
  const missing = [...text].filter((character) => character !== '\n' && faceOf(character, fonts) === undefined)
  if (missing.length > 0) return { texts: [], ticks: [], faults: [finding('glyph-missing', pointer, `字体中有的字，而不是“${missing.join('')}”`, `characters a font has, and not “${missing.join('')}”`)] }
  const laid = open.widgets.map((widget) => ({ widget, text: textIn(open, widget, text, pointer, fonts) }))
  const narrow = laid.find((one) => one.text === null)
  if (narrow !== undefined) return { texts: [], ticks: [], faults: [finding('value-does-not-fit', pointer, `放得进第 ${narrow.widget.page} 页表单字段“${open.name}”的内容`, `what fits into the form field “${open.name}” on page ${narrow.widget.page}`)] }
  return { texts: laid.flatMap((one) => one.text ?? []), ticks: [], faults: [] }
}

/** A tick, or one of several, in the state that is wanted. The look its author gave it is asked for its name only: what it draws could be a lid upon the page. */
function planTicks({ open, pointer, value }: FieldValue): Plan {
  const ticks = open.widgets.map(({ dictionary, page, rect, turn }, index): DrawnTick => {
    const own = [...(dictionary.lookupMaybe(PDFName.of('AP'), PDFDict)?.lookupMaybe(PDFName.of('N'), PDFDict)?.keys() ?? [])].map((name) => name.decodeText()).find((name) => name !== 'Off')
    const on = open.kind === 'check' ? value === true : open.options!.indexOf(String(value)) === index || own === value
    return { pointer, page, rect, turn, round: open.kind === 'radio', on }
  })
  const small = ticks.find((tick) => tickOutline(tick) === null)
  const faults = small === undefined ? [] : [finding('field-unusable', pointer, `第 ${small.page} 页表单字段“${open.name}”的位置足以画出勾选`, `room to draw a tick in the form field “${open.name}” on page ${small.page}`)]
  return { texts: [], ticks, faults }
}

function textIn({ field, kind, maxLength }: OpenField, { page, rect, turn, size, color }: PlacedWidget, text: string, pointer: string, fonts: Fonts): DrawnText | null {
  const [left, bottom, right, top] = rect
  const upright = turn === 0 || turn === 180
  const [width, height] = upright ? [right - left, top - bottom] : [top - bottom, right - left]
  const flags = field as Partial<{ isMultiline(): boolean; isCombed(): boolean }>
  const align = field.acroField.dict.lookupMaybe(PDFName.of('Q'), PDFNumber)?.asNumber() ?? 0
  const laid = layText({ text, width, height, size, multiline: kind === 'text' && flags.isMultiline!(), align, cells: kind === 'text' && flags.isCombed!() ? (maxLength ?? 0) : 0, advance: (line) => advanceOf(line, fonts) })
  if (laid === null) return null
  return {
    pointer, page, size: laid.size,
    color: color.split(' ').slice(0, -1).map(Number),
    matrix: ({ 0: [1, 0, 0, 1, left, bottom], 90: [0, 1, -1, 0, right, bottom], 180: [-1, 0, 0, -1, right, top], 270: [0, -1, 1, 0, left, top] } as const)[turn],
    runs: laid.lines.flatMap(({ text: line, x, y }) => {
      let at = x
      return fontRuns(line, fonts).map((run) => {
        const placed = { ...run, x: at, y }
        at += advanceOf(run.text, fonts) * laid.size
        return placed
      })
    }),
  }
}
