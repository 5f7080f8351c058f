import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { amountOf, cents, money } from '/assets/shared/format.js'
import { words } from '../words.js'
import { dataTable } from './dataTable.js'
import { nextInstalment, owed, total } from './instalments.js'
import { classLooks } from './loans.js'
import { reasonForm } from './reasonForm.js'

const text = words.loans
let recorded = null

/** One loan: paying out, what is due, a payment to record. */
export async function loan({ id, act }) {
  const data = await api(`/loans/${id}`)
  const { loan, contract, today } = data
  return {
    data,
    render: () => [
      h('header', { class: 'dh' }, h('div', { class: 'grow' }, h('h1', {}, contract.signers[0].name, '　', h('span', { class: 'num' }, amountOf(loan.principal, loan.currency))), h('p', { class: 'soft' }, [contract.number, loan.drawdown && words.line.number(loan.drawdown.number), loan.drawdown?.purpose, text.state[loan.state], loan.disbursedOn && text.paidOut(loan.disbursedOn)].filter(Boolean).join(' · '))),
        loan.lineId && h('a', { class: 'button', href: `#/line/${loan.lineId}`, 'data-key': 'line' }, words.line.back), h('a', { class: 'button', href: `#/contract/${contract.id}`, 'data-key': 'story' }, text.contract)),
      h('div', { class: 'split wide-right' }, h('div', { class: 'stack' }, figures(loan), loan.state !== 'cancelled' && schedule(loan, today)), h('div', { class: 'stack' },
        loan.state === 'pendingDisbursement' && disbursing(loan, { today, act }),
        loan.state === 'pendingDisbursement' && loan.lineId && reasonForm({ open: words.line.cancel, note: words.line.cancelNote, go: words.line.cancelGo, work: (reason) => api(`/loans/${id}/cancel`, { reason }), act }),
        loan.state === 'active' && paymentForm(loan, { today, act }),
        (loan.state === 'active' || loan.state === 'settled') && h('section', { class: 'card' }, h('h2', {}, text.history), loan.repayments.length === 0 ? h('p', { class: 'soft' }, text.historyNone) : h('ul', { class: 'kl' }, ...loan.repayments.map(({ on, amount }) => h('li', {}, h('span', { class: 'num grow' }, on), h('b', { class: 'num' }, money(amount)))))))),
    ],
  }
}

/** A drawdown's plan begins on one day, and on that day it is paid out. */
function disbursing(loan, { today, act }) {
  if (loan.lineId && loan.startDate > today) return h('p', { class: 'card' }, words.line.laterDay(loan.startDate))
  return h('section', { class: 'card stack' }, h('p', {}, loan.lineId ? words.line.disburseNote(loan.startDate) : text.disburseNote), h('button', { type: 'button', class: 'button go wide', 'data-key': 'disburse', onclick: (event) => act(event.currentTarget, () => api(`/loans/${loan.id}/disburse`, {})) }, text.disburse))
}

function figures(loan) {
  const next = loan.state === 'active' ? nextInstalment(loan) : null
  return h('dl', { class: 'kpis three' },
    h('div', {}, h('dt', { class: 'soft' }, text.outstanding), h('dd', {}, h('b', { class: 'num' }, money(loan.outstandingPrincipal)))),
    h('div', {}, h('dt', { class: 'soft' }, text.overdue), h('dd', {}, h('b', { class: loan.daysOverdue > 90 ? 'num bad' : loan.daysOverdue > 0 ? 'num wait' : 'num' }, money(loan.overdueAmount)), h('span', { class: 'soft' }, loan.daysOverdue > 0 ? text.daysOverdue(loan.daysOverdue) : text.onTime))),
    (next || loan.state === 'active') && h('div', {}, h('dt', { class: 'soft' }, next ? text.next : text.columns[5]), h('dd', {}, next && h('b', { class: 'num' }, money(owed(next))), h('span', { class: 'soft' }, next?.dueDate, ' ', loan.state === 'active' && h('span', { class: classLooks[loan.classification], title: text.floor }, text.classes[loan.classification])))))
}

function schedule(loan, today) {
  const rows = loan.schedule.map((row) => {
    const open = cents(owed(row)) > 0n
    const state = !open ? [text.paid, 'tag good'] : loan.state === 'active' && row.dueDate < today ? [text.late, 'tag wait'] : row.dueDate === today ? [text.dueToday, 'tag info'] : cents(row.paid) > 0n ? [text.part, 'tag'] : [text.later, '']
    return [row.number, h('span', { class: 'num' }, row.dueDate), ...[row.principal, row.interest, total(row), row.paid].map((amount) => h('span', { class: 'num' }, money(amount))), state[0] && h('span', { class: state[1] }, state[0])]
  })
  return h('section', {}, h('h2', {}, text.schedule), dataTable(text.scheduleColumns, rows, { right: [2, 3, 4, 5], compact: true }))
}

function paymentForm(loan, { today, act }) {
  const next = nextInstalment(loan)
  const late = loan.schedule.filter((row) => row.dueDate <= today).reduce((sum, row) => sum + cents(owed(row)), 0n)
  const suggested = late > 0n ? `${late / 100n}.${String(late % 100n).padStart(2, '0')}` : owed(next)
  const form = h('form', { class: 'card stack', onsubmit: (event) => {
    event.preventDefault()
    const { amount, on, reference } = Object.fromEntries(new FormData(form))
    form.querySelector('button').focus()
    void act(form.querySelector('button'), async () => {
      await api(`/loans/${loan.id}/repay`, { amount: Number(amount).toFixed(2), on, ...(reference === '' ? {} : { reference }) })
      recorded = loan.id
    })
  } },
    h('h2', {}, text.record),
    h('div', {}, h('label', { for: 'amount' }, text.amount), h('input', { id: 'amount', name: 'amount', required: true, inputmode: 'decimal', pattern: '[0-9]{1,10}([.][0-9]{1,2})?', value: suggested })),
    h('div', {}, h('label', { for: 'on' }, text.on), h('input', { id: 'on', name: 'on', type: 'date', required: true, value: today, max: today })),
    h('div', {}, h('label', { for: 'reference' }, text.reference), h('input', { id: 'reference', name: 'reference', 'aria-describedby': 'reference-hint', maxlength: 64 }), h('p', { class: 'soft s', id: 'reference-hint' }, text.referenceHint)),
    h('button', { type: 'submit', class: 'button go wide', 'data-key': 'repay' }, text.recordGo),
    recorded === loan.id && h('p', { role: 'status', class: 'ok' }, text.recorded))
  return form
}
