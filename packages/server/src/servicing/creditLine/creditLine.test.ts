import { creditLine } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { extractAttachment, readPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SubmitApplicationOptions } from '../../applications/submitApplication.js'
import { allow, refuse, type HookAnswer } from '../../events/hooks.js'
import { backendSecret, installation, type Installation } from '../../testing/installation.fixture.js'
import { SignerClient } from '../../testing/signerClient.fixture.js'
import type { DrawCreditOptions } from './drawCredit.js'

let place: Installation
const engine = typst()
const product = creditLine({ engine })
const beforeDraw = vi.fn<() => HookAnswer>(allow)
const beforeDisburse = vi.fn<() => HookAnswer>(allow)
const heard: { type: string; data: unknown }[] = []
beforeAll(async () => {
  place = await installation(() => ({ products: [product], hooks: { beforeDraw, beforeDisburse } }))
  place.signing.subscribe({ name: 'all', events: 'all', handle: ({ type, data }) => void heard.push({ type, data }) })
}, 60_000)
afterAll(async () => {
  await place.close()
  await engine.close()
})

type Terms = { availableUntil: string; revolving: 'revolving' | 'once'; drawdowns: object[] }

/** 200,000 from 2026-12-20 to 2028-12-19 at 4.5 %, twelve months at the most; with the sample's two drawdowns unless others are given. */
function application(change: Partial<Terms> = {}): SubmitApplicationOptions {
  const { loan, parties, terms } = product.definition.samples['zh-CN']!
  return { product: 'credit-line', language: 'zh-CN', loan, parties, terms: { ...terms, ...change } } as unknown as SubmitApplicationOptions
}

async function opened(change: Partial<Terms> = {}): Promise<{ contractId: string; lineId: string }> {
  const { contractId, code } = await place.sent(application(change))
  const client = new SignerClient(place)
  await client.finish(await client.readyToFinish(code))
  const { lineId, loanId } = await place.signing.contracts.countersign(contractId, { sealedBy: '邵清和' })
  expect(loanId).toBeNull()
  return { contractId, lineId: lineId! }
}

let references = 0
const drawdown = (change: Partial<DrawCreditOptions> = {}): DrawCreditOptions => ({
  principal: '50000.00', purpose: '购买种苗', startDate: '2027-03-01', firstDueDate: '2027-04-01', termMonths: 6, repaymentMethod: 'level-payment', reference: `draw-${++references}`, ...change,
})
const draw = (lineId: string, change: Partial<DrawCreditOptions> = {}) => place.signing.lines.draw(lineId, drawdown(change))
/** Does something on another day; the next contract is signed today again, while the seal's certificate is valid. */
async function on(day: string, work: () => Promise<void>): Promise<void> {
  const milliseconds = Date.parse(`${day}T12:00:00Z`) - place.now().getTime()
  place.advance(milliseconds)
  await work()
  place.advance(-milliseconds)
}

/** The places a drawdown is refused for. */
async function refusedAt(lineId: string, change: Partial<DrawCreditOptions>): Promise<string[]> {
  const before = (await place.signing.lines.get(lineId)).drawdowns.length
  const error = (await draw(lineId, change).then(() => null, (cause: unknown) => cause)) as { code: string; details: { fields: { pointer: string; expected: Record<string, string> }[] } } | null
  expect(error).toMatchObject({ code: 'drawdown-refused' })
  for (const { pointer, expected } of error!.details.fields) expect(error).toMatchObject({ message: expect.stringContaining(`${pointer}: ${expected.en}`) as string })
  for (const { expected } of error!.details.fields) expect(expected).toEqual({ 'zh-CN': expect.stringMatching(/[\u4e00-\u9fff]/), en: expect.any(String) })
  expect((await place.signing.lines.get(lineId)).drawdowns).toHaveLength(before)
  return error!.details.fields.map(({ pointer }) => pointer)
}

