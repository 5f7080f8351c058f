const words = JSON.parse(document.querySelector('#words').textContent)
const overview = document.querySelector('#overview')
const story = document.querySelector('#story')
let open = null

const element = (name, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(name), properties)
  node.append(...children)
  return node
}
const api = async (path, body) => {
  const response = await fetch(`/demo${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const answer = await response.json()
  document.querySelector('#problem').textContent = response.ok ? '' : `${words.problem} ${answer.code}`
  return response.ok ? answer : null
}
const money = (text) => Number(text).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 })
const button = (label, act, go = true) => {
  const node = element('button', { type: 'button', className: go ? 'button go' : 'button', textContent: label })
  node.addEventListener('click', async () => {
    node.disabled = true
    await act()
    await refresh()
  })
  return node
}

async function refresh() {
  if (open) return showStory()
  const data = await api('/overview')
  if (!data) return
  const { applications, contracts, loans } = data
  const loanOf = (contract) => loans.find(({ id }) => id === contract.loanId)
  const columns = [
    ['approve', applications.filter(({ state }) => state === 'screened').map((item) => applicationCard(item, words.screened))],
    ['send', applications.filter(({ state }) => state === 'approved').map((item) => applicationCard(item, words.approved))],
    ['signing', contracts.filter(({ state }) => ['sent', 'inSigning'].includes(state)).map((item) => contractCard(item, `${words.signerState[item.signers[0].state] ?? item.signers[0].state} · ${item.signers[0].pagesRead} / ${item.documents[0].pages}`))],
    ['seal', contracts.filter(({ state }) => state === 'fullySigned').map((item) => contractCard(item, words.signed))],
    ['pay', contracts.filter(({ state }) => state === 'effective').map((item) => contractCard(item, words.loanState[loanOf(item)?.state] ?? ''))],
  ]
  overview.replaceChildren(
    ...columns.map(([key, cards]) => element('section', {}, element('h3', {}, words.columns[key], element('span', { className: 'num', textContent: String(cards.length) })), ...cards)),
  )
}

function applicationCard(application, status) {
  const card = element('div', { className: 'card' }, element('b', {}, application.parties[0].name, element('span', { className: 'num', textContent: money(application.loan.principal) })), element('p', { className: 'small soft', textContent: application.loan.purpose }), element('p', { className: 'small', textContent: status }))
  card.append(application.state === 'screened' ? button(words.approve, () => api(`/applications/${application.id}/approve`, {})) : button(words.createAndSend, () => api(`/applications/${application.id}/send`, {})))
  return card
}

function contractCard(contract, status) {
  const card = element('button', { type: 'button', className: 'card' }, element('b', {}, contract.signers[0].name, element('span', { className: 'num', textContent: money(contract.loan.principal) })), element('p', { className: 'small soft', textContent: contract.number }), element('p', { className: 'small', textContent: status }))
  card.addEventListener('click', () => {
    open = contract.id
    refresh()
  })
  return card
}

async function showStory() {
  const data = await api(`/contracts/${open}`)
  if (!data) return
  const { contract, evidence, brokenLink } = data
  const loans = (await api('/overview')).loans
  const loan = loans.find(({ id }) => id === contract.loanId)
  overview.hidden = true
  story.hidden = false
  const back = element('button', { type: 'button', className: 'button', textContent: words.back })
  back.addEventListener('click', () => {
    open = null
    overview.hidden = false
    story.hidden = true
    refresh()
  })
  const timeline = element('ul', { className: 'timeline' }, ...evidence.events.map((event) => element('li', {}, element('span', { className: 'num soft small', textContent: new Date(event.at).toLocaleTimeString(document.documentElement.lang) }), element('i'), element('span', {}, words.events[event.type] ?? event.type, element('br'), element('span', { className: 'code soft', textContent: `${event.sequence} · ${event.leaf.slice(0, 16)}…` })))))
  const actions = element('div', { className: 'card stack' }, element('h2', { textContent: words.next }))
  if (contract.state === 'fullySigned') {
    actions.append(element('ul', { className: 'small' }, ...words.checks.map((text) => element('li', { textContent: `✓ ${text}` }))), element('p', { className: 'small soft', textContent: words.sealNote }), button(words.seal, () => api(`/contracts/${contract.id}/countersign`, {})))
  } else if (loan?.state === 'pendingDisbursement') actions.append(button(words.disburse, () => api(`/loans/${loan.id}/disburse`, {})))
  else if (loan?.state === 'active') {
    const next = loan.schedule.find((row) => Number(row.paid) < Number(row.principal) + Number(row.interest) - 0.001)
    const due = (Number(next.principal) + Number(next.interest) - Number(next.paid)).toFixed(2)
    actions.append(element('p', { textContent: `${words.due} ${next.dueDate} · ${money(due)}` }), button(words.repay, () => api(`/loans/${loan.id}/repay`, { amount: due })))
  } else actions.append(element('p', { className: 'soft', textContent: words.waiting }))
  actions.append(element('a', { className: 'button', href: `/demo/contracts/${contract.id}/document`, textContent: words.download }))
  const side = [actions]
  if (loan) {
    side.push(element('div', { className: 'card' }, element('h2', { textContent: words.loan }), element('p', { className: 'num', textContent: `${words.outstanding} ${money(loan.outstandingPrincipal)} · ${words.overdue} ${loan.daysOverdue}` }),
      element('table', {}, element('tbody', {}, ...loan.schedule.slice(0, 6).map((row) => element('tr', {}, element('td', { className: 'num', textContent: row.dueDate }), element('td', { className: 'num', textContent: money((Number(row.principal) + Number(row.interest)).toFixed(2)) }), element('td', { className: 'num', textContent: money(row.paid) })))))))
  }
  story.replaceChildren(
    element('div', { className: 'stack' }, back, element('h1', {}, contract.signers[0].name, ' ', element('span', { className: 'num', textContent: money(contract.loan.principal) })), element('p', { className: 'soft', textContent: contract.number }), element('p', { className: 'code soft', textContent: contract.documents[0].sha256 }), element('div', { className: 'card' }, element('h2', { textContent: words.timeline }), timeline, element('p', { className: 'small soft', textContent: brokenLink === null ? words.chainHolds : words.chainBroken }))),
    element('div', { className: 'stack' }, ...side),
  )
}

await refresh()
setInterval(() => {
  if (!document.querySelector('button:disabled')) void refresh()
}, 2500)
