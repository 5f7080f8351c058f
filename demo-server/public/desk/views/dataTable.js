import { h } from '/assets/shared/dom.js'
import { words } from '../words.js'

/** A table that becomes a list of cards where it is narrow: every cell knows the name of its column. A compact one keeps one line a row there, with number, day, sum and state. */
export function dataTable(columns, rows, { right = [], empty = words.none, compact = false } = {}) {
  if (rows.length === 0) return h('p', { class: 'card soft' }, empty)
  const side = (index) => right.includes(index) && 'r'
  return h('div', { class: 'card tbw' }, h('table', { class: compact ? 'tb compact' : 'tb' },
    h('thead', {}, h('tr', {}, ...columns.map((name, index) => h('th', { class: side(index), scope: 'col' }, name)))),
    h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map((cell, index) => h('td', { class: side(index), 'data-name': columns[index] }, cell)))))))
}
