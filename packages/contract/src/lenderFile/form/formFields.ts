import { PDFButton, PDFCheckBox, PDFDict, PDFDropdown, PDFName, PDFOptionList, PDFRadioGroup, PDFSignature, PDFString, PDFTextField, type PDFDocument, type PDFField, type PDFPage } from 'pdf-lib'

export type FormFieldKind = 'text' | 'check' | 'radio' | 'choice' | 'signature' | 'button'

/** Where a page shows a field, as the form's author drew it. */
export interface FieldWidget {
  /** 1 for the first page. */
  readonly page: number
  /** [left, bottom, right, top] in points. */
  readonly rect: readonly [number, number, number, number]
}

/** A field that is not filled in yet. */
export interface FormField {
  /** Full name. Whoever made the form chose it. */
  readonly name: string
  readonly kind: FormFieldKind
  readonly widgets: readonly FieldWidget[]
  /** What a radio group or a list may be set to. */
  readonly options?: readonly string[]
  /** Characters a text may have. */
  readonly maxLength?: number
}

/** A widget with what drawing needs. */
export interface PlacedWidget extends FieldWidget {
  readonly sheet: PDFPage
  readonly dictionary: PDFDict
  /** Degrees against the clock by which its content is turned (/MK /R). */
  readonly turn: 0 | 90 | 180 | 270
  /** From its default appearance: size in points, 0 automatic; colour operator, black where it is none of grey and RGB. */
  readonly size: number
  readonly color: string
}

export interface OpenField extends Omit<FormField, 'widgets'> {
  readonly field: PDFField
  readonly widgets: readonly PlacedWidget[]
}

/** The fields of a form in its order, with the widgets that pages show. */
export function formFields(document: PDFDocument): readonly OpenField[] {
  if (!document.catalog.has(PDFName.of('AcroForm'))) return []
  const pages = document.getPages()
  const pageOf = new Map<PDFDict, PDFPage>()
  for (const page of pages) for (const reference of page.node.Annots()?.asArray() ?? []) pageOf.set(document.context.lookup(reference, PDFDict), page)
  const form = document.getForm()
  const inherited = form.acroForm.dict.lookup(PDFName.of('DA'))
  const formAppearance = inherited instanceof PDFString ? inherited.asString() : ''
  return form.getFields().map((field): OpenField => {
    const widgets = field.acroField.getWidgets().flatMap((widget): PlacedWidget[] => {
      const sheet = pageOf.get(widget.dict)
      if (sheet === undefined) return []
      const { x, y, width, height } = widget.getRectangle()
      const appearance = widget.getDefaultAppearance() ?? field.acroField.getDefaultAppearance() ?? formAppearance
      const turn = (((widget.getAppearanceCharacteristics()?.getRotation() ?? 0) % 360) + 360) % 360
      return [{ page: pages.indexOf(sheet) + 1, rect: [x, y, x + width, y + height], sheet, dictionary: widget.dict, turn: [0, 90, 180, 270].includes(turn) ? (turn as 0) : 0, ...lookOf(appearance) }]
    })
    const maxLength = field instanceof PDFTextField ? field.getMaxLength() : undefined
    const options = field instanceof PDFDropdown || field instanceof PDFOptionList || field instanceof PDFRadioGroup ? field.getOptions() : undefined
    return { name: field.getName(), kind: kindOf(field), field, widgets, ...(options && { options }), ...(maxLength !== undefined && { maxLength }) }
  })
}

function kindOf(field: PDFField): FormFieldKind {
  if (field instanceof PDFTextField) return 'text'
  if (field instanceof PDFCheckBox) return 'check'
  if (field instanceof PDFRadioGroup) return 'radio'
  if (field instanceof PDFDropdown || field instanceof PDFOptionList) return 'choice'
  if (field instanceof PDFSignature) return 'signature'
  if (field instanceof PDFButton) return 'button'
  throw new TypeError('a form field of no known kind')
}

function lookOf(appearance: string): Pick<PlacedWidget, 'size' | 'color'> {
  const size = Number(/\s(\d+(?:\.\d+)?|\.\d+)\s+Tf/.exec(appearance)?.[1] ?? 0)
  const color = /(?:^|\s)((?:[\d.]+\s+){2}[\d.]+\s+rg|[\d.]+\s+g)(?=\s|$)/.exec(appearance)?.[1] ?? '0 g'
  return { size, color: color.trim().replace(/\s+/g, ' ') }
}
