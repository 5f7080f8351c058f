import { h } from './dom.js'
import { language } from './format.js'

const words = { 'zh-CN': ['演示，机构与人物均为虚构', '门户', '手机', '工作台', '验证', '模板'], en: ['Demo, everybody in it is fictional', 'Portal', 'Phone', 'Desk', 'Verify', 'Templates'] }[language]

/** The strip that leads from one of the demo's pages to the others. */
export function strip(current) {
  const [about, ...names] = words
  return h('nav', { class: 'strip', 'aria-label': 'LoanSign' },
    h('a', { href: '/' }, h('b', {}, 'LoanSign')), ...['portal', 'phone', 'desk', 'verify', 'studio'].map((page, index) => h('a', { href: `/${page}`, 'aria-current': page === current && 'page' }, names[index])), h('span', {}, about))
}