describe('a line', () => {
  it('opens as its contract prints it, with the plans annexed to it, row by row', async () => {
    const { contractId, lineId } = await opened()
    const line = await place.signing.lines.get(lineId)
    expect(line).toMatchObject({
      contractId, state: 'open', suspendedFor: null, currency: 'CNY', limit: '200000.00', annualRatePercent: '4.50', availableFrom: '2026-12-20', availableUntil: '2028-12-19', revolving: true,
      longestTermMonths: 12, outstandingPrincipal: '0.00', promised: '100000.00', undrawn: '100000.00', daysOverdue: 0, classification: 'normal',
    })
    const { documents } = await place.signing.contracts.get(contractId)
    const pdf = readPdf(await place.signing.contracts.document(contractId, documents[0]!.id))
    const printed = JSON.parse(new TextDecoder().decode(extractAttachment({ pdf, name: 'loan.json' }))) as { drawdowns: { schedule: { dueDate: string; principal: string; interest: string }[] }[] }
    const plain = (amount: string): string => amount.replaceAll(',', '')
    expect(printed.drawdowns).toHaveLength(2)
    expect(line.drawdowns.map(({ schedule }) => schedule.map(({ dueDate, principal, interest }) => ({ dueDate, principal, interest })))).toEqual(
      printed.drawdowns.map(({ schedule }) => schedule.map(({ dueDate, principal, interest }) => ({ dueDate, principal: plain(principal), interest: plain(interest) }))),
    )
    expect(line.drawdowns).toMatchObject([
      { state: 'pendingDisbursement', principal: '60000.00', startDate: '2026-12-20', drawdown: { number: 1, reference: null, purpose: '购买蔬菜种苗', termMonths: 6 } },
      { state: 'pendingDisbursement', principal: '40000.00', startDate: '2027-02-10', drawdown: { number: 2, reference: null, repaymentMethod: 'interest-only' } },
    ])
    const [first, second] = line.drawdowns
    await place.signing.runJobsOnce()
    expect(heard.filter(({ type }) => /^(contract\.effective|drawdown)/.test(type))).toEqual([
      { type: 'contract.effective', data: { lineId } },
      { type: 'drawdown.agreed', data: { lineId, loanId: first!.id, amount: '60000.00', on: '2026-12-20' } },
      { type: 'drawdown.agreed', data: { lineId, loanId: second!.id, amount: '40000.00', on: '2027-02-10' } },
    ])
    expect(await place.signing.contracts.auditEvidence(contractId)).toBeNull()
  }, 60_000)

  it('is drawn in parts, each with its own plan from @loansign/loan, paid out on its day and repaid by itself', async () => {
    const { contractId, lineId } = await opened({ drawdowns: [] })
    const loan = await draw(lineId)
    expect(loan).toMatchObject({ contractId, lineId, state: 'pendingDisbursement', principal: '50000.00', drawdown: { number: 1, purpose: '购买种苗' } })
    expect(loan.schedule.map(({ dueDate }) => dueDate)).toEqual(['2027-04-01', '2027-05-01', '2027-06-01', '2027-07-01', '2027-08-01', '2027-09-01'])
    // 50,000 at 4.5 % for a month.
    expect(loan.schedule[0]!.interest).toBe('187.50')
    const other = await draw(lineId, { principal: '30000.00', repaymentMethod: 'bullet', termMonths: 12, startDate: '2027-03-15', firstDueDate: '2027-04-15' })

    await expect(place.signing.loans.disburse(loan.id, { reference: 'core-1', on: '2027-03-02' })).rejects.toMatchObject({ code: 'request-invalid', details: { issues: [{ pointer: '/on', expected: expect.stringContaining('2027-03-01') as string }] } })
    beforeDisburse.mockReturnValueOnce(refuse('the account is closed'))
    await expect(place.signing.loans.disburse(loan.id, { reference: 'core-1', on: '2027-03-01' })).rejects.toMatchObject({ code: 'hook-refused', details: { reason: 'the account is closed' } })
    await place.signing.loans.disburse(loan.id, { reference: 'core-1', on: '2027-03-01' })
    await place.signing.loans.disburse(other.id, { reference: 'core-2', on: '2027-03-15' })
    await place.signing.loans.repay(loan.id, { amount: '187.50', on: '2027-04-01', reference: 'pay-1' })
    const line = await place.signing.lines.get(lineId)
    expect(line).toMatchObject({ outstandingPrincipal: '80000.00', promised: '0.00', undrawn: '120000.00' })
    // The payment went to the drawdown it was made for, and to no other.
    expect(line.drawdowns.map(({ schedule }) => schedule[0]!.paid)).toEqual(['187.50', '0.00'])
  }, 60_000)

  it('is as late and as bad as its worst drawdown, by name of each', async () => {
    const { lineId } = await opened({ drawdowns: [] })
    const [first, second] = [await draw(lineId, { startDate: '2027-01-01', firstDueDate: '2027-02-01' }), await draw(lineId, { startDate: '2027-03-01', firstDueDate: '2027-06-01' })]
    for (const { id, startDate } of [first, second]) await place.signing.loans.disburse(id, { reference: `core-${id}`, on: startDate })
    await on('2027-06-11', async () => {
      const line = await place.signing.lines.get(lineId)
      expect(line.drawdowns.map(({ daysOverdue, classification }) => [daysOverdue, classification])).toEqual([[130, 'substandard'], [10, 'special-mention']])
      expect(line).toMatchObject({ daysOverdue: 130, classification: 'substandard' })
      const cents = (amount: string): bigint => BigInt(amount.replace('.', ''))
      expect(cents(line.overdueAmount)).toBe(line.drawdowns.reduce((sum, { overdueAmount }) => sum + cents(overdueAmount), 0n))
      heard.length = 0
      await place.signing.runJobsOnce()
      await place.signing.runJobsOnce()
      const late = heard.filter(({ type }) => type === 'repayment.overdue').map(({ data }) => data as { loanId: string; days: number })
      expect(new Set(late.filter(({ loanId }) => [first.id, second.id].includes(loanId)).map(({ loanId, days }) => `${loanId} ${days}`))).toEqual(new Set([`${first.id} 130`, `${second.id} 10`]))
      const portfolio = await place.signing.loans.portfolio()
      expect(portfolio.overdue.filter(({ loanId }) => [first.id, second.id].includes(loanId)).map(({ days }) => days)).toEqual([130, 10])
    })
  }, 60_000)
})

