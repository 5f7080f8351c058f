import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { money } from '/assets/shared/format.js'
import { words } from '../words.js'
import { dataTable } from './dataTable.js'
import { nextInstalment, owed } from './instalments.js'

const text = words.loans
export const classLooks = { normal: 'tag info', 'special-mention': 'tag wait', substandard: 'tag wait', doubtful: 'tag danger', loss: 'tag danger' }

/** Every loan: to pay out first, then those with something late. */
export async function loans() {
  const { loans, contracts } = await api('/overview')
  const rank = ({ state, daysOverdue }) => (state === 'pendingDisbursement' ? 1e6 : state === 'active' ? daysOverdue : -1)
  const sorted = [...loans].sort((a, b) => rank(b) - rank(a))
  const nameOf = ({ contractId }) => contracts.find(({ id }) => id === contractId)?.signers[0].name ?? '…'
  return {
    data: { loans: sorted, toSeal: contracts.filter(({ waitingFor }) => waitingFor === 'seal').length },
    render: () => [h('header', { class: 'dh' }, h('h1', { class: 'grow' }, text.title)), dataTable(text.columns, sorted.map((loan) => {
      const next = loan.state === 'active' ? nextInstalment(loan) : null
      return [
        h('a', { href: `#/loan/${loan.id}`, 'data-key': loan.id }, h('b', {}, nameOf(loan)), loan.drawdown && h('span', { class: 'soft s' }, ' ', words.line.number(loan.drawdown.number))), h('span', { class: loan.state === 'pendingDisbursement' ? 'tag good' : 'tag' }, text.state[loan.state]),
        h('span', { class: 'num' }, money(loan.principal)), h('span', { class: 'num' }, money(loan.outstandingPrincipal)), next ? h('span', { class: 'num' }, `${next.dueDate} · ${money(owed(next))}`) : '', loan.state === 'active' ? h('span', { class: classLooks[loan.classification] }, text.classes[loan.classification]) : '',
      ]
    }), { right: [2, 3], empty: text.nothing })],
  }
}
