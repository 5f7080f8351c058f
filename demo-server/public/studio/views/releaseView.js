import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { dayAndClock, groups } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { explain } from '../editor/explain.js'
import { fileName } from '../editor/fileNames.js'
import { language } from '/assets/shared/format.js'
import { words } from '../words.js'

const text = words.release

/** What would be released, by whom, and what was. */
export function releaseView({ state, person, done, problem }) {
  const { draft, history } = state.info
  return [draft === null ? h('p', { class: 'card soft' }, text.none) : proposal({ state, draft, person, done, problem }), record(history)]
}

function proposal({ state, draft, person, done, problem }) {
  const changed = state.changed()
  const own = draft.authors.includes(person())
  const ready = !own && !state.unsaved && changed.length > 0
  const note = h('textarea', { id: 'note', rows: 3, maxlength: 500 })
  const label = h('span', {}, own ? text.same : state.unsaved ? text.unsaved : changed.length === 0 ? words.differences.none : text.go(draft.version))
  const button = h('button', { type: 'button', class: 'button go', 'aria-disabled': String(!ready), onclick: async () => {
    // A button that is not ready leads to what is missing.
    if (!ready) return document.getElementById('person').focus()
    if (button.getAttribute('aria-busy') === 'true') return
    button.setAttribute('aria-busy', 'true')
    label.textContent = text.going
    try {
      const release = await api(`/studio/products/${state.product}/release`, { by: person(), sha256: draft.sha256, note: note.value })
      await done(text.done(release.version))
    } catch (error) {
      label.textContent = text.go(draft.version)
      button.removeAttribute('aria-busy')
      problem(`${text.refused}${refusal(error)}`)
    }
  } }, icon('check'), label)
  const sure = h('button', { type: 'button', class: 'button quiet', hidden: true, onclick: async () => {
    await api(`/studio/products/${state.product}/discard`, { by: person() })
    await done('')
  } }, text.confirmDiscard)
  return h('section', { class: 'card stack' }, h('h2', {}, text.title(draft.version)),
    h('dl', { class: 'facts' },
      h('dt', {}, text.authors), h('dd', {}, draft.authors.join(words.separator)),
      h('dt', {}, text.changed), h('dd', {}, changed.map((file) => fileName(file, words)).join(words.separator) || words.differences.none),
      h('dt', {}, text.hash), h('dd', { class: 'code', 'data-sha256': draft.sha256 }, groups(draft.sha256, 16))),
    h('p', { class: 'soft s' }, text.hashNote),
    h('div', {}, h('label', { for: 'note' }, text.note), note),
    h('div', { class: 'row' }, button, h('button', { type: 'button', class: 'link', onclick: () => {
      sure.hidden = false
      sure.focus()
    } }, text.discard), sure))
}

/** A refusal in words: what is wrong, in which sample and file. */
export function refusal({ code, details = {}, message }) {
  const said = words.codes[code] ?? message
  if (code !== 'draft-does-not-compile') return said
  const { code: why, details: what = {} } = details.problem
  const place = what.file ? `${fileName(what.file, words)}${what.line > 0 ? ` ${words.place(what.line, what.column || 1)}` : ''} ` : ''
  const pointers = what.pointers ?? what.fields?.map(({ pointer }) => pointer)
  const sentence = explain(String(what.message ?? ''), language, what.file) ?? what.message ?? pointers?.join(words.separator) ?? what.character ?? ''
  return `${said} ${fileName(details.sample, words)}${words.separator}${words.codes[why] ?? why} ${place}${sentence}`
}

function record(history) {
  const day = (time) => (time === null ? '–' : dayAndClock(time))
  return h('section', { class: 'card' }, h('h2', {}, text.history), h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': text.history }, h('table', {},
    h('thead', {}, h('tr', {}, ...text.columns.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, ...[...history].reverse().map(({ version, sha256, authors, releasedBy, releasedAt, note }) => h('tr', {}, h('td', { class: 'num' }, version), h('td', { class: 'code xs' }, groups(sha256, 3), ' …'), h('td', {}, authors.join(words.separator) || words.shipped), h('td', {}, releasedBy ?? '–'), h('td', { class: 'num' }, day(releasedAt)), h('td', {}, note || '–')))))))
}
