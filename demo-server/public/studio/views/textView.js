import { h } from '/assets/shared/dom.js'
import { diffArrays, diffLines } from '/assets/bundles/studio.js'
import { textDifference } from '../compare/textDifference.js'
import { fileName } from '../editor/fileNames.js'
import { words } from '../words.js'

const text = words.differences

/** Every changed file beside the released one, line by line, word by word. */
export function textView({ state }) {
  const changed = state.changed()
  if (changed.length === 0) return [h('p', { class: 'card soft' }, text.none)]
  const [before, after] = [state.info.released.sources, state.sources()]
  return [
    h('p', { class: 'soft' }, text.lead(changed.length)),
    ...changed.map((file) => h('section', { class: 'card difference' }, h('h2', {}, fileName(file, words)),
      h('div', { class: 'rows', tabindex: 0, role: 'region', 'aria-label': fileName(file, words) }, ...textDifference(before[file], after[file], { diffLines, diffArrays }).map(row)))),
  ]
}

function row({ kind, lines, before, after, parts }) {
  if (kind === 'skipped') return h('p', { class: 'skipped soft' }, text.skipped(lines))
  return h('p', { class: `line ${kind}` }, h('span', { class: 'numbers', 'aria-hidden': 'true' }, h('span', {}, before ?? ''), h('span', {}, after ?? '')),
    h('span', { class: 'text' }, ...parts.map((part) => (part.kind === 'same' ? part.text : h(part.kind === 'added' ? 'ins' : 'del', {}, part.text)))))
}
