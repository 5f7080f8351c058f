import { h } from '/assets/shared/dom.js'
import { clock, exactClock, groups, money } from '/assets/shared/format.js'
import { words } from '../words.js'

const text = words.story
/** Steps in between that belong to a line of their own only when everything is shown. */
const minor = new Set(['page.read', 'clause.acknowledged', 'clause.explained', 'signing.started', 'signing.keyRegistered', 'signing.certified', 'signing.prepared', 'signing.accepted'])
const major = new Set(['signature.completed', 'contract.countersigned', 'contract.effective'])

/** The records as lines. Consents decided together make one line; everything else is one record, one line. */
export function timelineItems({ evidence }, all) {
  const lines = []
  for (const event of evidence.events) {
    const last = lines.at(-1)
    if (!all && minor.has(event.type)) continue
    if (!all && event.type === 'consent.decided' && last?.type === event.type && last.actor === event.actor) last.others.push(event)
    else lines.push({ ...event, others: [] })
  }
  return lines
}

/** Left to right: when, a dot, what. The chosen one is tinted and pressed. */
export function timeline(items, { chosen, choose, waiting }) {
  return h('ol', { class: 'tl' }, ...items.map((item) => h('li', { class: major.has(item.type) && 'key' },
    h('button', { type: 'button', 'aria-pressed': String(item === chosen), 'data-key': `event-${item.sequence}`, onclick: () => choose(item.sequence) },
      h('time', { class: 'num', datetime: item.at }, clock(item.at)), h('span', { class: 'what' }, h('b', {}, words.events[item.type] ?? item.type), h('span', { class: 'soft' }, ` ${detail(item)}`), h('span', { class: 'chips' }, h('span', { class: 'num' }, `#${item.sequence}`), h('span', { class: 'code' }, `${groups(item.leaf)} …`)))))),
    waiting && h('li', { class: 'now' }, h('div', {}, h('time', {}, text.now), h('span', { class: 'what' }, h('b', {}, waiting[0]), h('span', { class: 'soft' }, ` ${waiting[1]}`)))))
}

function detail({ type, data, others }) {
  const details = {
    'contract.generated': () => `PDF/A-3 · ${data.documents.length > 1 ? text.documentCount(data.documents.length) : groups(data.documents[0].sha256)}`,
    'identity.verified': () => `${data.provider} · ${data.transactionId}`,
    'consent.decided': () => [{ data }, ...others].map((one) => `${text.consents[one.data.consentId] ?? one.data.consentId} ${one.data.decision === 'agreed' ? text.agreed : text.refused}`).join(' · '),
    'costTable.confirmed': () => text.shown(data.enforced.shownSeconds),
    'page.read': () => text.pageSeconds(data.page, Math.round(data.clientReported.visibleMilliseconds / 1000)),
    'clause.acknowledged': () => data.clause,
    'clause.explained': () => data.clause,
    'reading.completed': () => groups(data.receiptSha256),
    'signature.completed': () => `${text.parties[data.role] ?? ''} · ${text.facts.timestamp} ${exactClock(data.timestamp)}`,
    'contract.countersigned': () => `${text.facts.timestamp} ${exactClock(data.documents[0].timestamp)}`,
    'contract.archived': () => `PAdES B-LTA · ${text.facts.timestamp} ${exactClock(data.documents[0].timestamp)}`,
    'repayment.received': () => `${data.on} · ${money(data.amount)}`,
    'loan.disbursed': () => data.on,
    'drawdown.agreed': () => `${data.on} · ${money(data.amount)}`,
  }
  return details[type]?.() ?? ''
}
