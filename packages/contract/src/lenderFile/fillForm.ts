import { PDFArray, PDFDict, PDFName, PDFRef, type PDFDocument } from 'pdf-lib'
import { checkDrawnPages, type CheckDrawnPagesOptions } from '../checks/checkDrawnPages.js'
import { ContractError } from '../errors.js'
import { formFields, type FieldWidget, type FormField, type OpenField } from './form/formFields.js'
import { drawingFile, dropUnreached, foreignContent, openLenderFile, readingFile, refusal, refuse } from './openLenderFile.js'
import { pairValues } from './form/pairValues.js'
import { planValues } from './form/planValues.js'
import { runApart } from './runApart.js'
import { writeValues } from './form/writeValues.js'

export interface FillFormOptions {
  /** A lender's own file with form fields (AcroForm). */
  readonly pdf: Uint8Array
  /** For every field but signatures: where its value stands in the data, as a JSON pointer; null leaves it empty. */
  readonly fields: Readonly<Record<string, string | null>>
  /** Texts and whole numbers as they are drawn; true or false for a tick; one of its options for a list or radio group. */
  readonly data: unknown
}

export interface FilledForm {
  /** Nothing in it is a field any more. */
  readonly pdf: Uint8Array
  /** Where the form wanted signatures; they are no longer in the file, and may be places for takeFile. */
  readonly signatures: readonly (FieldWidget & { readonly name: string })[]
}

/** The fields of a lender's form, so that a mapping can be written.
 * @throws ContractError `lender-file-refused` */
export function readForm(pdf: Uint8Array): Promise<readonly FormField[]> {
  return runApart('readForm', pdf)
}

/** In this process, without its limits. */
export async function readFormHere(pdf: Uint8Array): Promise<readonly FormField[]> {
  const form = await readingFile(async () => formFields(await openLenderFile(pdf)))
  return form.map(({ name, kind, widgets, options, maxLength }) => ({
    name, kind, widgets: widgets.map(({ page, rect }) => ({ page, rect })), ...(options && { options }), ...(maxLength !== undefined && { maxLength }),
  }))
}

/**
 * Draws the data into a form and makes it part of the pages: values in Noto Serif SC, ticks as a plain box of ours. Scripts of the form go with it.
 * In a process of its own, with limits (docs/lender-files.md). What is then seen on every page is compared with what should be, glyph by glyph. All or nothing; same input, same bytes.
 * @throws ContractError `lender-file-refused` with `reasons`; `form-mismatch` and `contract-data-invalid` with `fields`, each with pointer, code and what was expected; `drawing-differs`
 */
export function fillForm(options: FillFormOptions): Promise<FilledForm> {
  return runApart('fillForm', options)
}

/** In this process, without its limits. */
export async function fillFormHere(options: FillFormOptions): Promise<FilledForm> {
  const { filled, signatures, ...drawn } = await readingFile(() => fill(options))
  const findings = await drawingFile(() => checkDrawnPages({ before: options.pdf, after: filled, ...drawn }))
  if (findings.length > 0) throw new ContractError('drawing-differs', { findings })
  return { pdf: filled, signatures }
}

async function fill({ pdf, fields, data }: FillFormOptions): Promise<Pick<FilledForm, 'signatures'> & { readonly filled: Uint8Array } & Pick<CheckDrawnPagesOptions, 'texts' | 'ticks' | 'fonts'>> {
  const document = await openLenderFile(pdf)
  const form = formFields(document)
  refuse(form.filter(({ kind }) => kind === 'button').map(({ widgets }) => refusal('push-button', widgets[0]?.page)))
  const { values, mismatches, wrong } = pairValues(form, fields, data)
  if (mismatches.length > 0) throw new ContractError('form-mismatch', { fields: mismatches })
  const { texts, ticks, fonts, faults } = planValues(values)
  if (wrong.length + faults.length > 0) throw new ContractError('contract-data-invalid', { fields: [...wrong, ...faults] })
  writeValues(document, texts, ticks)
  removeForm(document, form)
  dropUnreached(document)
  refuse(foreignContent(document))
  const filled = await document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
  const signatures = form.filter(({ kind }) => kind === 'signature').flatMap(({ name, widgets }) => widgets.map(({ page, rect }) => ({ name, page, rect })))
  return { filled, signatures, texts, ticks, fonts }
}

/** Fields, their widgets, their scripts, and what the structure tree says of them. */
function removeForm(document: PDFDocument, form: readonly OpenField[]): void {
  const { catalog, context } = document
  const widgets = new Set<PDFDict>(form.flatMap(({ field }) => field.acroField.getWidgets().map(({ dict }) => dict)))
  const isWidget = (object: unknown): boolean => object instanceof PDFRef && widgets.has(context.lookup(object) as PDFDict)
  catalog.delete(PDFName.of('AcroForm'))
  catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.delete(PDFName.of('JavaScript'))
  for (const { node } of document.getPages()) {
    const kept = node.Annots()?.asArray().filter((annotation) => !isWidget(annotation)) ?? []
    if (kept.length > 0) node.set(PDFName.of('Annots'), context.obj(kept))
    else node.delete(PDFName.of('Annots'))
  }
  const isReference = (item: unknown): boolean => {
    const dictionary = item instanceof PDFRef ? context.lookup(item) : item
    return dictionary instanceof PDFDict && dictionary.get(PDFName.of('Type')) === PDFName.of('OBJR') && isWidget(dictionary.get(PDFName.of('Obj')))
  }
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || !object.has(PDFName.of('K'))) continue
    const kids = object.lookup(PDFName.of('K'))
    if (kids instanceof PDFArray) object.set(PDFName.of('K'), context.obj(kids.asArray().filter((kid) => !isReference(kid))))
    else if (isReference(kids)) object.delete(PDFName.of('K'))
  }
}