describe('what the contract says of a line is what the server does', () => {
  it('first and last day count, and no day beyond them', async () => {
    const { lineId } = await opened({ drawdowns: [] })
    expect(await refusedAt(lineId, { startDate: '2026-12-19' })).toEqual(['/startDate'])
    expect(await refusedAt(lineId, { startDate: '2028-12-20', firstDueDate: '2029-01-20' })).toEqual(['/startDate'])
    await draw(lineId, { startDate: '2026-12-20', firstDueDate: '2027-01-20' })
    await draw(lineId, { startDate: '2028-12-19', firstDueDate: '2029-01-19' })
    // Every place that is wrong, at once.
    expect(await refusedAt(lineId, { principal: '100000.01', startDate: '2028-12-20', firstDueDate: '2028-12-20', termMonths: 13 })).toEqual(['/principal', '/startDate', '/firstDueDate', '/termMonths'])
    expect(await refusedAt(lineId, { principal: '0.00' })).toEqual(['/principal'])
    for (const [day, available] of [['2026-12-19', '0.00'], ['2026-12-20', '100000.00'], ['2028-12-19', '100000.00'], ['2028-12-20', '0.00']] as const) {
      await on(day, async () => expect(await place.signing.lines.get(lineId)).toMatchObject({ undrawn: '100000.00', available }))
    }
  }, 60_000)

  it.each<[Terms['revolving'], string]>([['revolving', '50000.00'], ['once', '0.00']])('what is repaid may be drawn again, or not: %s', async (revolving, again) => {
    const { lineId } = await opened({ revolving, drawdowns: [] })
    const loan = await draw(lineId, { repaymentMethod: 'bullet', termMonths: 1 })
    await draw(lineId, { principal: '150000.00' })
    expect(await refusedAt(lineId, { principal: '0.01' })).toEqual(['/principal'])
    await place.signing.loans.disburse(loan.id, { reference: 'core', on: '2027-03-01' })
    await place.signing.loans.repay(loan.id, { amount: '50187.50', on: '2027-04-01', reference: 'pay' })
    expect((await place.signing.loans.get(loan.id)).state).toBe('settled')
    expect((await place.signing.lines.get(lineId)).undrawn).toBe(again)
    if (revolving === 'once') expect(await refusedAt(lineId, { principal: '0.01' })).toEqual(['/principal'])
    else expect(await draw(lineId)).toMatchObject({ drawdown: { number: 3 } })
  }, 60_000)

  it('drawdowns of the contract itself keep to it, or nobody can apply', async () => {
    const [one, two] = product.definition.samples['zh-CN']!.terms!.drawdowns as object[]
    const pointers = async (drawdowns: object[]): Promise<string[]> => {
      const error = await place.signing.applications.submit(application({ drawdowns })).then(() => null, (cause: unknown) => cause)
      expect(error).toMatchObject({ code: 'contract-data-invalid' })
      return (error as { details: { fields: { pointer: string }[] } }).details.fields.map(({ pointer }) => pointer)
    }
    expect(await pointers([{ ...one, startDate: '2026-12-19' }, two!])).toEqual(['/terms/drawdowns/0/startDate'])
    expect(await pointers([one!, { ...two, startDate: '2028-12-20', firstDueDate: '2029-01-20' }])).toEqual(['/terms/drawdowns/1/startDate'])
    expect(await pointers([one!, { ...two, termMonths: 13 }])).toEqual(['/terms/drawdowns/1/termMonths'])
    expect(await pointers([one!, { ...two, principal: '140000.01' }])).toEqual(['/terms/drawdowns/1/principal'])
  })

  it('further drawdowns stop with a reason that can be told, what is drawn goes on, and the line can be opened again', async () => {
    const { lineId } = await opened({ drawdowns: [] })
    const loan = await draw(lineId)
    await expect(place.signing.lines.suspend(lineId, { reason: '' })).rejects.toMatchObject({ code: 'request-invalid' })
    expect(await place.signing.lines.suspend(lineId, { reason: '上一笔逾期未还' })).toMatchObject({ state: 'suspended', suspendedFor: '上一笔逾期未还', undrawn: '150000.00', available: '0.00' })
    await expect(draw(lineId)).rejects.toMatchObject({ code: 'state-conflict', message: expect.stringContaining('it is suspended; draw is for open') as string, details: { state: 'suspended', event: 'draw', allowedIn: ['open'] } })
    await expect(place.signing.lines.suspend(lineId, { reason: '再来' })).rejects.toMatchObject({ code: 'state-conflict' })
    expect(await place.signing.loans.disburse(loan.id, { reference: 'core', on: '2027-03-01' })).toMatchObject({ state: 'active' })
    expect(await place.signing.lines.resume(lineId)).toMatchObject({ state: 'open', suspendedFor: null })
    expect((await draw(lineId)).drawdown!.number).toBe(2)
    // The reason is encrypted at rest and in no event.
    const { rows } = await place.database.pool.query("select data::text from outbox where type = 'line.suspended'")
    expect(JSON.stringify(rows)).toContain(lineId)
    expect(JSON.stringify(rows)).not.toContain('逾期')
  }, 60_000)
})

