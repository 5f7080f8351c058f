import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { money } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { words } from '../words.js'
import { parts, ranges, shareLine } from './charts.js'
import { dataTable } from './dataTable.js'
import { classLooks } from './loans.js'

const text = words.overdue
const rangeLooks = ['one', 'two', 'two', 'danger']
const classFills = { normal: 'good', 'special-mention': 'light', substandard: 'two', doubtful: 'danger', loss: 'none' }

/** How late, better or worse, in which class; and whose turn it is. */
export async function overdue() {
  const { portfolio, contracts } = await api('/overview')
  const nameOf = (contractId) => contracts.find(({ id }) => id === contractId)
  const classes = Object.entries(portfolio.classes)
  return {
    data: { portfolio, toSeal: contracts.filter(({ waitingFor }) => waitingFor === 'seal').length },
    render: () => [
      h('header', { class: 'dh' }, h('div', { class: 'grow' }, h('h1', {}, text.title), h('p', { class: 'soft' }, text.lead(portfolio.on))), portfolio.overdue.length > 0 && h('button', { type: 'button', class: 'button', onclick: () => exportRows(portfolio, nameOf) }, icon('down'), text.export)),
      h('div', { class: 'od' },
        h('section', { class: 'card' }, h('h2', {}, text.days), ranges(portfolio.ranges.map(({ from, to, loans, amount }, index) => ({ name: text.range(from, to), weight: Number(amount), count: text.households(loans), amount: money(amount), look: rangeLooks[index] })))),
        h('section', { class: 'card' }, h('h2', {}, text.share), shareLine(portfolio.history, text.share) ?? h('p', { class: 'soft' }, text.noHistory), h('p', { class: 'soft s' }, text.shareNote)),
        h('section', { class: 'card' }, h('h2', {}, text.classes, ' ', h('span', { class: 'soft' }, text.households(classes.reduce((sum, [, count]) => sum + count, 0)))), ...parts(classes.map(([name, count]) => ({ name: words.loans.classes[name], count, look: classFills[name] }))))),
      dataTable(text.columns, portfolio.overdue.map((row) => [
        h('a', { href: `#/loan/${row.loanId}`, 'data-key': row.loanId }, h('b', {}, nameOf(row.contractId)?.signers[0].name ?? '…'), ' ', h('span', { class: 'soft s' }, nameOf(row.contractId)?.signers[0].phoneMasked)),
        h('b', { class: row.days > 90 ? 'num bad' : row.days > 30 ? 'num wait' : 'num' }, words.loans.daysOverdue(row.days)), h('span', { class: 'num' }, money(row.amount)), h('span', { class: classLooks[row.classification] }, words.loans.classes[row.classification]),
        text.steps.find(([until]) => row.days <= until)[1],
      ]), { right: [2], empty: text.nothing }),
      h('p', { class: 'soft s' }, text.contactNote),
    ],
  }
}

/** The table as CSV, with the byte order mark that spreadsheets want. */
function exportRows({ overdue, on }, nameOf) {
  const cell = (value) => `"${String(value).replace(/"/g, '""').replace(/^([=+\-@])/, "'$1")}"`
  const lines = [text.columns.slice(0, 4), ...overdue.map(({ contractId, days, amount, classification }) => [nameOf(contractId)?.signers[0].name ?? '', days, amount, words.loans.classes[classification]])]
  const link = h('a', { href: URL.createObjectURL(new Blob([`\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`], { type: 'text/csv' })), download: `overdue-${on}.csv` })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
