import { wordsOf } from './wordsOf.js'

/**
 * @typedef {{ page: number, text: string, x: number, y: number, width: number, height: number }} Run a piece of text on a page, points from its top left corner
 * @typedef {{ page: number, x: number, y: number, width: number, height: number, kind: 'added' | 'removed' | 'drawing' }} Mark
 */

/**
 * Where the text of two documents differs, word by word (Chinese: character by character) over all pages: a line that only moved, or broke elsewhere, is no difference.
 * @param {readonly Run[]} before @param {readonly Run[]} after @param {{ diffArrays: Function }} library
 * @returns {{ removed: Mark[], added: Mark[] }}
 */
export function changedText(before, after, { diffArrays }) {
  const [old, fresh] = [pieces(before), pieces(after)]
  const difference = diffArrays(old.map(({ text }) => text), fresh.map(({ text }) => text), { timeout: 4_000 })
  // Too different to be told apart in that time: everything is.
  if (difference === undefined) return { removed: marks(old, 'removed'), added: marks(fresh, 'added') }
  const [removed, added] = [[], []]
  let [oldAt, freshAt] = [0, 0]
  for (const part of difference) {
    if (part.removed) removed.push(...old.slice(oldAt, oldAt + part.count))
    if (part.added) added.push(...fresh.slice(freshAt, freshAt + part.count))
    if (!part.added) oldAt += part.count
    if (!part.removed) freshAt += part.count
  }
  return { removed: marks(removed, 'removed'), added: marks(added, 'added') }
}

/** Every visible word with its place, as if all characters of a run were equally wide. */
function pieces(runs) {
  return runs.flatMap((run) => {
    const width = run.width / Math.max(1, run.text.length)
    let at = 0
    return wordsOf(run.text).map((text) => {
      const piece = { text, page: run.page, x: run.x + at * width, y: run.y, width: text.length * width, height: run.height }
      at += text.length
      return piece
    }).filter(({ text }) => /[^\s\u00ad]/u.test(text))
  })
}

/** Neighbours of one line become one mark. */
function marks(list, kind) {
  const result = []
  for (const { page, x, y, width, height } of list) {
    const last = result.at(-1)
    const follows = last !== undefined && last.page === page && Math.abs(last.y - y) < 1 && x >= last.x && x - (last.x + last.width) < height
    if (follows) last.width = x + width - last.x
    else result.push({ page, x, y, width, height, kind })
  }
  return result
}

/**
 * Pages whose text stands in the same places in both documents: only there does another pixel mean another drawing.
 * @param {readonly Run[]} before @param {readonly Run[]} after
 */
export function sameTextPages(before, after, pages) {
  const of = (runs, page) => runs.filter((run) => run.page === page).map(({ text, x, y }) => `${text} ${x.toFixed(1)} ${y.toFixed(1)}`).join('\n')
  return Array.from({ length: pages }, (_, page) => page).filter((page) => of(before, page) === of(after, page))
}
