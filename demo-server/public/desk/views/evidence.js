import { h } from '/assets/shared/dom.js'
import { clock, groups } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { words } from '../words.js'
import { pageBars } from './charts.js'

const text = words.story

/** The reading receipt: what the server enforced, what the browser reported, clause by clause. */
export function receipt({ contract, readings, clauses }, chosen) {
  const signerId = /^signer:(.+)$/.exec(chosen?.actor ?? '')?.[1]
  const reading = readings.find((candidate) => candidate.signerId === signerId) ?? readings[0]
  const signer = contract.signers.find(({ id }) => id === reading.signerId)
  const own = contract.documents.filter(({ signerIds }) => signerIds.includes(signer.id))
  const order = new Map(own.map(({ id }, index) => [id, index]))
  const read = reading.pages.filter(({ documentId }) => order.has(documentId)).sort((a, b) => order.get(a.documentId) - order.get(b.documentId) || a.page - b.page)
  const pages = read.map((page) => ({ document: page.documentId, page: page.page, seconds: Math.round(page.reportedMilliseconds / 1000), enforced: Math.round(page.enforcedMilliseconds / 1000) }))
  const [longest, second] = [...pages].sort((a, b) => b.seconds - a.seconds)
  const minimum = Math.max(0, ...pages.map(({ enforced }) => enforced))
  const asText = read.filter(({ view }) => view === 'text').length
  const marks = new Map(reading.clauses.map((clause) => [`${clause.documentId} ${clause.clauseId}`, clause]))
  return [
    h('h2', {}, text.receipt), h('p', { class: 'soft' }, text.receiptFor(signer.name)),
    ...(pages.length === 0 ? [h('p', {}, text.noReading)] : [
      ...own.filter(({ id }) => pages.some(({ document }) => document === id)).flatMap(({ id, title }) => {
        const bars = pages.filter(({ document }) => document === id)
        return [...(own.length > 1 ? [h('p', { class: 's' }, title)] : []), pageBars(bars, { label: bars.map(({ page, seconds }) => text.pageSeconds(page, seconds)).join(', ') })]
      }),
      h('p', { class: 'soft s' }, text.secondsCaption(minimum), ' ', own.length === 1 && longest.seconds > (second?.seconds ?? 0) && text.longest(longest.page, longest.seconds))]),
    h('h3', {}, text.clauses),
    h('ul', { class: 'kl' }, ...clauses.filter(({ documentId }) => order.has(documentId)).map(({ documentId, id, title }) => {
      const mark = marks.get(`${documentId} ${id}`)
      return h('li', {}, mark?.acknowledgedAt ? icon('check') : h('span', { class: 'dot' }), h('span', { class: 'grow' }, title, ' ', mark?.explainedAt && h('em', {}, text.explained)), h('span', { class: 'num soft' }, mark?.acknowledgedAt ? clock(mark.acknowledgedAt) : text.notYetClause))
    })),
    h('dl', { class: 'facts s' },
      pages.length > 0 && [h('dt', {}, text.views), h('dd', {}, [pages.length - asText > 0 && text.viewPage(pages.length - asText), asText > 0 && text.viewText(asText)].filter(Boolean).join(' · '))],
      reading.costTable && [h('dt', {}, text.costTable), h('dd', {}, `${clock(reading.costTable.confirmedAt)} · ${text.shown(reading.costTable.shownSeconds)}`)],
      reading.receiptSha256 && [h('dt', {}, text.receiptDigest), h('dd', { class: 'code' }, `${groups(reading.receiptSha256)} …`)]),
    h('p', { class: 's soft' }, text.never),
  ]
}

/** Any other record: its facts, and where it stands in the chain. */
export function recordFacts(_, event) {
  const who = event.actor.startsWith('signer:') ? text.actors.signer : (text.actors[event.actor] ?? event.actor)
  return [
    h('h2', {}, words.events[event.type] ?? event.type), h('p', { class: 'soft num' }, new Date(event.at).toLocaleString(document.documentElement.lang, { hour12: false }), ' · ', who),
    ...[event, ...(event.others ?? [])].map((one) => h('dl', { class: 'facts s record' }, ...flat(one.data).flatMap(([key, value]) => [h('dt', {}, text.facts[key] ?? key), h('dd', { class: /^[0-9a-f]{32,}$/.test(value) && 'code' }, value)]))),
    h('h3', {}, text.record),
    h('dl', { class: 'facts s' }, h('dt', {}, text.sequence), h('dd', {}, event.sequence), h('dt', {}, text.leaf), h('dd', { class: 'code' }, event.leaf), h('dt', {}, text.previous), h('dd', { class: 'code' }, event.previous || '–')),
    h('p', { class: 's soft' }, text.verifyHint),
  ]
}

/** Nested facts one under the other; identifiers of rows say nothing to a person. */
function flat(data) {
  return Object.entries(data).flatMap(([key, value]) => {
    if (['id', 'document', 'signer', 'attempt', 'loanId', 'lineId'].includes(key)) return []
    if (key === 'template') return [['templateVersion', String(value.version)], ['templateSha256', value.sha256]]
    if (Array.isArray(value)) return value.flatMap((item) => (typeof item === 'object' ? flat(item) : [[key, String(item)]]))
    return typeof value === 'object' && value !== null ? flat(value) : [[key, String(value)]]
  })
}
