import { h } from '/assets/shared/dom.js'
import { api, onChange } from '/assets/shared/api.js'
import { icon, mark } from '/assets/shared/icons.js'
import { strip } from '/assets/shared/strip.js'
import { words } from './words.js'
import { application } from './views/application.js'
import { contracts } from './views/contracts.js'
import { line } from './views/line.js'
import { loan } from './views/loan.js'
import { loans } from './views/loans.js'
import { overdue } from './views/overdue.js'
import { overview } from './views/overview.js'
import { seal } from './views/seal.js'
import { story } from './views/story.js'

/** First word of the fragment → what is shown, which entry of the navigation is lit, who acts there. */
const views = {
  '': { show: overview, entry: 'overview', actor: 'officer' },
  application: { show: application, entry: 'overview', actor: 'approver' },
  contracts: { show: contracts, entry: 'contracts', actor: 'officer' },
  contract: { show: story, entry: 'contracts', actor: 'officer' },
  seal: { show: seal, entry: 'seal', actor: 'sealer' },
  loans: { show: loans, entry: 'loans', actor: 'officer' },
  loan: { show: loan, entry: 'loans', actor: 'officer' },
  line: { show: line, entry: 'loans', actor: 'officer' },
  overdue: { show: overdue, entry: 'overdue', actor: 'officer' },
}
const entries = [['overview', '#/', 'list'], ['contracts', '#/contracts', 'doc'], ['seal', '#/seal', 'seal'], ['loans', '#/loans', 'coin'], ['overdue', '#/overdue', 'chart'], ['verify', '/verify', 'shield']]

const house = await api('/house')
const nav = h('nav', { class: 'nav', 'aria-label': words.desk })
const main = h('main', { class: 'main' })
document.body.append(strip('desk'), h('div', { class: 'shell' }, nav, main))

let shown = { place: null, data: null }

/** Shows where the fragment leads; again only when the server says something else than before. */
async function refresh() {
  const place = location.hash.replace(/^#\/?/, '')
  const [name, id] = place.split('/')
  const view = views[name] ?? views['']
  const moved = place !== shown.place
  if (moved) main.setAttribute('aria-busy', 'true')
  const problem = main.querySelector('.problem')
  try {
    const content = await view.show({ id, house, act, go })
    const data = JSON.stringify(content.data)
    if (place !== location.hash.replace(/^#\/?/, '') || (!moved && data === shown.data)) return
    // Whoever is typing is not interrupted; the next change comes soon.
    if (!moved && main.contains(document.activeElement) && document.activeElement.matches('input, textarea, select')) return
    const focused = document.activeElement?.closest?.('[data-key]')?.dataset.key
    shown = { place, data }
    main.replaceChildren(...content.render(), ...(problem && !moved ? [problem] : []))
    main.removeAttribute('aria-busy')
    navigation(view, content.data.toSeal ?? (await countToSeal()))
    if (moved && place !== '') main.querySelector('h1')?.setAttribute('tabindex', '-1')
    if (moved && place !== '') main.querySelector('h1')?.focus()
    else if (focused) main.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus()
  } catch (error) {
    main.removeAttribute('aria-busy')
    complain(error)
  }
}

/** Views of one agreement or loan do not know it, and sealing leads to one of them. */
async function countToSeal() {
  const { contracts: all } = await api('/overview')
  return all.filter(({ waitingFor }) => waitingFor === 'seal').length
}

function navigation({ entry, actor }, toSeal) {
  nav.replaceChildren(h('div', { class: 'inside' },
    h('div', { class: 'brand' }, mark(), h('div', {}, h('b', {}, house.shortName), h('br'), h('span', { class: 'xs' }, words.desk))),
    ...entries.map(([name, href, symbol]) => h('a', { href, 'aria-current': name === entry && 'page' }, icon(symbol), words.nav[name], name === 'seal' && toSeal > 0 && h('em', {}, String(toSeal)))),
    h('div', { class: 'me' }, h('span', { class: 'avatar', 'aria-hidden': 'true' }, [...house[actor]][0]), h('div', {}, h('b', {}, house[actor]), h('br'), h('span', { class: 'xs' }, words.roles[actor]))),
  ))
}

function complain(error) {
  main.querySelector('.problem')?.remove()
  main.prepend(h('p', { class: 'problem note red', role: 'alert' }, icon('warn'), h('span', {}, `${words.problem} ${words.problems[error.code] ?? words.tryAgain} ${expected(error)} ${error.code ? `(${error.code})` : String(error.message)}`)))
}

/** What the server says it wants, field by field, where it says so in the language of the desk. */
const expected = ({ details }) => (details?.fields ?? []).map((field) => field.expected[document.documentElement.lang]).filter(Boolean).join(words.and)

/** A button's deed: pressed once, it waits; what goes wrong is said. */
async function act(button, work) {
  if (button.getAttribute('aria-disabled') === 'true') return
  button.setAttribute('aria-disabled', 'true')
  main.querySelector('.problem')?.remove()
  try {
    await work()
    shown.data = null
    await refresh()
  } catch (error) {
    button.removeAttribute('aria-disabled')
    complain(error)
  }
}

function go(place) {
  location.hash = place
}

addEventListener('hashchange', refresh)
await refresh()
onChange(refresh)
