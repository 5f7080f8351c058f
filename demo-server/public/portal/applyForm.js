import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { words } from './words.js'

/** The application: two short groups of fields, and an honest word about what is not taken here. */
export function applyForm() {
  const input = (id, label, value, properties = {}) => h('div', {}, h('label', { for: id }, label), h('input', { id, name: id, required: true, value, autocomplete: 'off', ...properties }))
  const field = (name, properties) => input(name, words[name], words.sample[name], properties)
  const guarantor = guarantorFields(input)
  const kind = kindFields(guarantor)
  const problem = h('p', { role: 'alert', class: 'bad' })
  const button = h('button', { type: 'submit', class: 'button go wide' }, words.apply)
  const form = h('form', { class: 'el card stack' },
    h('h2', {}, words.aboutLoan),
    h('div', { class: 'fields' },
      field('principal', { inputmode: 'decimal', pattern: '[0-9]{1,9}([.][0-9]{1,2})?' }),
      h('div', {}, h('label', { for: 'termMonths' }, words.termMonths), h('select', { id: 'termMonths', name: 'termMonths' }, ...[12, 24, 36].map((months) => h('option', { value: months, selected: months === 36 }, words.months(months))))),
      h('div', { class: 'whole' }, field('purpose')), kind),
    h('h2', {}, words.aboutYou),
    h('div', { class: 'fields' }, field('name'), field('idNumber'), field('phone', { inputmode: 'tel' }), field('address')),
    ...guarantor,
    h('p', { class: 'note' }, words.files),
    button, problem)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.setAttribute('aria-disabled', 'true')
    button.textContent = words.sending
    try {
      await api('/applications', Object.fromEntries(new FormData(form)))
      form.replaceWith(h('section', { class: 'el card stack', role: 'status' }, h('h2', {}, words.appliedTitle), h('p', {}, words.applied), h('p', {}, h('a', { class: 'button', href: '/phone' }, words.phoneLink))))
    } catch (error) {
      problem.textContent = `${words.problem} ${error.code ? `(${error.code})` : words.unavailable}`
      button.removeAttribute('aria-disabled')
      button.textContent = words.apply
    }
  })
  return form
}

/** One loan, or a line to draw on in parts; nobody guarantees a line here. */
function kindFields(guarantor) {
  const kinds = Object.entries(words.kinds).map(([kind, label]) => h('label', { class: 'choice' }, h('input', { type: 'radio', name: 'kind', value: kind, required: true, checked: kind === 'loan', onchange: () => {
    const [choice, fields] = guarantor
    choice.hidden = kind === 'line'
    choice.firstChild.disabled = kind === 'line'
    fields.hidden = fields.disabled = kind === 'line' || !choice.firstChild.checked
  } }), label))
  return h('fieldset', { class: 'whole' }, h('legend', {}, words.kind), ...kinds)
}

/** Somebody who stands for the loan signs a guarantee of their own, after a link of their own. How far they stand for it is chosen, never preset. */
function guarantorFields(input) {
  const field = (name, properties) => input(`guarantor-${name}`, words[name], words.sampleGuarantor[name], properties)
  const modes = h('fieldset', { class: 'whole' }, h('legend', {}, words.mode), ...Object.entries(words.modes).map(([mode, label]) => h('label', { class: 'choice' }, h('input', { type: 'radio', name: 'mode', value: mode, required: true }), label)))
  // Disabled fields are neither asked for nor sent.
  const fields = h('fieldset', { class: 'fields plain', hidden: true, disabled: true, 'aria-label': words.guarantor }, field('name'), field('idNumber'), field('phone', { inputmode: 'tel' }), field('address'), modes)
  const choice = h('input', { type: 'checkbox', name: 'guaranteed', onchange: () => { fields.hidden = fields.disabled = !choice.checked } })
  return [h('label', { class: 'choice' }, choice, words.guaranteed), fields]
}
