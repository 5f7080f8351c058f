// Stands for `vitest` in a browser: collects tests, runs them in order, and lends vitest's own expect.
import { chai, expect as vitestExpect } from './browserExpect.mjs'

const tests = []
const path = []
const hooks = []

export const expect = vitestExpect
export { chai }

/** Tests of one file share a scope, for hooks that stand outside every describe. */
export async function file(load) {
  hooks.push({ before: [], after: [], beforeEach: [], afterEach: [], left: 0, begun: false })
  await load()
  hooks.pop()
}

/** @param {string} name @param {() => void} body */
export function describe(name, body) {
  path.push(name)
  const scope = { before: [], after: [], beforeEach: [], afterEach: [], left: 0, begun: false }
  hooks.push(scope)
  body()
  hooks.pop()
  path.pop()
}
describe.each = (rows) => (name, body) => {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row]
    describe(format(name, values), () => body(...values))
  }
}
export function it(name, options, body, timeout) {
  const run = typeof options === 'function' ? options : body
  const scopes = [...hooks]
  scopes.forEach((scope) => scope.left++)
  tests.push({ name: [...path, name].join(' > '), run, scopes })
  void timeout
}
it.each = (rows) => (name, body) => {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row]
    it(format(name, values), () => body(...values))
  }
}
export const test = it
const hook = (kind) => (body) => {
  const scope = hooks.at(-1)
  scope[kind].push(body)
}
export const beforeAll = hook('before')
export const afterAll = hook('after')
export const beforeEach = hook('beforeEach')
export const afterEach = hook('afterEach')

function format(name, values) {
  let next = 0
  return name.replace(/%[sdiojp]/g, () => String(values[next++])).replace(/\$(\w+)/g, (_, key) => String(values[0]?.[key]))
}

/** Runs everything that was collected. A failing hook fails the tests that wait for it. */
export async function run() {
  const results = []
  for (const { name, run: body, scopes } of tests) {
    let error = null
    try {
      for (const scope of scopes) {
        if (scope.begun === false) {
          scope.begun = true
          for (const before of scope.before) await before()
        }
      }
      for (const scope of scopes) for (const before of scope.beforeEach) await before()
      await body()
    } catch (thrown) {
      error = String(thrown?.stack ?? thrown).slice(0, 1000)
    }
    for (const scope of scopes) {
      for (const after of scope.afterEach) await after()
      if (--scope.left === 0) for (const after of scope.after) await after()
    }
    results.push({ name, error })
  }
  return { tests: results }
}
