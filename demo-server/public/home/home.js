import { h } from '/assets/shared/dom.js'
import { language } from '/assets/shared/format.js'
import { mark } from '/assets/shared/icons.js'
import { strip } from '/assets/shared/strip.js'

const words = {
  'zh-CN': {
    title: '一份借款合同，从申请到还款', lead: '几个页面，同一份合同。机构与人物均为虚构，证书与印章都是测试用的，没有法律效力。',
    steps: [['/portal', '在门户申请一笔贷款', '借款人看到的：一家信用社自己的网站'], ['/desk', '在工作台批准、生成、发送', '客户经理看到的'], ['/phone', '在手机上点开短信里的链接，阅读、签名', '最好把窗口缩到手机那么宽'], ['/desk', '回到工作台盖章、放款、记还款', '合同到这时才生效'], ['/verify', '查验签好的 PDF，改掉一个字节再查一次', '在浏览器里完成，文件不离开页面'], ['/studio', '改一条合同条款，由另一个人发布', '法务看到的：边写边看页面']],
  },
  en: {
    title: 'A loan agreement, from application to repayment', lead: 'A few pages, one agreement. Everybody in it is fictional; certificates and seal are for tests and bind nobody.',
    steps: [['/portal', 'Apply for a loan in the portal', 'What the borrower sees: a credit union\'s own site'], ['/desk', 'Approve, create and send it at the desk', 'What the loan officer sees'], ['/phone', 'Open the link in the text message, read and sign', 'Best in a window as narrow as a phone'], ['/desk', 'Back at the desk: seal, pay out, record a payment', 'Only now is the agreement in force'], ['/verify', 'Verify the signed PDF, then change one byte and verify again', 'Done in the browser; the file stays in the page'], ['/studio', 'Change a clause, and let somebody else release it', 'What the legal department sees: pages while they write']],
  },
}[language]

document.body.append(strip('home'), h('main', { class: 'sheet' },
  h('div', { class: 'row' }, mark(), h('h1', { class: 'grow' }, words.title)), h('p', { class: 'soft' }, words.lead),
  h('ol', {}, ...words.steps.map(([href, title, text], index) => h('li', {}, h('a', { href, class: 'card' }, h('span', { class: 'number', 'aria-hidden': 'true' }, index + 1), h('span', { class: 'grow' }, h('b', {}, title), h('br'), h('span', { class: 's soft' }, text))))))))
