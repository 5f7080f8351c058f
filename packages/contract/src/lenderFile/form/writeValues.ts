import { readFileSync } from 'node:fs'
import { fontFiles, type FontName } from '@loansign/fonts'
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFStream, type PDFDocument } from 'pdf-lib'
import type { DrawnText } from '../../checks/checkDrawnPages.js'
import { embedSubset, type EmbeddedSubset } from '../../drawing/embedSubset.js'
import { number } from '../../drawing/glyphOutlines.js'
import type { Look } from './planValues.js'

/** Behind what the page draws itself, one stream a page. */
export function writeValues(document: PDFDocument, texts: readonly DrawnText[], looks: readonly Look[]): void {
  const { context } = document
  const subsets = new Map<FontName, EmbeddedSubset>()
  for (const font of new Set(texts.flatMap(({ runs }) => runs.map((run) => run.font)))) {
    const characters = new Set(texts.flatMap(({ runs }) => runs.filter((run) => run.font === font).flatMap((run) => [...run.text])))
    subsets.set(font, embedSubset(document, font.replace('.ttf', ''), readFileSync(fontFiles()[font]), characters))
  }
  document.getPages().forEach(({ node }, index) => {
    const mine = texts.filter(({ page }) => page === index + 1)
    const forms = looks.filter(({ page }) => page === index + 1)
    if (mine.length + forms.length === 0) return
    node.normalize()
    // A page may share its resources with others, and they need none of these.
    const resources = node.Resources()!.clone(context)
    for (const key of ['Font', 'XObject']) resources.set(PDFName.of(key), resources.lookupMaybe(PDFName.of(key), PDFDict)?.clone(context) ?? context.obj({}))
    node.set(PDFName.of('Resources'), resources)
    const names = new Map([...new Set(mine.flatMap(({ runs }) => runs.map((run) => run.font)))].map((font) => [font, String(node.newFontDictionary('LoanSign', subsets.get(font)!.reference))]))
    const parts = [
      ...mine.map(({ matrix, color, size, runs }) => {
        const shown = runs.map((run) => `${names.get(run.font)!} ${number(size)} Tf 1 0 0 1 ${number(run.x)} ${number(run.y)} Tm <${subsets.get(run.font)!.encode(run.text)}> Tj`)
        return `q ${matrix.map(number).join(' ')} cm ${color.map(number).join(' ')} ${color.length === 1 ? 'g' : 'rg'} BT ${shown.join(' ')} ET Q`
      }),
      ...forms.map((look) => `q ${fit(document, look).map(number).join(' ')} cm ${String(node.newXObject('LoanSign', look.form))} Do Q`),
    ]
    node.addContentStream(context.register(context.flateStream(parts.join('\n'))))
  })
}

/** ISO 32000-2 section 12.5.5: the look's box, as its own matrix turns it, fills the widget's rectangle. */
function fit({ context }: PDFDocument, { form, widget }: Look): number[] {
  const { dict } = context.lookup(form, PDFStream)
  const numbers = (name: string, otherwise: readonly number[]): readonly number[] => dict.lookupMaybe(PDFName.of(name), PDFArray)?.asArray().map((item) => context.lookup(item, PDFNumber).asNumber()) ?? otherwise
  const [[x1, y1, x2, y2], [a, b, c, d, e, f]] = [numbers('BBox', [0, 0, 1, 1]), numbers('Matrix', [1, 0, 0, 1, 0, 0])] as unknown as [number[], number[]]
  const corners = [[x1, y1], [x2, y1], [x1, y2], [x2, y2]].map(([x, y]) => [a! * x! + c! * y! + e!, b! * x! + d! * y! + f!])
  const [xs, ys] = [corners.map(([x]) => x!), corners.map(([, y]) => y!)]
  const [left, bottom, right, top] = widget.rect
  const [scaleX, scaleY] = [(right - left) / (Math.max(...xs) - Math.min(...xs) || 1), (top - bottom) / (Math.max(...ys) - Math.min(...ys) || 1)]
  return [scaleX, 0, 0, scaleY, left - Math.min(...xs) * scaleX, bottom - Math.min(...ys) * scaleY]
}
