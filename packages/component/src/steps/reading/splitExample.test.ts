import { expect, it } from 'vitest'
import { splitExample } from './splitExample.js'

it('sets a worked example apart, in both languages', () => {
  expect(splitExample('一直算到还清。举例：第 1 期晚 10 天，7,828.10 × 6.375% ÷ 360 × 10 = 13.86 元。')).toEqual({
    before: '一直算到还清。', example: { label: '举例：第 1 期晚 10 天', calculation: '7,828.10 × 6.375% ÷ 360 × 10', result: '13.86 元' },
  })
  expect(splitExample('Until paid. Example, first payment ten days late: 612.40 × 10.35% ÷ 360 × 10 = 1.76.').example?.result).toBe('1.76')
})

it('leaves every other text whole', () => {
  for (const text of ['没有例子。', '举例：买房、炒股，都不行。', '']) expect(splitExample(text)).toEqual({ before: text, example: null })
})
