import { describe, expect, it } from 'vitest'
import { findTexts, type RequiredText, type WantedClause } from './findTexts.js'
import type { PageText } from './pageTexts.js'

/** A page of pieces of text: each character as wide as ten points. */
function page(...pieces: readonly (readonly [text: string, left: number, y: number])[]): PageText {
  const characters = pieces.flatMap(([text, left, y]) => Array.from(text, (_, index) => ({ left: left + 10 * index, right: left + 10 * index + 10, y, size: 10 })))
  return { box: [0, 0, 595, 842], turn: 0, text: pieces.map(([text]) => text).join(''), characters }
}
const clause = (text: string, at?: WantedClause['at']): WantedClause => ({ id: 'late', pointer: '/keyClauses/0/text', text, at })
const need = (...texts: string[]): RequiredText => ({ pointer: '/loan/principal', named: { 'zh-CN': '借款金额', en: 'the amount' }, texts })
const find = (pages: readonly PageText[], clauses: readonly WantedClause[], texts: readonly RequiredText[] = []) => {
  const { clauses: found, findings } = findTexts(pages, { clauses, texts })
  return { found: found.map((one) => ({ page: one.page, rect: one.rect })), codes: findings.map(({ code, pointer }) => `${pointer} ${code}`) }
}

describe('a key clause', () => {
  const form = page(['第二条逾期按年利率', 70, 700], ['计收', 220, 700], ['罚息。', 70, 680], ['6.375%', 160, 702])

  it('is found over its lines, with the value that was filled in behind everything else', () => {
    expect(find([page(['封面', 70, 700]), form], [clause('逾期按年利率 6.375% 计收罚息。')])).toEqual({ found: [{ page: 2, rect: [68, 675.5, 242, 713] }], codes: [] })
  })

  it('of blanks drawn as underscores is the same', () => {
    expect(find([page(['按____年利率', 70, 700])], [clause('按年利率')]).codes).toEqual([])
  })

  it.each([
    ['nowhere', [form], clause('逾期不计罚息。'), 'clause-not-found'],
    ['with another value', [form], clause('逾期按年利率 9.375% 计收罚息。'), 'clause-not-found'],
    ['twice', [form, form], clause('计收罚息。'.slice(0, 2)), 'clause-ambiguous'],
    ['beside the place that is named', [form], clause('罚息。', { page: 1, rect: [60, 690, 500, 715] }), 'clause-not-found'],
    ['on a page that is not there', [form], clause('罚息。', { page: 4, rect: [60, 690, 500, 715] }), 'clause-not-found'],
    ['of no text', [form], clause(' '), 'clause-not-found'],
  ])('that stands %s is told', (_where, pages, wanted, code) => {
    expect(find(pages, [wanted])).toEqual({ found: [], codes: [`/keyClauses/0/text ${code}`] })
  })

  it('in two columns is found as it is drawn, or at its place', () => {
    const columns = page(['逾期按', 70, 700], ['日计息。', 70, 680], ['提前还', 320, 700], ['不收费。', 320, 680])
    expect(find([columns], [clause('逾期按日计息。')]).found).toEqual([{ page: 1, rect: [68, 675.5, 112, 711] }])
    const mixed = page(['逾期按', 70, 700], ['提前还', 320, 700], ['日计息。', 70, 680], ['不收费。', 320, 680])
    expect(find([mixed], [clause('逾期按日计息。')]).codes).toEqual(['/keyClauses/0/text clause-not-found'])
    expect(find([mixed], [clause('逾期按日计息。', { page: 1, rect: [60, 670, 200, 720] })])).toEqual({ found: [{ page: 1, rect: [60, 670, 200, 720] }], codes: [] })
  })
})

describe('a text that has to be read', () => {
  it.each([
    ['金额300,000.00元', true],
    ['金额¥300,000.00。', true],
    ['金额300000.00元', true],
    ['金额1300,000.00元', false],
    ['金额1,300,000.00元', false],
    ['金额300,000.005元', false],
    ['金额300,000.00.1元', false],
    ['金额300,000.01元', false],
  ])('is found as a whole number only: %s %s', (text, found) => {
    expect(find([page([text, 70, 700])], [], [need('300,000.00', '300000.00')]).codes).toEqual(found ? [] : ['/loan/principal text-not-drawn'])
  })

  it('is told by name and not repeated', () => {
    const { findings } = findTexts([page(['别人', 70, 700])], { clauses: [], texts: [{ pointer: '/parties/0/name', named: { 'zh-CN': '签署人姓名', en: 'the signer’s name' }, texts: ['周禾田'] }] })
    expect(findings).toEqual([{ code: 'text-not-drawn', pointer: '/parties/0/name', expected: { 'zh-CN': '页面上写有签署人姓名', en: 'the signer’s name written on the pages' } }])
  })
})
