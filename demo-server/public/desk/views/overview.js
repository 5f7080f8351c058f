import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { clock, dayAndClock, isSameDay, longDay, money, shortMoney } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { words } from '../words.js'

const text = words.overview
const most = 5
let query = ''

/** Four figures, five columns; a card says only what is missing next. */
export async function overview({ house, act }) {
  const data = await api('/overview')
  const columns = columnsOf(data)
  return {
    data: { ...data, toSeal: columns.seal.length },
    render: () => {
      const board = h('div', { class: 'cols' })
      const fill = () => board.replaceChildren(...Object.entries(columns).map(([name, cards]) => column(name, cards.filter(matches))))
      fill()
      const search = h('input', { type: 'search', placeholder: text.search, 'aria-label': text.search, value: query, oninput: (event) => {
        query = event.target.value.trim()
        fill()
      } })
      const empty = data.contracts.length < 3
      return [
        h('header', { class: 'dh' }, h('div', { class: 'grow' }, h('h1', {}, text.title), h('p', { class: 'soft' }, longDay(house.today))), h('div', { class: 'search' }, icon('search'), search),
          empty && h('button', { type: 'button', class: 'button', 'data-key': 'samples', onclick: (event) => act(event.currentTarget, async () => {
            await api('/samples', {})
            document.querySelector('.main').dataset.samples = 'started'
          }) }, text.samples),
          h('a', { class: 'button go', href: '/portal' }, text.apply)),
        document.querySelector('.main').dataset.samples && h('p', { class: 'note', role: 'status' }, text.samplesStarted),
        kpis(data, columns), board,
      ].filter(Boolean)
    },
  }
}

const matches = ({ name, number = '' }) => query === '' || name.includes(query) || number.replace(/\D+$/, '').endsWith(query)

function kpis({ applications, contracts, today, portfolio }, columns) {
  const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const submitted = (day) => applications.filter(({ submittedAt }) => isSameDay(submittedAt, day)).length
  const minutes = contracts.flatMap(({ signers }) => signers).filter(({ openedAt, signedAt }) => openedAt && signedAt).map(({ openedAt, signedAt }) => (Date.parse(signedAt) - Date.parse(openedAt)) / 60_000).sort((a, b) => a - b)
  const median = minutes.length === 0 ? text.noMedian : text.median(Math.max(1, Math.round(minutes[Math.floor((minutes.length - 1) / 2)])))
  const waiting = columns.seal.map(({ since }) => since).sort()[0]
  const due = portfolio.dueToday
  const figures = [[submitted(today), text.yesterday(submitted(yesterday))], [columns.signing.length, median], [columns.seal.length, waiting ? text.oldest(dayAndClock(waiting)) : text.nothingWaits], [money(due.amount), due.loans > 0 ? text.due(due.loans, due.loansPaid) : text.noDue]]
  return h('dl', { class: 'kpis' }, ...figures.map(([figure, note], index) => h('div', {}, h('dt', { class: 'soft' }, text.kpis[index]), h('dd', {}, h('b', { class: 'num' }, figure), h('span', { class: 'soft' }, note)))))
}

function column(name, cards) {
  return h('section', { 'data-column': name, 'aria-label': text.columns[name] }, h('h2', {}, text.columns[name], h('span', { class: 'num' }, cards.length)),
    cards.length === 0 && h('p', { class: 'soft s' }, text.empty),
    ...cards.slice(0, most).map((card) => h('a', { class: 'lc', href: card.href, 'data-key': card.href },
      h('span', { class: 'line' }, h('b', { class: 'grow' }, card.name), h('span', { class: 'num' }, shortMoney(card.amount))), h('span', { class: 'soft line' }, card.about),
      card.progress !== undefined && h('progress', { max: 6, value: card.progress, 'aria-hidden': 'true' }),
      h('span', { class: 'next' }, card.tag && h('span', { class: `tag ${card.tag[0]}` }, card.tag[1]), ' ', card.next))),
    cards.length > most && h('a', { class: 'more', href: '#/contracts' }, text.more(cards.length - most)))
}

function columnsOf({ applications, contracts, loans, today }) {
  const of = (state) => applications.filter((application) => application.state === state)
  const contractOf = ({ contractId }) => contracts.find(({ id }) => id === contractId)
  const applied = (application, rest) => ({ href: `#/application/${application.id}`, name: application.parties[0].name, amount: application.loan.principal, about: application.loan.purpose, ...rest })
  const contracted = (contract, rest) => ({ href: `#/contract/${contract.id}`, name: contract.signers[0].name, number: contract.number, amount: contract.loan.principal, about: contract.loan.purpose, ...rest })
  return {
    approve: of('screened').map((application) => applied(application, screened(application.screening))),
    send: [...of('approved').map((application) => applied(application, { next: text.generate })), ...contracts.filter(({ waitingFor }) => waitingFor === 'sending').map((contract) => contracted(contract, { next: text.generated }))],
    signing: contracts.filter(({ waitingFor }) => waitingFor === 'signer').map((contract) => contracted(contract, signing(contract))),
    seal: contracts.filter(({ waitingFor }) => waitingFor === 'seal').map((contract) => {
      const since = contract.signers.map(({ signedAt }) => signedAt).sort().at(-1)
      return contracted(contract, { href: `#/seal/${contract.id}`, since, progress: 6, next: text.allSigned(dayAndClock(since)) })
    }),
    // A drawdown waits for the day its plan begins.
    pay: loans.filter(({ state, lineId, startDate }) => state === 'pendingDisbursement' && (lineId === null || startDate <= today)).map((loan) => contracted(contractOf(loan), {
      href: `#/loan/${loan.id}`, amount: loan.principal, tag: ['good', text.ready], next: text.readyText, ...(loan.drawdown ? { about: loan.drawdown.purpose, next: words.line.number(loan.drawdown.number) } : {}),
    })),
  }
}

function screened(screening) {
  if (screening?.decision === 'review') return { tag: ['wait', text.review], next: screening.reasons.join(', ') }
  return screening?.decision === 'refuse' ? { tag: ['wait', text.refuse], next: screening.reasons.join(', ') } : { next: text.passed }
}

const steps = ['invited', 'opened', 'identified', 'consented', 'costTableConfirmed', 'readComplete', 'signed']

/** Where the signer stands whose turn it is. */
function signing({ signers, documents, sentAt }) {
  const signer = signers.find(({ state }) => state !== 'signed') ?? signers[0]
  const progress = Math.max(0, steps.indexOf(signer.state))
  if (signer.lockedUntil && Date.parse(signer.lockedUntil) > Date.now()) return { progress, tag: ['wait', text.locked], next: text.lockedUntil(clock(signer.lockedUntil)) }
  if (signer.state === 'invited') {
    if (!signer.deliveredAt) return { progress, next: text.sentOnly }
    const days = Math.floor((Date.now() - Date.parse(signer.deliveredAt ?? sentAt)) / 86_400_000)
    return { progress, ...(days >= 3 ? { tag: ['wait', text.nudge] } : {}), next: text.unopened(days) }
  }
  const said = text.states[signer.state] ?? signer.state
  const pages = documents.filter(({ signerIds }) => signerIds.includes(signer.id)).reduce((sum, document) => sum + document.pages, 0)
  return { progress, next: typeof said === 'function' ? said(Math.min(pages, signer.pagesRead + 1), pages) : said }
}
