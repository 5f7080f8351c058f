import { wordsOf } from './wordsOf.js'

/**
 * Two texts as rows: equal, changed, removed, added; long equal stretches are skipped. `diff` is the library.
 * @param {string} before @param {string} after
 * @returns {({ kind: 'same' | 'changed', before: number | null, after: number | null, parts: { kind: 'same' | 'removed' | 'added', text: string }[] } | { kind: 'skipped', lines: number })[]}
 */
export function textDifference(before, after, { diffLines, diffArrays }, context = 2) {
  const rows = []
  let [oldLine, newLine] = [1, 1]
  const parts = diffLines(before, after)
  for (let index = 0; index < parts.length; index++) {
    const { value, added, removed } = parts[index]
    if (!added && !removed) {
      for (const text of lines(value)) rows.push({ kind: 'same', before: oldLine++, after: newLine++, parts: [{ kind: 'same', text }] })
      continue
    }
    const old = removed ? lines(value) : []
    const next = parts[index + 1]
    const fresh = added ? lines(value) : next?.added ? lines(next.value) : []
    if (removed && next?.added) index++
    for (let line = 0; line < Math.max(old.length, fresh.length); line++) {
      rows.push({ kind: 'changed', before: line < old.length ? oldLine++ : null, after: line < fresh.length ? newLine++ : null, parts: inLine(old[line], fresh[line], diffArrays) })
    }
  }
  return skipped(rows, context)
}

const lines = (text) => text.replace(/\n$/, '').split('\n')

function inLine(old, fresh, diffArrays) {
  if (old === undefined) return [{ kind: 'added', text: fresh }]
  if (fresh === undefined) return [{ kind: 'removed', text: old }]
  return diffArrays(wordsOf(old), wordsOf(fresh)).map(({ value, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }))
}

function skipped(rows, context) {
  const near = rows.map((_, index) => rows.slice(Math.max(0, index - context), index + context + 1).some(({ kind }) => kind === 'changed'))
  const result = []
  for (let index = 0; index < rows.length; index++) {
    if (near[index]) result.push(rows[index])
    else if (result.at(-1)?.kind === 'skipped') result.at(-1).lines++
    else result.push({ kind: 'skipped', lines: 1 })
  }
  return result
}
