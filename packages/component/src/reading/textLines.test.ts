import { describe, expect, it } from 'vitest'
import { textLines, type PageItem } from './textLines.js'

const text = (str: string, left: number, bottom: number, width = str.length * 10): PageItem => ({ str, transform: [10, 0, 0, 10, left, bottom], width })
const begin = (tag: string): PageItem => ({ type: 'beginMarkedContent', tag })
const end: PageItem = { type: 'endMarkedContent' }
const made = (items: readonly PageItem[]): string[] => textLines(items).map((line) => line.text)

describe('lines of a page', () => {
  it('are as they are drawn, columns of a table apart', () => {
    expect(made([text('利率', 70, 700), text('4.25%', 92, 700), text('期限', 300, 700), text('下一行', 70, 680), text('', 0, 0)])).toEqual(['利率4.25%\u2003期限', '下一行'])
  })

  it('keep marks together that are set closer than they are wide', () => {
    expect(made([text('（大写）', 70, 700), text('：', 105, 700), text('叁', 90, 680), text('拾', 70, 680)])).toEqual(['（大写）：', '叁', '拾'])
  })

  it('have what was filled in between the words of its sentence, however late it is drawn', () => {
    const form = [text('按年利率', 70, 700), text('%计收罚息。', 150, 700), text('签署页', 70, 600)]
    expect(made([...form, begin('LoanSignFilled'), text('6.375', 112, 698, 30), end])).toEqual(['按年利率6.375%计收罚息。', '签署页'])
    // Anything else that is drawn late stays where it was drawn.
    expect(made([...form, begin('P'), text('6.375', 112, 698, 30), end])).toEqual(['按年利率\u2003%计收罚息。', '签署页', '6.375'])
  })

  it('of two columns take a value into the nearer one', () => {
    const columns = [text('借款人：', 70, 700), text('地址：', 70, 680), text('贷款人：', 320, 700)]
    expect(made([...columns, begin('LoanSignFilled'), text('周禾田', 112, 700), end])).toEqual(['借款人：周禾田', '地址：', '贷款人：'])
  })

  it('are new ones where a value stands alone, below what is above it', () => {
    const marked = [text('用途：', 70, 700), text('签名：', 70, 600), begin('LoanSignFilled'), begin('Span'), text('温室', 70, 680), end, text('大棚', 70, 666), end, text('页脚', 70, 40)]
    expect(made(marked)).toEqual(['用途：', '温室', '大棚', '签名：', '页脚'])
  })
})
