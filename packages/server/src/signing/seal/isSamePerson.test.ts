import { describe, expect, it } from 'vitest'
import { isSamePerson } from './isSamePerson.js'

describe('isSamePerson', () => {
  it.each(['陆正衡', ' 陆正衡', '陆 正衡', '陆正衡\u3000', '陆正\u00ad衡', '陆正\u3164衡', '陆正衡\ufe0f'])('knows the approver in “%s”', (name) => {
    expect(isSamePerson('陆正衡', name)).toBe(true)
  })

  it('knows one staff number in other letters, and takes two for two', () => {
    expect(isSamePerson('Lu.Zhengheng', 'ＬＵ.zhengheng')).toBe(true)
    expect(isSamePerson('陆正衡', '邵清和')).toBe(false)
  })
})
