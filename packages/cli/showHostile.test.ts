import { describe, expect, it } from 'vitest'
import { showHostile, showJson } from './showHostile.mjs'

describe('showHostile', () => {
  it('leaves names as they are', () => {
    expect(showHostile('周禾田 (Zhou Hetian)')).toBe('周禾田 (Zhou Hetian)')
  })

  it('shows what would move the cursor, turn the line or hide', () => {
    expect(showHostile('a\u001b[2Jb\nc\u202ed\u200be')).toBe('a\\u{1b}[2Jb\\u{a}c\\u{202e}d\\u{200b}e')
  })

  it('shows what is never drawn, what would begin a line of its own, and accents that would paint over others', () => {
    expect(showHostile('王\ufe00禾\u3164\u034f')).toBe('王\\u{fe00}禾\\u{3164}\\u{34f}')
    expect(showHostile('a  \u3000Valid')).toBe('a \\u{20}\\u{3000}Valid')
    expect(showHostile(`a${'\u0336'.repeat(4)}`)).toBe('a\u0336\u0336\u0336\\u{336}')
  })

  it('cuts what would flood the screen', () => {
    expect(showHostile('x'.repeat(5000))).toHaveLength(201)
  })
})

describe('showJson', () => {
  it('is the same value, in characters that no terminal obeys', () => {
    const value = { name: 'a\u009b2Jb\u007f\u202ec\u{e0041}\ud800\n', list: ['周禾田'] }
    const shown = showJson(value)
    expect(JSON.parse(shown)).toEqual(value)
    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
    expect(shown).toContain('"周禾田"')
  })
})
