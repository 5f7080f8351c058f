import { h } from '/assets/shared/dom.js'
import { words } from '../words.js'

/** Something that is not done without a reason: a quiet link that opens the field for it. */
export function reasonForm({ open, note, go, work, act }) {
  const reason = h('input', { id: 'reason', required: true, maxlength: 200 })
  const form = h('form', { class: 'card stack', hidden: true, onsubmit: (event) => {
    event.preventDefault()
    void act(form.querySelector('button'), () => work(reason.value))
  } }, h('p', { class: 'soft s' }, note), h('div', {}, h('label', { for: 'reason' }, words.reason), reason), h('button', { type: 'submit', class: 'button wide' }, go))
  return h('div', { class: 'stack' }, h('button', { type: 'button', class: 'link back', 'data-key': 'reason', onclick: () => {
    form.hidden = !form.hidden
    if (!form.hidden) reason.focus()
  } }, open), form)
}
