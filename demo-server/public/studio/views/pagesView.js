import { h } from '/assets/shared/dom.js'
import { diffArrays } from '/assets/bundles/studio.js'
import { changedText, sameTextPages } from '../compare/changedPlaces.js'
import { textRuns } from '../compare/textRuns.js'
import { engineFiles } from '../state.js'
import { words } from '../words.js'

const text = words.compare
const scale = 1.4

/** Both versions of a document beside each other, with what differs marked. */
export async function pagesView({ state, engine, documentId, sample }) {
  const [released, draft] = await Promise.all([state.documents(sample, { released: true }), state.documents(sample)])
  const side = (documents, sources) => {
    const found = documents.find(({ document }) => document === documentId) ?? documents[0]
    return { files: engineFiles(sources, found), main: found.main }
  }
  const { sides, boxes } = await engine.ask('compare', { scale, released: side(released, state.info.released.sources), draft: side(draft, state.sources()) })
  if (sides === undefined) return [h('p', { class: 'note warn' }, text.broken)]
  const [before, after] = await Promise.all(sides.map(({ pdf }) => textRuns(pdf)))
  const { removed, added } = changedText(before, after, { diffArrays })
  const drawing = sameTextPages(before, after, Math.min(sides[0].sizes.length, sides[1].sizes.length))
    .flatMap((page) => boxes[page].map(({ x, y, width, height }) => ({ page, kind: 'drawing', x: x / scale, y: y / scale, width: width / scale, height: height / scale })))
  const marks = [[...removed, ...drawing], [...added, ...drawing]]
  const pages = [...new Set(marks.flat().map(({ page }) => page + 1))].sort((a, b) => a - b)
  const places = removed.length + added.length + drawing.length
  const figures = Array.from({ length: Math.max(...sides.map(({ sizes }) => sizes.length)) }, (_, page) => page)
    .flatMap((page) => [0, 1].map((index) => figure(sides[index], marks[index], page, index === 0 ? text.before : text.after)))
  let at = -1
  const next = h('button', { type: 'button', class: 'button', onclick: () => {
    const changed = figures.filter((one) => one.classList.contains('changed'))
    at = (at + 1) % changed.length
    changed[at].scrollIntoView({ block: 'start' })
  } }, text.next)
  return [
    h('div', { class: 'row' }, h('p', { class: places === 0 ? 'note grow' : 'note warn grow', role: 'status', 'data-places': places, 'data-pages': pages.join(' ') }, places === 0 ? text.none : text.found(places, pages)), places > 0 && next),
    h('div', { class: 'sides' }, h('h2', {}, text.before), h('h2', {}, text.after), ...figures),
  ]
}

function figure({ bitmaps, sizes }, marks, page, side) {
  if (bitmaps[page] === undefined) return h('figure', { class: 'none' }, h('p', { class: 'soft' }, text.missing))
  const here = marks.filter((mark) => mark.page === page)
  const canvas = h('canvas', { role: 'img', 'aria-label': text.pageLabel(side, page + 1) })
  Object.assign(canvas, { width: bitmaps[page].width, height: bitmaps[page].height })
  const context = canvas.getContext('2d')
  context.drawImage(bitmaps[page], 0, 0)
  bitmaps[page].close()
  const factor = canvas.width / sizes[page].width
  for (const mark of here) drawMark(context, mark, factor)
  return h('figure', { class: here.length > 0 ? 'changed' : null, 'data-marks': here.length }, canvas, h('figcaption', { class: 'xs soft' }, text.pageLabel(side, page + 1)))
}

/** The marks have fixed colours, as on every page of a contract, and differ in form too: filled, framed, dashed. */
function drawMark(context, { kind, x, y, width, height }, factor) {
  const place = [x - 1.5, y - 1.5, width + 3, height + 3].map((value) => value * factor)
  context.save()
  if (kind === 'added') {
    context.globalCompositeOperation = 'multiply'
    context.fillStyle = '#ffe27a'
    context.fillRect(...place)
  } else {
    context.strokeStyle = kind === 'removed' ? '#b3231b' : '#1c4f7c'
    context.lineWidth = 1.6 * factor
    if (kind === 'drawing') context.setLineDash([5 * factor, 3 * factor])
    context.strokeRect(...place)
  }
  context.restore()
}
