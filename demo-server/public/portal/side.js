import { h } from '/assets/shared/dom.js'
import { icon } from '/assets/shared/icons.js'
import { words } from './words.js'

/** A Chinese contract number breaks before its year only. */
const unbroken = (number) => number.split(/(?=〔)/).map((part) => h('span', { class: 'num' }, part))

/** The figures of the contract that is being signed, as its own file has them. */
export function contractCard({ contract, keyFacts }) {
  const rows = [keyFacts.principal, `${keyFacts.term} · ${keyFacts.method}`, keyFacts.instalment, keyFacts.apr, unbroken(contract.number)]
  return h('section', { class: 'card' }, h('h2', {}, words.contract), h('dl', { class: 'facts s' }, ...rows.flatMap((value, index) => [h('dt', {}, words.contractRows[index]), h('dd', {}, ...[value].flat())])))
}

/** What stands beside the form or the contract: terms, whom to ask, what this house never does. */
export function side(house, { terms }) {
  const [rate, ...others] = words.termsRows
  return h('aside', { class: 'side stack', 'aria-label': words.help },
    terms && h('div', { class: 'card' }, h('h2', {}, words.terms), h('dl', { class: 'facts s' }, h('dt', {}, rate), h('dd', {}, words.rate(house.annualRatePercent)), ...others.flatMap((name, index) => [h('dt', {}, name), h('dd', {}, words.termsTexts[index])]))),
    h('div', { class: 'card' }, h('h2', {}, words.help), h('p', { class: 's' }, `${words.officer} ${house.officer}`, h('br'), words.hours), h('a', { class: 'button wide', href: `tel:${house.hotline}` }, icon('phone'), h('span', { class: 'num' }, house.hotline)), h('p', { class: 's soft' }, words.counter)),
    h('p', { class: 'note warn' }, icon('shield'), h('span', {}, words.warning)))
}
