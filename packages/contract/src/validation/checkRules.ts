import { compareDates, parseDate, parseMoney, referenceRatePlusMargin } from '@loansign/loan'
import type { ContractOrder } from '../data/contractOrder.js'
import type { Expectation } from '../errors.js'
import { membersAt } from './membersAt.js'

/** What a schema cannot say because it is about several fields: in a product's `product.json`. `*` in a pointer stands for every member of a list. */
export type ContractRule =
  | { readonly rule: 'different-people' }
  | { readonly rule: 'later'; readonly date: string; readonly than: string }
  /** First and last day count. */
  | { readonly rule: 'within'; readonly date: string; readonly from: string; readonly until: string }
  | { readonly rule: 'months-at-most'; readonly of: string; readonly most: string }
  | { readonly rule: 'term-at-most'; readonly months: number; readonly methods?: readonly string[] }
  | { readonly rule: 'sum-at-most'; readonly of: string; readonly most: string }
  /** For every member of `each`, the sum of what lies below it. */
  | { readonly rule: 'sum-is'; readonly of: string; readonly is: string; readonly each?: string }
  /** `terms.pricing` makes the yearly rate. */
  | { readonly rule: 'rate-is-reference-plus-margin' }
  | { readonly rule: 'names-party'; readonly of: string; readonly roles: readonly string[] }

type Check<Name extends ContractRule['rule']> = (rule: Extract<ContractRule, { rule: Name }>, order: ContractOrder) => readonly Expectation[]

const checks: { readonly [Name in ContractRule['rule']]: Check<Name> } = {
  'different-people': (_rule, { parties }) =>
    parties.flatMap(({ idNumber }, index) =>
      parties.findIndex((other) => other.idNumber === idNumber) < index ? [expectation(`/parties/${index}/idNumber`, '与其他签署人不是同一个人', 'another person than the other signers')] : [],
    ),
  later: ({ date, than }, order) =>
    membersAt(order, date).flatMap(({ pointer, value }) => {
      const [earlier] = membersAt(order, sibling(than, pointer))
      if (earlier === undefined || compareDates(parseDate(String(value)), parseDate(String(earlier.value))) > 0) return []
      return [expectation(pointer, `晚于 ${String(earlier.value)} 的日期`, `a date after ${String(earlier.value)}`)]
    }),
  within: ({ date, from, until }, order) =>
    membersAt(order, date).flatMap(({ pointer, value }) => {
      const [first, last] = [from, until].map((than) => String(membersAt(order, sibling(than, pointer))[0]?.value))
      const day = parseDate(String(value))
      if (compareDates(day, parseDate(first!)) >= 0 && compareDates(day, parseDate(last!)) <= 0) return []
      return [expectation(pointer, `${first} 至 ${last} 之间的日期（含首尾两日）`, `a day from ${first} to ${last}`)]
    }),
  'months-at-most': ({ of, most }, order) => {
    const limit = Number(membersAt(order, most)[0]?.value)
    return membersAt(order, of).flatMap(({ pointer, value }) => (Number(value) <= limit ? [] : [expectation(pointer, `不超过 ${limit} 个月`, `at most ${limit} months`)]))
  },
  'term-at-most': ({ months, methods }, { loan }) =>
    (methods === undefined || methods.includes(loan.repaymentMethod)) && loan.termMonths > months ? [expectation('/loan/termMonths', `不超过 ${months} 个月`, `at most ${months} months`)] : [],
  'sum-at-most': ({ of, most }, order) => {
    const members = membersAt(order, of)
    const [limit] = membersAt(order, most)
    const sum = members.reduce((total, { value }) => total + parseMoney(String(value)), 0n)
    if (limit === undefined || members.length === 0 || sum <= parseMoney(String(limit.value))) return []
    return [expectation(members.at(-1)!.pointer, `合计不超过 ${String(limit.value)}`, `at most ${String(limit.value)} in sum`)]
  },
  'sum-is': ({ of, is, each }, order) => {
    const groups = each === undefined ? [''] : membersAt(order, each).map(({ pointer }) => `${pointer}/`)
    return groups.flatMap((prefix) => {
      const members = membersAt(order, of).filter(({ pointer }) => pointer.startsWith(prefix))
      const sum = members.reduce((total, { value }) => total + parseMoney(`${String(value)}${String(value).includes('.') ? '' : '.00'}`), 0n)
      return members.length === 0 || sum === parseMoney(is) ? [] : [expectation(members.at(-1)!.pointer, `合计为 ${is}`, `${is} in sum`)]
    })
  },
  'rate-is-reference-plus-margin': (_rule, { loan, terms }) => {
    const { referencePercent, marginBasisPoints } = terms?.pricing as { referencePercent: string; marginBasisPoints: number }
    const expected = referenceRatePlusMargin(referencePercent, marginBasisPoints)
    return referenceRatePlusMargin(loan.annualRatePercent, 0) === expected ? [] : [expectation('/loan/annualRatePercent', `基准利率加减点后的 ${expected}`, `reference rate and margin make ${expected}`)]
  },
  'names-party': ({ of, roles }, order) =>
    membersAt(order, of).flatMap(({ pointer, value }) =>
      order.parties.some(({ role, name }) => roles.includes(role) && name === value) ? [] : [expectation(pointer, '签署人之一的姓名', 'the name of one of the signers')],
    ),
}

/** @throws TypeError for a rule nobody knows: the product is at fault, not the order */
export function checkRules(rules: readonly ContractRule[], order: ContractOrder): readonly Expectation[] {
  return rules.flatMap((rule) => {
    const check = checks[rule.rule] as Check<ContractRule['rule']> | undefined
    if (check === undefined) throw new TypeError(`no validity rule is called ${String(rule.rule)}`)
    return check(rule, order)
  })
}

function expectation(pointer: string, zh: string, en: string): Expectation {
  return { pointer, expected: { 'zh-CN': zh, en } }
}

// The same members of lists as in the pointer it is compared with.
function sibling(pattern: string, pointer: string): string {
  const keys = pointer.split('/')
  return pattern.split('/').map((key, index) => (key === '*' ? keys[index] : key)).join('/')
}
