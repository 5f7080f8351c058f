import type { ContractOrder, Texts } from '../data/contractOrder.js'
import type { Expectation } from '../errors.js'
import type { ProductDefinition } from '../products/readProduct.js'

/** Who may and must take part: roles the product knows, in the numbers it wants. */
export function checkParties({ parties: rules }: ProductDefinition, { parties }: ContractOrder): Expectation[] {
  const named = (label: Texts, language: 'zh-CN' | 'en', role: string): string => label[language] ?? role
  const unknown = parties.flatMap(({ role }, index): Expectation[] => {
    if (rules.some((rule) => rule.role === role)) return []
    const list = (language: 'zh-CN' | 'en'): string => rules.map((rule) => `${rule.role}（${named(rule.label, language, rule.role)}）`).join('、')
    return [{ pointer: `/parties/${index}/role`, expected: { 'zh-CN': list('zh-CN'), en: rules.map(({ role: known }) => known).join(', ') } }]
  })
  const counts = rules.flatMap(({ role, label, least, most }): Expectation[] => {
    const count = parties.filter((party) => party.role === role).length
    if (count >= least && count <= most) return []
    const [zh, en] = least === most ? [`${least} 位`, `${least}`] : [`${least} 至 ${most} 位`, `${least} to ${most}`]
    return [{ pointer: '/parties', expected: { 'zh-CN': `${named(label, 'zh-CN', role)}：${zh}`, en: `${role}: ${en}` } }]
  })
  return [...unknown, ...counts]
}
