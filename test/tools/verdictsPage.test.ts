import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const { $defs } = JSON.parse(read('packages/signature/schema/validation-report.json')) as { $defs: any }
const page = read('docs/verdicts.md')
const named = new Set([...page.matchAll(/`([^`]+)`/g)].map(([, code]) => code!))

it.each<[string, string[]]>([
  ['indication', $defs.indication.enum],
  ['subIndication', $defs.subIndication.enum],
  ['warning', $defs.warning.enum],
  ['kind of change', $defs.change.properties.kind.enum],
  ['problem of a path', $defs.path.properties.problems.items.properties.code.enum],
  ['status of a certificate', $defs.revocation.properties.status.enum],
])('the page of verdicts says what to do about every %s', (_, codes) => {
  expect(codes.length).toBeGreaterThan(2)
  expect(codes.filter((code) => !named.has(code))).toEqual([])
})

it('and about none that there is not', () => {
  const known = JSON.stringify($defs)
  const rows = [...page.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, code]) => code!))
  expect(rows.length).toBeGreaterThan(60)
  expect(rows.filter((code) => !known.includes(`"${code}"`))).toEqual([])
})
