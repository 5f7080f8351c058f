import { describe, expect, it } from 'vitest'
import { parseMoney } from '../amount/money.js'
import { toChineseCapitals } from './toChineseCapitals.js'

describe('toChineseCapitals', () => {
  // The printed examples of the Payment and Settlement Measures, annex 1, rule 4; where it prints two forms, the first. After 角 it prints no 整, which rule 2 leaves open.
  it.each([
    ['1409.50', '人民币壹仟肆佰零玖元伍角整'],
    ['6007.14', '人民币陆仟零柒元壹角肆分'],
    ['1680.32', '人民币壹仟陆佰捌拾元零叁角贰分'],
    ['107000.53', '人民币壹拾万柒仟元零伍角叁分'],
    ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '人民币叁佰贰拾伍元零肆分'],
  ])('%s as printed', (amount, expected) => {
    expect(toChineseCapitals(parseMoney(amount))).toBe(expected)
  })

  it.each([
    ['300000.00', '人民币叁拾万元整'],
    ['50000', '人民币伍万元整'],
    ['0', '人民币零元整'],
    ['0.02', '人民币贰分'],
    ['0.50', '人民币伍角整'],
    ['100000001.00', '人民币壹亿零壹元整'],
    ['100100000.00', '人民币壹亿零壹拾万元整'],
    ['1000000000000.00', '人民币壹万亿元整'],
    ['1000100000000.00', '人民币壹万零壹亿元整'],
    ['10000000.10', '人民币壹仟万元零壹角整'],
  ])('%s', (amount, expected) => {
    expect(toChineseCapitals(parseMoney(amount))).toBe(expected)
  })

  it('refuses what it cannot write', () => {
    expect(() => toChineseCapitals(-1n)).toThrow(expect.objectContaining({ code: 'amount-invalid' }))
  })
})
