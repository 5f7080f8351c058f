import { expect, it } from 'vitest'
import { momentText } from './momentText.js'

it('tells Beijing time in Chinese, wherever the device is', () => {
  expect(momentText('2026-11-20T02:42:18Z', 'zh-CN')).toBe('2026 年 11 月 20 日 10:42:18')
  expect(momentText('2026-12-31T16:00:05.250Z', 'zh-CN')).toBe('2027 年 1 月 1 日 00:00:05')
})

it('names the zone in English', () => {
  expect(momentText('2026-11-20T02:42:18Z', 'en')).toMatch(/^November \d+, 2026 at \d+:\d{2}:18.+[A-Z]/)
})