describe('asked twice, or by two at once', () => {
  it('a reference is drawn once; with other terms it is refused, and the hook is asked about what is new only', async () => {
    const { lineId } = await opened({ drawdowns: [] })
    const wanted = drawdown()
    beforeDraw.mockClear()
    const loan = await place.signing.lines.draw(lineId, wanted)
    expect(await place.signing.lines.draw(lineId, wanted)).toEqual(loan)
    expect(beforeDraw).toHaveBeenCalledTimes(1)
    expect(beforeDraw).toHaveBeenCalledWith({ contractId: loan.contractId, lineId, principal: '50000.00', startDate: '2027-03-01' })
    await expect(place.signing.lines.draw(lineId, { ...wanted, principal: '60000.00' })).rejects.toMatchObject({ code: 'request-invalid', details: { issues: [{ pointer: '/reference' }] } })
    beforeDraw.mockReturnValueOnce(refuse('the season is over'))
    await expect(draw(lineId)).rejects.toMatchObject({ code: 'hook-refused' })
    expect((await place.signing.lines.get(lineId)).drawdowns).toHaveLength(1)
  }, 60_000)

  it('two that together pass the limit are one, and one that is refused', async () => {
    const { lineId } = await opened({ drawdowns: [] })
    const both = await Promise.allSettled([draw(lineId, { principal: '120000.00' }), draw(lineId, { principal: '120000.00' })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((both.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason).toMatchObject({ code: 'drawdown-refused' })
    const many = await Promise.allSettled(Array.from({ length: 6 }, () => draw(lineId, { principal: '20000.00' })))
    expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
    const line = await place.signing.lines.get(lineId)
    expect(line.undrawn).toBe('0.00')
    expect(line.drawdowns.map(({ drawdown: agreed }) => agreed!.number)).toEqual([1, 2, 3, 4, 5])
  }, 60_000)

  it('over HTTP an Idempotency-Key gives the first answer again', async () => {
    const { contractId, lineId } = await opened({ drawdowns: [] })
    const call = async (method: string, path: string, body?: unknown, key = `key-${++references}-${path.length}`): Promise<Record<string, any>> => {
      const headers = { authorization: `Bearer ${backendSecret}`, 'content-type': 'application/json', 'idempotency-key': key }
      return (await place.signing.fetch(new Request(`http://localhost/v1${path}`, { method, headers, ...(method === 'POST' ? { body: JSON.stringify(body) } : {}) }))).json() as Promise<Record<string, any>>
    }
    expect(await call('GET', `/contracts/${contractId}`)).toMatchObject({ loanId: null, lineId })
    const wanted = drawdown({ reference: 'http' })
    const first = await call('POST', `/lines/${lineId}/drawdowns`, wanted, 'the-same-key')
    expect(first).toMatchObject({ lineId, drawdown: { number: 1, reference: 'http' } })
    expect(await call('POST', `/lines/${lineId}/drawdowns`, wanted, 'the-same-key')).toEqual(first)
    expect(await call('POST', `/lines/${lineId}/drawdowns`, { ...wanted, reference: 'other', principal: '200000.00' })).toMatchObject({ status: 409, code: 'drawdown-refused', details: { fields: [{ pointer: '/principal' }] } })
    expect(await call('POST', `/lines/${lineId}/drawdowns`, { ...wanted, termMonths: 'six' })).toMatchObject({ status: 400, code: 'request-invalid' })
    expect(await call('POST', `/loans/${first.id}/cancel`, { reason: '不需要了' })).toMatchObject({ state: 'cancelled' })
    expect(await call('POST', `/lines/${lineId}/suspend`, { reason: '资料不实' })).toMatchObject({ state: 'suspended', suspendedFor: '资料不实' })
    expect(await call('POST', `/lines/${lineId}/resume`, {})).toMatchObject({ state: 'open' })
    expect(await call('GET', `/lines/${lineId}`)).toMatchObject({ undrawn: '200000.00', drawdowns: [{ state: 'cancelled' }] })
    expect(await call('GET', '/lines/lin_NobodyHasThisOne1')).toMatchObject({ code: 'not-found' })
  }, 60_000)
})

it('a drawdown that was not paid out can be given up, once, and its line has the amount again', async () => {
  const { contractId, lineId } = await opened()
  const [first, second] = (await place.signing.lines.get(lineId)).drawdowns
  await place.signing.loans.disburse(first!.id, { reference: 'core', on: '2026-12-20' })
  await expect(place.signing.loans.cancel(first!.id, { reason: '不要了' })).rejects.toMatchObject({ code: 'state-conflict' })
  expect(await place.signing.loans.cancel(second!.id, { reason: '不要了' })).toMatchObject({ state: 'cancelled' })
  await expect(place.signing.loans.cancel(second!.id, { reason: '不要了' })).rejects.toMatchObject({ code: 'state-conflict' })
  await expect(place.signing.loans.disburse(second!.id, { reference: 'core-2', on: '2027-02-10' })).rejects.toMatchObject({ code: 'state-conflict' })
  await expect(place.signing.loans.repay(second!.id, { amount: '1.00', on: '2027-03-10', reference: 'pay' })).rejects.toMatchObject({ code: 'state-conflict' })
  expect(await place.signing.lines.get(lineId)).toMatchObject({ outstandingPrincipal: '60000.00', promised: '0.00', undrawn: '140000.00', daysOverdue: 0 })
  expect(await place.signing.contracts.auditEvidence(contractId)).toBeNull()
}, 60_000)
