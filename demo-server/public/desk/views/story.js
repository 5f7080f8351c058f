import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { amountOf, clock, dayAndClock, groups } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { words } from '../words.js'
import { receipt, recordFacts } from './evidence.js'
import { timeline, timelineItems } from './timeline.js'

const text = words.story
/** What was chosen, and whether all records are shown, for each agreement looked at. */
const looks = new Map()

/** One agreement's story: left what happened, right the evidence of what was chosen. */
export async function story({ id, house }) {
  const data = await api(`/contracts/${id}`)
  const { contract, evidence, brokenLink } = data
  const look = looks.get(id) ?? { chosen: null, all: false }
  looks.set(id, look)
  return {
    data,
    render: () => {
      const left = h('div', {})
      const right = h('aside', { class: 'evidence card', 'aria-live': 'polite' })
      const fill = () => {
        const items = timelineItems(data, look.all)
        const chosen = items.find(({ sequence }) => sequence === look.chosen) ?? items.findLast(({ type }) => type === 'reading.completed') ?? items.at(-1)
        const choose = (sequence) => {
          look.chosen = sequence
          fill()
          left.querySelector(`[data-key="event-${sequence}"]`)?.focus()
        }
        left.replaceChildren(timeline(items, { chosen, choose, waiting: waitingLine(contract, data) }),
          h('p', { class: 's' }, h('button', { type: 'button', class: 'link', 'data-key': 'all', onclick: () => {
            look.all = !look.all
            fill()
          } }, look.all ? text.fewer : text.all(evidence.events.length))),
          h('p', { class: brokenLink === null ? 's soft' : 'note red' }, brokenLink === null ? text.chainHolds : text.chainBroken(brokenLink)))
        const shown = ['reading.completed', 'page.read', 'clause.acknowledged', 'clause.explained', 'costTable.confirmed'].includes(chosen.type) || !chosen ? receipt(data, chosen) : recordFacts(data, chosen)
        right.replaceChildren(...shown, downloads(contract))
      }
      fill()
      return [head(contract, data), parties(contract, house), ...(contract.documents.length > 1 ? [documentList(contract)] : []), h('div', { class: 'split story' }, left, right)]
    },
  }
}

function head(contract, { loan }) {
  const { state } = contract
  const tag = state === 'effective' ? h('span', { class: 'tag good' }, text.effective(dayAndClock(contract.effectiveAt))) : h('span', { class: text.ended[state] ? 'tag' : 'tag wait' }, text.ended[state] ?? text.notYet)
  return h('header', { class: 'dh' }, h('div', { class: 'grow' }, h('h1', {}, `${contract.signers[0].name}　`, h('span', { class: 'num' }, amountOf(contract.loan.principal, contract.loan.currency))), h('p', { class: 'soft' }, [contract.number, contract.loan.purpose, text.months(contract.loan.termMonths), `${contract.loan.annualRatePercent}%`].join(' · '))),
    tag, h('a', { class: 'button', href: `/demo/contracts/${contract.id}/document?show`, target: '_blank', rel: 'noopener', 'data-key': 'view' }, text.view),
    contract.waitingFor === 'seal' && h('a', { class: 'button go', href: `#/seal/${contract.id}`, 'data-key': 'to-seal' }, text.toSeal),
    contract.lineId && h('a', { class: 'button go', href: `#/line/${contract.lineId}`, 'data-key': 'to-line' }, words.line.back),
    loan && h('a', { class: 'button go', href: `#/loan/${loan.id}`, 'data-key': 'to-loan' }, text.toLoan))
}

function parties(contract, house) {
  const lenderState = contract.sealedBy ? [`${text.sealed} · ${contract.sealedBy}`, 'ok'] : [text.toSealState, 'soft']
  const rows = contract.signers.map((signer) => [text.parties[signer.role], signer.name, ...signerState(signer)])
  return h('dl', { class: 'parties' }, ...[...rows, [text.parties.lender, house.name, ...lenderState]].map(([role, name, state, look]) => h('div', {}, h('dt', { class: 'soft' }, role), h('dd', {}, h('b', {}, name), h('span', { class: look }, state)))))
}

/** Every document with those who sign it, and its newest file. */
function documentList({ id, documents, signers }) {
  const nameOf = (signerId) => signers.find((signer) => signer.id === signerId)?.name
  return h('details', { class: 'card documents', open: true }, h('summary', {}, h('b', {}, text.documents), ' ', h('span', { class: 'soft' }, text.documentCount(documents.length))),
    h('ul', {}, ...documents.map((document) => h('li', {}, h('a', { href: `/demo/contracts/${id}/document?show&document=${document.id}`, target: '_blank', rel: 'noopener', 'data-key': document.id }, document.title), h('span', { class: 'soft s' }, [...document.signerIds.map(nameOf), document.sealed && text.parties.lender].filter(Boolean).join(text.and), ' · ', text.pageCount(document.pages)), h('span', { class: 'code soft s' }, `${groups(document.sha256)} …`)))))
}

function signerState(signer) {
  const { states, unopened, sentOnly } = words.overview
  if (signer.state === 'signed') return [text.signed(clock(signer.signedAt)), 'ok']
  if (signer.state === 'waiting') return [text.waits, 'soft']
  if (signer.state === 'invited') return [signer.deliveredAt ? unopened(Math.floor((Date.now() - Date.parse(signer.deliveredAt)) / 86_400_000)) : sentOnly, 'wait']
  const said = states[signer.state] ?? text.ended[signer.state] ?? signer.state
  return [typeof said === 'function' ? said(signer.pagesRead + 1, '…') : said, 'wait']
}

/** The line at the end: whom everybody waits for. Nothing once it is in force or ended. */
function waitingLine({ waitingFor, signers }) {
  if (waitingFor === 'seal') return [text.toSealState, text.parties.lender]
  const signer = waitingFor === 'signer' && signers.find(({ state }) => state !== 'signed')
  return signer ? [`${text.parties[signer.role]} ${signer.name}`, signerState(signer)[0]] : null
}

function downloads(contract) {
  return h('div', { class: 'downloads' }, h('a', { class: 'button', href: `/demo/contracts/${contract.id}/document` }, icon('down'), text.download), h('a', { class: 'button', href: `/demo/contracts/${contract.id}/evidence.json` }, icon('down'), text.evidence))
}
