import { describe, expect, it } from 'vitest'
import { cropToText } from './cropToText.js'

const clauses = [{ rect: [95, 400, 520, 430] as const }]

describe('cropToText', () => {
  it('cuts white only: a heading left of the clauses and a note right of them stay whole', () => {
    expect(cropToText({ width: 595, clauses, lines: [{ left: 68, right: 200 }, { left: 95, right: 540 }], margin: 8 })).toEqual({ left: 60, right: 47 })
  })

  it('never comes closer than the clauses’ column, on a cover with little on it either', () => {
    expect(cropToText({ width: 595, clauses, lines: [{ left: 250, right: 340 }], margin: 8 })).toEqual({ left: 87, right: 67 })
  })

  it('cuts nothing where it does not know what stands there', () => {
    expect(cropToText({ width: 595, clauses, lines: [], margin: 8 })).toEqual({ left: 0, right: 0 })
    expect(cropToText({ width: 595, clauses: [], lines: [{ left: 250, right: 340 }], margin: 8 })).toEqual({ left: 0, right: 0 })
    expect(cropToText({ width: 595, clauses, lines: [{ left: -4, right: 700 }], margin: 8 })).toEqual({ left: 0, right: 0 })
  })
})
