import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installation, smallLoanApplication, type Installation } from '../testing/installation.fixture.js'
import { SignerClient } from '../testing/signerClient.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

describe('a loan', () => {
  it('is paid out once, and repayments count once by their reference', async () => {
    const { contractId, code } = await place.sent(smallLoanApplication)
    const client = new SignerClient(place)
    await client.finish(await client.readyToFinish(code))
    const { loanId } = await place.signing.contracts.countersign(contractId, { sealedBy: '邵清和' })
    const loan = await place.signing.loans.disburse(loanId!, { reference: 'core-1', on: '2026-12-20' })
    expect(loan).toMatchObject({ state: 'active', outstandingPrincipal: '300000.00' })
    await expect(place.signing.loans.disburse(loanId!, { reference: 'core-2', on: '2026-12-20' })).rejects.toMatchObject({
      code: 'state-conflict',
    })

    const [first] = loan.schedule
    const cents = BigInt(first!.principal.replace('.', '')) + BigInt(first!.interest.replace('.', ''))
    const due = String(cents).replace(/(\d\d)$/, '.$1')
    const repaid = await place.signing.loans.repay(loanId!, { amount: due, on: '2027-01-20', reference: 'pay-1' })
    expect(repaid.schedule[0]!.paid).toBe(due)
    expect(await place.signing.loans.repay(loanId!, { amount: due, on: '2027-01-20', reference: 'pay-1' })).toEqual(repaid)
    await expect(place.signing.loans.repay(loanId!, { amount: '1.00', on: '2027-01-20', reference: 'pay-1' })).rejects.toMatchObject({
      code: 'request-invalid',
      details: { issues: [{ pointer: '/reference' }] },
    })
    await expect(place.signing.loans.repay(loanId!, { amount: '900000.00', on: '2027-01-20', reference: 'pay-2' })).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringMatching(/\/amount: at most \d+\.\d\d, which is all that is owed/) as string,
      details: { issues: [{ pointer: '/amount' }], excess: expect.stringMatching(/^\d+\.\d\d$/) as string },
    })
  })
})
