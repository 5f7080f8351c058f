import { expect, it } from 'vitest'
import { commandName, safeJson, safeText } from './safeText.js'

it('shows what would hide, and has an end', () => {
  expect(safeText('周\u202e禾\u200b田\n')).toBe('周\\u{202e}禾\\u{200b}田\\u{a}')
  expect(safeText('王\ufe00\u3164\u2028')).toBe('王\\u{fe00}\\u{3164}\\u{2028}')
  expect(safeText(`a${'\u0336'.repeat(4)}`)).toBe('a\u0336\u0336\u0336\\u{336}')
  expect(safeText('x'.repeat(999))).toHaveLength(200)
  expect(safeText(null)).toBe('?')
})

it('shows a report as the same JSON, without what would move or hide', () => {
  const value = { name: '周\u202e\u2028禾\u{e0100}', list: ['田'] }
  expect(JSON.parse(safeJson(value))).toEqual(value)
  expect(safeJson(value)).toContain('周\\u202e\\u2028禾\\udb40\\udd00')
})

it('gives no name to a command that a shell or a program would take for more', () => {
  for (const name of ['合同 2026-11.pdf', 'a_b.pdf']) expect(commandName(name)).toBe(name)
  for (const name of ['$(reboot).pdf', 'a`b`.pdf', 'a" ; b ".pdf', 'a\\\nb', '--html.pdf', '%PATH%', 'a!b', '']) expect(commandName(name)).toBe('contract.pdf')
})
