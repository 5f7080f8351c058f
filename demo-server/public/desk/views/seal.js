import { h, s } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { amountOf, clock, groups, money } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { words } from '../words.js'
import { dataTable } from './dataTable.js'
import { drawPage } from './drawPage.js'

const text = words.seal
/** The drawn pages of the agreement that is looked at, by document: each is drawn once, not with every piece of news. */
let drawn = { id: null, canvases: new Map() }

/** Four checks first, then where the seal falls, then one button. */
export async function seal({ id, house, act, go }) {
  if (!id) return sealList()
  const known = await api(`/contracts/${id}`)
  if (known.contract.waitingFor !== 'seal') {
    go(`#/contract/${id}`)
    return { data: known, render: () => [] }
  }
  const data = await api(`/contracts/${id}/seal`)
  return { data, render: () => sealPage(data, { house, act, go }) }
}

async function sealList() {
  const { contracts } = await api('/overview')
  const waiting = contracts.filter(({ waitingFor }) => waitingFor === 'seal')
  const columns = words.contracts.columns.slice(0, 3)
  return {
    data: { waiting, toSeal: waiting.length },
    render: () => [h('header', { class: 'dh' }, h('h1', { class: 'grow' }, text.list)), dataTable(columns, waiting.map((contract) => [
      h('a', { href: `#/seal/${contract.id}`, 'data-key': contract.id }, h('b', {}, contract.signers[0].name)), contract.number, h('span', { class: 'num' }, amountOf(contract.loan.principal, contract.loan.currency)),
    ]), { right: [2], empty: text.nothing })],
  }
}

function sealPage({ contract, checks, places }, { act, go }) {
  const passed = checks.signatures.passed && checks.unchanged.passed && checks.terms.passed && checks.twoPersons.passed
  const button = h('button', { type: 'button', class: 'button go wide big', 'data-key': 'seal', 'aria-disabled': String(!passed), onclick: (event) => act(event.currentTarget, async () => {
    button.lastChild.textContent = text.going
    try {
      await api(`/contracts/${contract.id}/countersign`, {})
    } finally {
      button.lastChild.textContent = text.go
    }
    const { contract: sealed } = await api(`/contracts/${contract.id}`)
    go(sealed.lineId ? `#/line/${sealed.lineId}` : `#/loan/${sealed.loanId}`)
  }) }, icon('seal'), h('span', {}, passed ? text.go : text.stop))
  return [
    h('header', { class: 'dh' }, h('div', { class: 'grow' }, h('h1', {}, text.title(contract.signers[0].name), '　', h('span', { class: 'num' }, amountOf(contract.loan.principal, contract.loan.currency))), h('p', { class: 'soft' }, `${contract.number} · ${text.lead}`)), h('a', { class: 'button', href: `#/contract/${contract.id}` }, words.back)),
    h('div', { class: 'cs' }, h('div', { class: 'stack' }, ...places.map((place) => preview(contract, place))), h('div', { class: 'stack' },
      h('section', { class: 'card' }, h('h2', {}, text.checked), h('ul', { class: 'chk' },
        check(checks.signatures.passed, text.signatures(contract.signers.length), text.signaturesBad, checks.signatures.signers.map(({ name, time }) => `${name} ${time ? clock(time) : ''}`).join(' · ')),
        check(checks.unchanged.passed, text.unchanged, text.unchangedBad, [`${text.frozen} `, ...checks.unchanged.frozenSha256.flatMap((sha256, index) => [index === 0 ? '' : ' · ', h('span', { class: 'code num' }, groups(sha256))])]),
        check(checks.terms.passed, text.terms, text.termsBad, checks.terms.passed ? [`${contract.loan.annualRatePercent}%`, words.story.months(contract.loan.termMonths), money(contract.loan.principal)].join(' · ') : checks.terms.differing.join(', ')),
        check(checks.twoPersons.passed, text.two, text.twoBad, text.by(checks.twoPersons.approvedBy, checks.twoPersons.sealedBy)))),
      h('section', { class: 'card' }, h('h2', {}, text.which), h('div', { class: 'sealpick' }, sealSign(), h('div', {}, h('b', {}, checks.seal.name), h('p', { class: 'soft s' }, text.until(checks.seal.notAfter.slice(0, 10)), ' · ', text.issuer(checks.seal.issuer)), checks.seal.straddledPages > 0 && h('p', { class: 'soft s' }, text.straddle(checks.seal.straddledPages))))),
      h('p', { class: 'note warn' }, icon('warn'), h('span', {}, text.warning)),
      button, giveBack(contract, { act, go }))),
  ]
}

function check(passed, good, bad, detail) {
  return h('li', { class: !passed && 'bad' }, icon(passed ? 'check' : 'cross'), h('div', {}, h('b', {}, passed ? good : bad), h('br'), h('span', { class: 'soft s' }, detail)))
}

/** A plain sign for a seal; the seal itself is on the page beside it, drawn from the file. */
const sealSign = () => s('svg', { class: 'seal-sign', viewBox: '0 0 60 60', 'aria-hidden': 'true' }, s('circle', { cx: 30, cy: 30, r: 27 }), s('path', { d: 'M30 15l4 10.600 11.300.500-8.800 7 3 10.900-9.500-6.200-9.500 6.200 3-10.900-8.800-7 11.300-.500z' }))

function preview(contract, { document, page }) {
  if (drawn.id !== contract.id) drawn = { id: contract.id, canvases: new Map() }
  const { canvases } = drawn
  const file = `/demo/contracts/${contract.id}/seal.pdf?document=${document.id}`
  const paper = h('div', { class: 'paper' }, h('p', { class: 'soft' }, text.drawing))
  const label = h('figcaption', {}, h('span', { class: 'tag good' }, text.preview), h('span', { class: 'soft s' }, contract.documents.length > 1 && `${document.title} · `, text.page(page, document.pages)))
  if (canvases.has(document.id)) paper.replaceChildren(canvases.get(document.id))
  else {
    void drawPage(file, { page, label: `${text.preview}, ${document.title}, ${text.page(page, document.pages)}` }).then((canvas) => {
      canvases.set(document.id, canvas)
      paper.replaceChildren(canvas)
    }, () => paper.replaceChildren(h('a', { href: file }, text.preview)))
  }
  return h('figure', {}, paper, label)
}

function giveBack(contract, { act, go }) {
  const reason = h('input', { id: 'reason', required: true, maxlength: 200 })
  const form = h('form', { class: 'stack', hidden: true, onsubmit: (event) => {
    event.preventDefault()
    void act(form.querySelector('button'), async () => {
      await api(`/contracts/${contract.id}/void`, { reason: reason.value })
      go(`#/contract/${contract.id}`)
    })
  } }, h('div', {}, h('label', { for: 'reason' }, text.reason), reason), h('button', { type: 'submit', class: 'button wide' }, text.confirmBack))
  return h('div', {}, h('button', { type: 'button', class: 'link back', onclick: () => {
    form.hidden = !form.hidden
    if (!form.hidden) reason.focus()
  } }, text.giveBack), form)
}
