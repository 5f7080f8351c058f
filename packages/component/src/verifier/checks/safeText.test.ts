import { expect, it } from 'vitest'
import { safeText } from './safeText.js'

it('shows what would hide, and has an end', () => {
  expect(safeText('周\u202e禾\u200b田\n')).toBe('周\\u{202e}禾\\u{200b}田\\u{a}')
  expect(safeText('x'.repeat(999))).toHaveLength(200)
  expect(safeText(null)).toBe('?')
})
