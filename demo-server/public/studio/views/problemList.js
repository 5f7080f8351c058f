import { h } from '/assets/shared/dom.js'
import { language } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { explain } from '../editor/explain.js'
import { fileName } from '../editor/fileNames.js'
import { words } from '../words.js'

/**
 * What has to be mended: file, line, column, what it is in plain words, and what the engine said. Each leads to its place.
 * @param {{ file: string, line: number, column: number, message: string, text?: string }[]} problems
 */
export function problemList(problems, { goTo, ready }) {
  if (problems.length === 0) return ready ? [h('p', { class: 'note' }, icon('check'), h('span', {}, words.noProblems))] : []
  return [h('h2', {}, words.problems(problems.length)), h('ul', { class: 'stack' }, ...problems.map((problem) => {
    const plain = problem.text ?? explain(problem.message, language, problem.file)
    const where = `${fileName(problem.file, words)} ${problem.line > 0 ? words.place(problem.line, problem.column) : words.wholeFile}`
    return h('li', { class: 'note red', 'data-line': problem.line, 'data-column': problem.column }, icon('warn'), h('div', {},
      h('button', { type: 'button', class: 'link where', onclick: () => goTo(problem) }, where), h('p', {}, plain ?? problem.message),
      plain !== null && problem.text === undefined && h('p', { class: 'xs soft', lang: 'en' }, words.engineSays, problem.message)))
  }))]
}
