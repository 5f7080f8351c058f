import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { language } from '/assets/shared/format.js'
import { mark } from '/assets/shared/icons.js'
import { strip } from '/assets/shared/strip.js'
import { applyForm } from './applyForm.js'
import { hasSession } from './hasSession.js'
import { contractCard, side } from './side.js'
import { words } from './words.js'

const house = await api('/house')
const head = h('div', { class: 'head' })
const place = h('div', { class: 'lay' })
document.body.append(
  strip('portal'),
  h('header', { class: 'sh' }, h('div', { class: 'in' }, mark(), h('div', { class: 'nm' }, h('b', {}, house.name), h('span', {}, house.motto)), h('nav', { 'aria-label': house.shortName }, ...words.nav.map((name, index) => h('span', { class: index === words.here && 'on' }, name))))),
  h('main', { class: 'in' }, head, place),
  h('footer', { class: 'sf' }, h('div', { class: 'in' }, h('span', {}, house.name), h('span', {}, house.address), h('span', {}, `${words.complaints} ${house.hotline}`), h('span', {}, words.fictional))),
)

function title(crumb, name, lead) {
  head.replaceChildren(h('p', { class: 'crumb' }, crumb), h('h1', {}, name), h('p', { class: 'lead' }, lead))
}

/** The contract takes the place of the form. The house keeps its header, heading and help; the element brings none of its own. */
async function sign() {
  document.body.classList.add('signing')
  title(words.crumbSign, words.signTitle, words.signLead)
  const signer = h('loan-contract-signer', { lang: language, server: '/v1' })
  const beside = side(house, { terms: false })
  place.replaceChildren(h('div', { class: 'el frame' }, signer), beside)
  signer.addEventListener('contract-ready', async ({ contractId }) => beside.prepend(contractCard(await api(`/contracts/${contractId}`))), { once: true })
  await import('/assets/element/loan-contract-signer.js')
  // A house's header in the element's place has to offer its help.
  if (typeof signer.showHelp === 'function') signer.append(h('div', { slot: 'header', class: 'helpbar' }, h('button', { type: 'button', class: 'link', onclick: () => signer.showHelp() }, words.helpButton)))
}

// The element finds a link's code by itself; the form is for those who come without one.
const hasLink = () => location.hash.includes('c=')
if (hasLink() || (await hasSession())) await sign()
else {
  title(words.crumbApply, words.applyTitle, words.applyLead)
  place.append(applyForm(), side(house, { terms: true }))
  addEventListener('hashchange', () => hasLink() && sign(), { once: true })
}
