import { describe, expect, it } from 'vitest'
import { findPieces, TextFinder } from './TextFinder.js'

const line = (text: string) => ({ text, left: 0, right: 1, bottom: 1, size: 1 })
const pages = [[line('第一条 罚息'), line('年利率 ６.３７５％')], [line('别的')], [line('逾期罚息')]]

describe('TextFinder', () => {
  it('finds over all pages, whatever the width and case', async () => {
    const finder = new TextFinder(3, async (page) => pages[page - 1]!)
    await finder.find(' 罚息 ')
    expect(finder.hits.map(({ page }) => page)).toEqual([1, 3])
    expect(finder.reachable(2).map(({ page }) => page)).toEqual([1])
    await finder.find('6.375%')
    expect(finder.onPage(1)).toHaveLength(1)
    await finder.find('')
    expect(finder.hits).toEqual([])
  })

  it('cuts a text at what was found', () => {
    expect(findPieces('逾期罚息，罚息', '罚息').map(({ text, found }) => (found ? `[${text}]` : text)).join('')).toBe('逾期[罚息]，[罚息]')
    expect(findPieces('Late Payment', 'late')).toEqual([{ text: 'Late', found: true }, { text: ' Payment', found: false }])
    expect(findPieces('任何', '')).toEqual([{ text: '任何', found: false }])
  })
})
