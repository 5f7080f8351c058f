import { h, s } from '/assets/shared/dom.js'

const height = 84

/** Seconds a page: a bar each for what the browser reported, a line for what the server enforced. */
export function pageBars(pages, { label }) {
  const most = Math.max(1, ...pages.map(({ seconds, enforced }) => Math.max(seconds, enforced)))
  const longest = Math.max(...pages.map(({ seconds }) => seconds))
  const isLongest = ({ seconds }) => seconds === longest && pages.filter((page) => page.seconds === longest).length === 1
  const step = 300 / pages.length
  const scale = (seconds) => (seconds / most) * height
  const minimum = Math.max(...pages.map(({ enforced }) => enforced))
  return s('svg', { class: 'bars', viewBox: `0 0 300 ${height + 22}`, role: 'img', 'aria-label': label },
    ...pages.flatMap(({ page, seconds }, index) => [
      s('rect', { x: index * step + step * 0.12, y: height - scale(seconds), width: step * 0.76, height: Math.max(1, scale(seconds)), rx: 2, class: isLongest({ seconds }) ? 'most' : 'bar' }),
      s('text', { x: index * step + step / 2, y: height + 17, 'text-anchor': 'middle' }, String(page)),
    ]),
    s('line', { x1: 0, x2: 300, y1: height - scale(minimum), y2: height - scale(minimum), class: 'least' }))
}

/** Horizontal bars with a name, a count and an amount each. */
export function ranges(rows) {
  const most = Math.max(1, ...rows.map(({ weight }) => weight))
  return h('ul', { class: 'hb' }, ...rows.map(({ name, weight, count, amount, look }) => h('li', {}, h('span', {}, name),
    s('svg', { viewBox: '0 0 100 14', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, s('rect', { width: weight === 0 ? 0 : Math.max(2, (weight / most) * 100), height: 14, class: look })), h('b', { class: 'num' }, count), h('span', { class: 'num soft' }, amount))))
}

/** A share over time; months of which nothing is known are left out. */
export function shareLine(history, label) {
  const known = history.map(({ on, sharePercent }, index) => ({ on, value: sharePercent, index })).filter(({ value }) => value !== null)
  if (known.length < 2) return null
  const most = Math.max(1, ...known.map(({ value }) => value))
  const x = (index) => 6 + (index / (history.length - 1)) * 250
  const y = (value) => 96 - (value / most) * 80
  const last = known.at(-1)
  return s('svg', { class: 'line-chart', viewBox: '0 0 310 122', role: 'img', 'aria-label': `${label}: ${known.map(({ on, value }) => `${on} ${value}%`).join(', ')}` },
    ...[0, 0.5, 1].map((part) => s('path', { class: 'grid', d: `M6 ${96 - part * 80}H256` })),
    ...[0, 0.5, 1].map((part) => s('text', { x: 262, y: 100 - part * 80 }, `${(most * part).toFixed(1)}%`)),
    s('text', { x: 6, y: 117 }, history[0].on.slice(0, 7)), s('text', { x: 256, y: 117, 'text-anchor': 'end' }, last.on),
    s('polyline', { points: known.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ') }), s('circle', { cx: x(last.index), cy: y(last.value), r: 4.5 }))
}

/** One bar of parts, and the names of the parts with their counts. */
export function parts(rows) {
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  let left = 0
  return [
    s('svg', { class: 'parts', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, total === 0 && s('rect', { width: 100, height: 10, class: 'none' }), ...rows.filter(({ count }) => count > 0).map(({ count, look }) => {
      const width = (count / total) * 100
      left += width
      return s('rect', { x: left - width, width: Math.max(0.5, width - 0.6), height: 10, class: look })
    })),
    h('ul', { class: 'legend' }, ...rows.map(({ name, count, look }) => h('li', {}, s('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, s('rect', { width: 10, height: 10, rx: 2, class: look })), name, h('b', { class: 'num' }, count)))),
  ]
}
