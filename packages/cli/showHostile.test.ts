import { describe, expect, it } from 'vitest'
import { showHostile } from './showHostile.mjs'

describe('showHostile', () => {
  it('leaves names as they are', () => {
    expect(showHostile('周禾田 (Zhou Hetian)')).toBe('周禾田 (Zhou Hetian)')
  })

  it('shows what would move the cursor, turn the line or hide', () => {
    expect(showHostile('a\u001b[2Jb\nc\u202ed\u200be')).toBe('a\\u{1b}[2Jb\\u{a}c\\u{202e}d\\u{200b}e')
  })

  it('cuts what would flood the screen', () => {
    expect(showHostile('x'.repeat(5000))).toHaveLength(201)
  })
})
