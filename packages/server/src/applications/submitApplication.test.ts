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
    details: { issues: expect.arrayContaining([{ pointer: '/loan/principal', expected: 'present' }, { pointer: '/parties', expected: 'at least 1' }]) as unknown },
  })
  await expect(submit(undefined)).rejects.toMatchObject({ code: 'request-invalid' })
  expect(await place.signing.applications.list()).toEqual([])
  expect((await submit(personalLoanApplication)).state).toBe('screened')
})

const { loan, parties: [person] } = personalLoanApplication
it.each([
  ['a principal of nothing', { loan: { ...loan, principal: '0.00' } }, '/loan/principal'],
  ['a day that no calendar has', { loan: { ...loan, startDate: '2026-02-30' } }, '/loan/startDate'],
  ['a first due date before the start', { loan: { ...loan, firstDueDate: '2026-12-19' } }, '/loan/firstDueDate'],
  ['no telephone', { parties: [{ ...person, phone: undefined }] }, '/parties/0/phone'],
  ['no identity number', { parties: [{ ...person, idNumber: undefined }] }, '/parties/0/idNumber'],
  ['a name of blanks', { parties: [{ ...person, name: '  ' }] }, '/parties/0/name'],
  ['an unknown product', { product: 'pawn' }, '/product'],
])('refuses %s when it is submitted', async (_, change, pointer) => {
  const before = (await place.signing.applications.list()).length
  const error = await place.signing.applications.submit({ ...personalLoanApplication, ...change } as never).then(() => null, (cause: unknown) => cause)
  const { code, details } = error as { code: string; details: { fields?: { pointer: string }[]; issues?: { pointer: string }[] } }
  expect(code).toMatch(/^(contract-data|request)-invalid$/)
  expect((details.fields ?? details.issues)!.map((field) => field.pointer)).toEqual([pointer])
  expect(await place.signing.applications.list()).toHaveLength(before)
})
