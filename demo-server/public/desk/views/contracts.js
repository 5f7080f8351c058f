import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { money } from '/assets/shared/format.js'
import { words } from '../words.js'
import { dataTable } from './dataTable.js'

const text = words.contracts

/** All agreements, newest first. */
export async function contracts() {
  const { contracts } = await api('/overview')
  return {
    data: { contracts, toSeal: contracts.filter(({ waitingFor }) => waitingFor === 'seal').length },
    render: () => [
      h('header', { class: 'dh' }, h('h1', { class: 'grow' }, text.title)),
      dataTable(text.columns, contracts.map((contract) => [
        h('a', { href: `#/contract/${contract.id}`, 'data-key': contract.id }, h('b', {}, contract.signers[0].name)), contract.number, h('span', { class: 'num' }, money(contract.loan.principal)),
        h('span', { class: contract.state === 'effective' ? 'tag good' : 'tag' }, text.state[contract.state]), text.waiting[contract.waitingFor] ?? '',
      ]), { right: [2] }),
    ],
  }
}
