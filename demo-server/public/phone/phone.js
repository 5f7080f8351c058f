import { h } from '/assets/shared/dom.js'
import { api, onChange } from '/assets/shared/api.js'
import { clock, language } from '/assets/shared/format.js'
import { strip } from '/assets/shared/strip.js'

const words = {
  'zh-CN': { title: '短信', hint: '演示里所有人的短信都到这一部手机', to: (phone) => `发给 ${phone}`, none: '还没有短信。申请批准并发送之后，链接会到这里。', today: '今天' },
  en: { title: 'Messages', hint: 'In this demo everybody\'s messages come to this one phone', to: (phone) => `to ${phone}`, none: 'No messages yet. The link comes here once an application is approved and sent.', today: 'Today' },
}[language]

const house = await api('/house')
const list = h('ol', { class: 'messages', 'aria-label': words.title })
document.body.append(strip('phone'), h('main', { class: 'device' },
  h('div', { class: 'screen' },
    h('header', { class: 'peer' }, h('span', { class: 'avatar', 'aria-hidden': 'true' }, [...house.shortName][0]), h('h1', {}, house.shortName), h('p', { class: 'xs soft' }, words.hint)),
    list)))

const mask = (phone) => `${phone.slice(0, 3)}****${phone.slice(-4)}`
/** The text, its links as links: nothing of a message is ever markup. */
const linked = (text) => text.split(/(https?:\/\/\S+)/).map((part) => (part.startsWith('http') ? h('a', { href: part }, part) : part))

let shown = ''
async function refresh() {
  const messages = await api('/inbox')
  const key = JSON.stringify(messages.map(({ at, to }) => at + to))
  if (key === shown) return
  shown = key
  list.replaceChildren(...(messages.length === 0 ? [h('li', { class: 'soft none' }, words.none)] : messages.map(({ text, at, to }) => h('li', {}, h('p', { class: 'xs soft when' }, `${clock(at)} · ${words.to(mask(to))}`), h('p', { class: 'bubble' }, ...linked(text))))))
}
await refresh()
onChange(refresh)
// A code is no event of a contract's story until it was confirmed: look for messages now and then.
setInterval(refresh, 1500)
