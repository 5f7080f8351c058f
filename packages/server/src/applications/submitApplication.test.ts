import { afterAll, beforeAll, expect, it } from 'vitest'
import { installation, personalLoanApplication, type Installation } from '../testing/installation.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

it('refuses in the same process what it refuses over HTTP, says where, and stores nothing', async () => {
  const submit = (application: unknown) => place.signing.applications.submit(application as never)
  await expect(submit({ ...personalLoanApplication, loan: {}, parties: [] })).rejects.toMatchObject({
    code: 'request-invalid',
    details: { issues: expect.arrayContaining([{ pointer: '/loan/principal', expected: 'present' }, { pointer: '/parties', expected: '>=1' }]) as unknown },
  })
  await expect(submit(undefined)).rejects.toMatchObject({ code: 'request-invalid' })
  expect(await place.signing.applications.list()).toEqual([])
  expect((await submit(personalLoanApplication)).state).toBe('screened')
})
