import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { amountOf, money } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { words } from '../words.js'
import { dataTable } from './dataTable.js'
import { classLooks } from './loans.js'
import { reasonForm } from './reasonForm.js'

const text = words.line
const methods = ['level-payment', 'equal-principal', 'interest-only', 'bullet']

/** One credit line: what may be drawn today, its drawdowns, and drawing on it. */
export async function line({ id, act, go }) {
  const data = await api(`/lines/${id}`)
  const { line, contract, today } = data
  return {
    data,
    render: () => [
      h('header', { class: 'dh' }, h('div', { class: 'grow' }, h('h1', {}, contract.signers[0].name, '　', h('span', { class: 'num' }, amountOf(line.limit, line.currency))),
        h('p', { class: 'soft' }, [contract.number, text.kind[line.revolving], `${line.annualRatePercent}%`, text.until(line.availableFrom, line.availableUntil)].join(' · '))),
        h('span', { class: line.state === 'open' ? 'tag good' : 'tag wait' }, text.state[line.state]), h('a', { class: 'button', href: `#/contract/${contract.id}`, 'data-key': 'story' }, words.loans.contract)),
      figures(line),
      h('div', { class: 'split wide-right' }, h('section', {}, h('h2', {}, text.drawdowns), drawdowns(line)), h('div', { class: 'stack' }, ...(line.state === 'suspended' ? [suspended(line, act)] : [drawing(line, { today, act, go }), suspending(line, act)]))),
    ],
  }
}

function figures(line) {
  const figure = (name, amount, note, look = 'num') => h('div', {}, h('dt', { class: 'soft' }, name), h('dd', {}, h('b', { class: look }, amount), h('span', { class: 'soft' }, note)))
  return h('dl', { class: 'kpis three' },
    figure(text.available, money(line.available), line.promised === '0.00' ? text.ofLimit(money(line.limit)) : text.promised(money(line.promised))),
    figure(words.loans.outstanding, money(line.outstandingPrincipal), text.count(line.drawdowns.filter(({ state }) => state === 'active').length)),
    figure(words.loans.overdue, money(line.overdueAmount), [line.daysOverdue > 0 ? words.loans.daysOverdue(line.daysOverdue) : words.loans.onTime, ' ', h('span', { class: classLooks[line.classification], title: text.worst }, words.loans.classes[line.classification])], line.daysOverdue > 90 ? 'num bad' : line.daysOverdue > 0 ? 'num wait' : 'num'))
}

function drawdowns({ drawdowns: list }) {
  return dataTable(text.columns, list.map((loan) => [
    h('span', { class: 'num' }, loan.drawdown.number), h('a', { href: `#/loan/${loan.id}`, 'data-key': loan.id }, loan.drawdown.purpose), h('span', { class: 'num' }, loan.startDate),
    h('span', { class: 'num' }, money(loan.principal)), h('span', { class: 'num' }, money(loan.state === 'active' ? loan.outstandingPrincipal : '0.00')),
    h('span', { class: loan.state === 'pendingDisbursement' ? 'tag good' : 'tag' }, words.loans.state[loan.state]),
    loan.state === 'active' ? h('span', { class: classLooks[loan.classification] }, words.loans.classes[loan.classification]) : '',
  ]), { right: [3, 4], empty: text.nothing })
}

/** Today, within what is left. What the server says against it is shown at the top. */
function drawing(line, { today, act, go }) {
  if (line.available === '0.00') return h('p', { class: 'card' }, today > line.availableUntil ? text.over : today < line.availableFrom ? text.notYet(line.availableFrom) : text.usedUp)
  const form = h('form', { class: 'card stack', onsubmit: (event) => {
    event.preventDefault()
    void act(form.querySelector('button'), async () => {
      const { id } = await api(`/lines/${line.id}/draw`, Object.fromEntries(new FormData(form)))
      go(`#/loan/${id}`)
    })
  } },
    h('h2', {}, text.draw), h('p', { class: 'soft s' }, text.drawNote(today)),
    h('div', {}, h('label', { for: 'principal' }, text.amount(money(line.available))), h('input', { id: 'principal', name: 'principal', required: true, inputmode: 'decimal', pattern: '[0-9]{1,10}([.][0-9]{1,2})?' })),
    h('div', {}, h('label', { for: 'purpose' }, text.purpose), h('input', { id: 'purpose', name: 'purpose', required: true, maxlength: 200 })),
    h('div', {}, h('label', { for: 'termMonths' }, text.term(line.longestTermMonths)), h('input', { id: 'termMonths', name: 'termMonths', type: 'number', required: true, min: 1, max: line.longestTermMonths, value: Math.min(6, line.longestTermMonths) })),
    h('div', {}, h('label', { for: 'repaymentMethod' }, text.method), h('select', { id: 'repaymentMethod', name: 'repaymentMethod' }, ...methods.map((method) => h('option', { value: method }, text.methods[method])))),
    h('button', { type: 'submit', class: 'button go wide', 'data-key': 'draw' }, text.drawGo))
  return form
}

function suspended({ id, suspendedFor }, act) {
  return h('section', { class: 'card stack' }, h('p', { class: 'note warn' }, icon('warn'), h('span', {}, text.suspendedFor(suspendedFor))), h('p', { class: 'soft s' }, text.suspendNote),
    h('button', { type: 'button', class: 'button wide', 'data-key': 'resume', onclick: (event) => act(event.currentTarget, () => api(`/lines/${id}/resume`, {})) }, text.resume))
}

const suspending = ({ id }, act) => reasonForm({ open: text.suspend, note: text.suspendNote, go: text.suspendGo, work: (reason) => api(`/lines/${id}/suspend`, { reason }), act })
