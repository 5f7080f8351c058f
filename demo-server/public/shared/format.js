export const language = document.documentElement.lang

/** `300000.00` → `300,000.00`: decimal text, never through a float. */
export function money(text) {
  const [whole, cents = '00'] = String(text).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}
const symbols = { CNY: '¥', USD: '$', EUR: '€' }
/** With the sign of its currency. */
export const amountOf = (text, currency) => `${symbols[currency] ?? `${currency} `}${money(text)}`
/** Without cents that are zero, for cards. */
export const shortMoney = (text) => money(text).replace(/\.00$/, '')
export const cents = (text) => BigInt(String(text).replace('.', ''))
export const fromCents = (amount) => `${amount < 0n ? '-' : ''}${String(amount < 0n ? -amount : amount).padStart(3, '0').replace(/(\d\d)$/, '.$1')}`

const formatter = (options) => new Intl.DateTimeFormat(language, { hour12: false, ...options })
export const clock = (time) => formatter({ hour: '2-digit', minute: '2-digit' }).format(new Date(time))
export const exactClock = (time) => formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(time))
export const dayAndClock = (time) => formatter({ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(new Date(time))
export const longDay = (day) => formatter({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
export const isSameDay = (time, day) => new Date(time).toISOString().slice(0, 10) === day
export const groups = (hash, count = 4) => hash.slice(0, count * 4).match(/.{4}/g).join(' ')
