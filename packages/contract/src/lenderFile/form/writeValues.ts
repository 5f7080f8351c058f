import { readFileSync } from 'node:fs'
import { fontFiles, type FontName } from '@loansign/fonts'
import { PDFDict, PDFName, type PDFDocument } from 'pdf-lib'
import type { DrawnText } from '../../checks/checkDrawnPages.js'
import { embedSubset, type EmbeddedSubset } from '../../drawing/embedSubset.js'
import { number } from '../../drawing/glyphOutlines.js'
import { tickOutline, type DrawnTick, type TickCommand } from '../../drawing/tickOutline.js'

/** Between marks of this name: whoever reads the page's text puts these values where they stand, not behind everything else (`textLines` of the element). */
const filledTag = 'LoanSignFilled'

/** Behind what the page draws itself, one stream a page. */
export function writeValues(document: PDFDocument, texts: readonly DrawnText[], ticks: readonly DrawnTick[]): void {
  const { context } = document
  const subsets = new Map<FontName, EmbeddedSubset>()
  for (const font of new Set(texts.flatMap(({ runs }) => runs.map((run) => run.font)))) {
    const characters = new Set(texts.flatMap(({ runs }) => runs.filter((run) => run.font === font).flatMap((run) => [...run.text])))
    subsets.set(font, embedSubset(document, font.replace('.ttf', ''), readFileSync(fontFiles()[font]), characters))
  }
  document.getPages().forEach(({ node }, index) => {
    const mine = texts.filter(({ page }) => page === index + 1)
    const boxes = ticks.filter(({ page }) => page === index + 1)
    if (mine.length + boxes.length === 0) return
    // Puts q and Q around the page's own content as well: another scale that it leaves behind would move what we write.
    node.normalize()
    // A page may share its resources with others, and they need none of these.
    const resources = node.Resources()!.clone(context)
    resources.set(PDFName.of('Font'), resources.lookupMaybe(PDFName.of('Font'), PDFDict)?.clone(context) ?? context.obj({}))
    node.set(PDFName.of('Resources'), resources)
    const names = new Map([...new Set(mine.flatMap(({ runs }) => runs.map((run) => run.font)))].map((font) => [font, String(node.newFontDictionary('LoanSign', subsets.get(font)!.reference))]))
    const parts = [
      ...mine.map(({ matrix, color, size, runs }) => {
        const shown = runs.map((run) => `${names.get(run.font)!} ${number(size)} Tf 1 0 0 1 ${number(run.x)} ${number(run.y)} Tm <${subsets.get(run.font)!.encode(run.text)}> Tj`)
        return `/${filledTag} BMC q ${matrix.map(number).join(' ')} cm ${color.map(number).join(' ')} ${color.length === 1 ? 'g' : 'rg'} BT ${shown.join(' ')} ET Q EMC`
      }),
      ...boxes.map(drawTick),
    ]
    node.addContentStream(context.register(context.flateStream(parts.join('\n'))))
  })
}

function drawTick(tick: DrawnTick): string {
  const { lineWidth, stroke, fill } = tickOutline(tick)!
  const path = (commands: readonly TickCommand[]): string => commands.map(([kind, ...numbers]) => [...numbers.map(number), { M: 'm', L: 'l', C: 'c', Z: 'h' }[kind]].join(' ')).join(' ')
  return `q 0 G 0 g [] 0 d 0 J 0 j ${number(lineWidth)} w ${path(stroke)} S ${fill.length > 0 ? `${path(fill)} f ` : ''}Q`
}
