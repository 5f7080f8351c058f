import { expect, it } from 'vitest'
import { differingLines } from './compareVersions.js'

it('pairs lines by their height, and keeps those that came or went', () => {
  const line = (text: string, bottom: number) => ({ text, left: 68, right: 400, bottom, size: 10 })
  expect(differingLines(2, [line('same', 700), line('300,000.00', 650), line('gone', 600)], [line('same', 700.5), line('380,000.00', 650), line('new', 100)])).toEqual([
    { page: 2, then: '300,000.00', now: '380,000.00' },
    { page: 2, then: 'gone', now: null },
    { page: 2, then: null, now: 'new' },
  ])
})
