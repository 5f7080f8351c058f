import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { dayAndClock, money } from '/assets/shared/format.js'
import { words } from '../words.js'

const text = words.application

/** One application, until a person has decided and the agreement is sent. */
export async function application({ id, act, go }) {
  const data = await api(`/applications/${id}`)
  const { loan, parties: [person, ...others], terms, screening, state } = data
  const button = (label, go, work) => h('button', { type: 'button', class: go ? 'button go' : 'button', 'data-key': label, onclick: (event) => act(event.currentTarget, work) }, label)
  return {
    data,
    render: () => [
      h('header', { class: 'dh' }, h('div', { class: 'grow' }, h('h1', {}, text.title(person.name)), h('p', { class: 'soft' }, loan.kind)), h('a', { class: 'button', href: '#/' }, words.back)),
      h('div', { class: 'split' },
        h('div', { class: 'stack' }, h('div', { class: 'card' }, h('dl', { class: 'facts' }, ...[money(loan.principal), text.months(loan.termMonths), `${loan.annualRatePercent}%`, words.line.methods[loan.repaymentMethod], loan.purpose, person.name, masked(person.idNumber), masked(person.phone), person.address, dayAndClock(data.submittedAt)].flatMap((value, index) => [h('dt', {}, text.facts[index]), h('dd', {}, value)]), ...(terms?.availableUntil ? [h('dt', {}, text.line), h('dd', {}, `${words.line.kind[terms.revolving === 'revolving']} · ${words.line.until(loan.startDate, terms.availableUntil)}`)] : []))), ...others.map((other) => signer(other, terms))),
        h('div', { class: 'stack' },
          screening && h('div', { class: 'card' }, h('h2', {}, text.screening), h('p', {}, { pass: text.passed, review: text.review, refuse: text.refuse }[screening.decision]), ...screening.reasons.map((reason) => h('p', { class: 'soft' }, reason)), h('p', { class: 'soft s' }, `${text.reference} ${screening.reference}`)),
          state === 'screened' && h('div', { class: 'card stack' }, h('p', {}, text.decide), button(text.approve, true, () => api(`/applications/${id}/approve`, {})), button(text.reject, false, () => api(`/applications/${id}/reject`, {}))),
          state === 'approved' && h('div', { class: 'card stack' }, h('p', {}, text.approvedBy(data.decidedBy)), h('p', { class: 'soft' }, text.sendNote), button(text.send, true, async () => {
            const contract = await api(`/applications/${id}/send`, {})
            go(`#/contract/${contract.id}`)
          })),
          state === 'rejected' && h('p', { class: 'card' }, text.rejected))),
    ],
  }
}

/** Who signs besides the borrower, and for what. */
function signer({ role, name, idNumber, phone, address }, terms) {
  const mode = role === 'guarantor' && terms?.guarantee?.mode
  return h('div', { class: 'card' }, h('h2', {}, words.story.parties[role]), h('dl', { class: 'facts' }, ...[name, masked(idNumber), masked(phone), address, mode && text.modes[mode]].flatMap((value, index) => (value ? [h('dt', {}, text.signerFacts[index]), h('dd', {}, value)] : []))))
}

/** Never a whole identity or telephone number. */
const masked = (number = '') => `${number.slice(0, 4)}${'*'.repeat(Math.max(0, number.length - 8))}${number.slice(-4)}`
