import { describe, expect, it } from 'vitest'
import { sampleView } from '../testing/sampleView.fixture.js'
import { screenOf, type LocalState } from './machine.js'

const begun: LocalState = { hasSession: true, documentsOpen: true, refused: false, failed: false, declining: false, greeted: true, willing: false, hasAppearance: false }
const done = (count: number) => sampleView({ steps: sampleView().steps.map((step, index) => ({ ...step, done: index < count })) })

describe('screenOf', () => {
  it('follows the steps in the order of the server', () => {
    expect([0, 1, 2, 3, 4].map((count) => screenOf(done(count), begun, 0))).toEqual(['identity', 'consents', 'cost-table', 'reading', 'willingness'])
  })

  it('asks for a new code after a reload, because the key is gone', () => {
    expect(screenOf(done(5), begun, 0)).toBe('willingness')
    expect(screenOf(done(5), { ...begun, willing: true }, 0)).toBe('signature')
    expect(screenOf(done(5), { ...begun, willing: true, hasAppearance: true }, 0)).toBe('signing')
  })

  it('puts a refusal above everything and knows no way past it', () => {
    expect(screenOf(done(5), { ...begun, willing: true, hasAppearance: true, refused: true }, 0)).toBe('refused')
  })

  it('greets those who come back, shows locks and ends', () => {
    expect(screenOf(done(2), { ...begun, greeted: false }, 0)).toBe('resume')
    const locked = sampleView({ willingness: { lockedUntil: '2026-11-20T03:12:00Z', result: null } })
    expect(screenOf(locked, begun, Date.parse('2026-11-20T03:00:00Z'))).toBe('locked')
    expect(screenOf(locked, begun, Date.parse('2026-11-20T03:13:00Z'))).toBe('identity')
    expect(screenOf(sampleView({ outcome: 'declined' }), begun, 0)).toBe('declined')
    expect(screenOf(null, { ...begun, hasSession: false }, 0)).toBe('welcome')
  })
})
