import { beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../../contract.fixture.js'
import { checkTail } from '../../checks/checkTail.js'
import { inspectBase } from '../../checks/inspectBase.js'
import { makeTestPki, type TestPki } from '../../pki.fixture.js'
import { sign } from '../victim.fixture.js'
import { twoFaced } from './linearization.fixture.js'

let pki: TestPki
beforeAll(async () => {
  pki = await makeTestPki()
})

describe('a file that says it is linearized', () => {
  const own = twoFaced(1).length
  it.each([own, own + 30_000, 1])('is no base to be frozen, whatever length it gives: %d', (length) => {
    expect(inspectBase(twoFaced(length)).findings).toEqual([{ code: 'several-revisions' }])
  })

  it('is no base of a signing tail', async () => {
    const base = twoFaced(own)
    const victim = { pki, form: 'table' } as const
    const once = await sign(victim, base)
    const twice = await sign(victim, once, { field: 'lender' })
    for (const report of [checkTail({ base, revision: once }), checkTail({ base: once, revision: twice })]) expect(report).toMatchObject({ ok: false, problems: [{ code: 'xref-form-changed' }] })
  })

  it('and one that does not is both', async () => {
    const base = contractFixture()
    expect(inspectBase(base).findings).toEqual([])
    expect(checkTail({ base, revision: await sign({ pki, form: 'table' }, base) }).ok).toBe(true)
  })
})
