import { describe, expect, it } from 'vitest'
import type { XrefEntry } from './entry.js'
import { sectionRows } from './sectionRows.js'

const readRow = (at: number): XrefEntry => ({ type: 'offset', offset: at, generation: 0 })
const sections = [
  { first: 9, count: 1, at: 40 },
  { first: 20, count: 0, at: 60 },
  { first: 3, count: 2, at: 0 },
]

describe('sectionRows', () => {
  const { entries, highest } = sectionRows(sections, 20, readRow)
  const expected = new Map([
    [3, { type: 'offset', offset: 0, generation: 0 }],
    [4, { type: 'offset', offset: 20, generation: 0 }],
    [9, { type: 'offset', offset: 40, generation: 0 }],
  ])

  it('is the map of its rows', () => {
    const visited: [number, XrefEntry][] = []
    entries.forEach((entry, number) => visited.push([number, entry]))
    expect(visited).toEqual([...expected])
    expect(entries.size).toBe(3)
    // Some viewers take a subsection without rows to say how many objects there are.
    expect(highest).toBe(19)
  })

  it('knows no other numbers', () => {
    for (let number = -1; number < 25; number++) expect(entries.get(number)).toEqual(expected.get(number))
  })

  it('refuses an object that stands twice, and more objects than there may be', () => {
    expect(() => sectionRows([...sections, { first: 4, count: 1, at: 80 }], 20, readRow)).toThrow(expect.objectContaining({ code: 'pdf-malformed' }) as Error)
    expect(() => sectionRows([{ first: 999_999, count: 2, at: 0 }], 20, readRow)).toThrow(expect.objectContaining({ code: 'pdf-limit' }) as Error)
  })
})
