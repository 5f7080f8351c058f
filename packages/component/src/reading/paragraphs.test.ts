import { describe, expect, it } from 'vitest'
import { paragraphs, type TextLine } from './paragraphs.js'

const line = (text: string, bottom: number, size = 10): TextLine => ({ text, left: 68, right: 400, bottom, size })

describe('paragraphs', () => {
  it('joins what runs on and parts what begins anew', () => {
    const made = paragraphs([line('第四条 利率', 700), line('4.1 本合同执行年利率为 4.25%', 680), line('借款期限内固定不变。', 664), line('4.2 另一款', 648), line('第 4 页 · 共 9 页', 40, 8)], [])
    expect(made.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['heading 第四条 利率', 'text 4.1 本合同执行年利率为 4.25%借款期限内固定不变。', 'text 4.2 另一款', 'text 第 4 页 · 共 9 页'])
  })

  it('keeps a space between English words only', () => {
    expect(paragraphs([line('Interest accrues', 600), line('daily.', 585)], [])[0]!.text).toBe('Interest accrues daily.')
  })

  it('takes a key clause by its place, however its lines are set', () => {
    const made = paragraphs([line('4.2', 650), line('逾期的加收罚息，', 640), line('直至清偿为止。', 622), line('4.4 利息自发放之日起计算', 600)], [{ id: 'overdue', rect: [60, 615, 527, 662] }])
    expect(made).toEqual([{ kind: 'clause', text: '4.2逾期的加收罚息，直至清偿为止。', clauseId: 'overdue' }, { kind: 'text', text: '4.4 利息自发放之日起计算' }])
  })

  it('leaves rows of a table apart', () => {
    expect(paragraphs([line('1\u20032026-12-25\u20038,890.60', 500), line('2\u20032027-01-25\u20038,890.60', 488)], [])).toHaveLength(2)
  })
})
