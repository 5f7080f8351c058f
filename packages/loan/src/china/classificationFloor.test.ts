import { describe, expect, it } from 'vitest'
import { classificationFloor } from './classificationFloor.js'

describe('classificationFloor', () => {
  it('has a class for every number of days', () => {
    expect([0, 7, 8, 90, 91, 270, 271, 360, 361].map((days) => classificationFloor(days))).toEqual([
      'normal', 'normal', 'special-mention', 'special-mention', 'substandard', 'substandard', 'doubtful', 'doubtful', 'loss',
    ])
    expect([0, 1].map((days) => classificationFloor(days, { technical: false }))).toEqual(['normal', 'special-mention'])
  })

  it.each([-1, 1.5, Number.NaN])('refuses %d days', (days) => {
    expect(() => classificationFloor(days)).toThrow(expect.objectContaining({ code: 'date-invalid' }))
  })
})
