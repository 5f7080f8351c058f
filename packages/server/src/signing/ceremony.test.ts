import { verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installation, type Installation } from '../testing/installation.fixture.js'
import { SignerClient } from '../testing/signerClient.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 120_000)
afterAll(() => place.close())

const newClient = (): SignerClient => new SignerClient(place.signing.fetch, place.now)

/** A client that has read everything. */
async function readClient(): Promise<{ client: SignerClient; contractId: string }> {
  const { contractId, code } = await place.sent()
  const client = newClient()
  await client.open(code)
  await client.post('/session/identity', { name: '周禾田', idNumberLastFour: '0017' })
  await client.decideAll()
  await client.post('/session/cost-table/open')
  place.advance(10_000)
  await client.post('/session/cost-table/confirm', { clientReported: { endSeen: true } })
  expect((await client.readAll(place.advance)).receiptSha256).toMatch(/^[0-9a-f]{64}$/)
  return { client, contractId }
}

async function willingClient() {
  const { client, contractId } = await readClient()
  const attempt = await client.startAttempt()
  await client.post('/session/signing/code', { attemptId: attempt.attemptId })
  expect((await client.post('/session/signing/willingness', { attemptId: attempt.attemptId, code: await place.lastCode() })).method).toBe('one-time-code')
  return { client, contractId, ...attempt }
}

describe('a ceremony', () => {
  it('goes from the link to a sealed contract in force, and on to a settled loan', async () => {
    const { client, contractId, attemptId, key } = await willingClient()
    const ready = await client.prepare(attemptId, key)
    const receipt = await client.post('/session/signing/finish', ready)
    expect(receipt).toMatchObject({ timestamp: { state: 'stamped' }, contractState: 'fullySigned', waitingFor: [{ role: 'lender' }] })
    // The same again gives the same, from another request.
    expect(await client.post('/session/signing/finish', ready)).toEqual(receipt)
    const { outcome } = await client.view()
    expect(outcome).toBe('signed')

    await expect(place.signing.contracts.countersign(contractId, { sealedBy: '陆正衡' })).rejects.toMatchObject({ code: 'same-person' })
    const effective = await place.signing.contracts.countersign(contractId, { sealedBy: '邵清和' })
    expect(effective.state).toBe('effective')
    const pdf = await place.signing.contracts.document(contractId, effective.documents[0]!.id)
    const report = await verifyPdf(pdf, { trustAnchors: place.signing.trustAnchors, at: place.now() })
    expect(report.indication).toBe('TOTAL-PASSED')
    expect(report.signatures.map(({ signer, level }) => [signer?.commonName, level])).toEqual([['周禾田', 'B-T'], ['青溪县农村信用合作联社', 'B-T']])
    expect(await place.signing.contracts.auditEvidence(contractId)).toBeNull()

    const loan = await place.signing.loans.disburse(effective.loanId!, { reference: 'core-1', on: '2026-12-20' })
    expect(loan).toMatchObject({ state: 'active', outstandingPrincipal: '300000.00' })
    await expect(place.signing.loans.disburse(effective.loanId!, { reference: 'core-2', on: '2026-12-20' })).rejects.toMatchObject({ code: 'state-conflict' })
    const first = loan.schedule[0]!
    const due = (BigInt(first.principal.replace('.', '')) + BigInt(first.interest.replace('.', ''))).toString().replace(/(\d\d)$/, '.$1')
    const repaid = await place.signing.loans.repay(effective.loanId!, { amount: due, on: '2027-01-20', reference: 'pay-1' })
    expect(repaid.schedule[0]!.paid).toBe(due)
    expect(await place.signing.loans.repay(effective.loanId!, { amount: due, on: '2027-01-20', reference: 'pay-1' })).toEqual(repaid)
  }, 120_000)

  it('gives subscribers every event once, in order, and survives one that fails', async () => {
    const { contractId, code } = await place.sent()
    const seen: string[] = []
    let failures = 1
    place.signing.subscribe({
      name: 'core-banking',
      events: ['contract.sent', 'contract.opened'],
      handle(event) {
        if (event.contractId !== contractId) return
        if (failures-- > 0) throw new Error('not now')
        seen.push(event.type)
      },
    })
    await newClient().open(code)
    await place.signing.runJobsOnce()
    place.advance(10_000)
    await place.signing.runJobsOnce()
    await place.signing.runJobsOnce()
    expect(seen).toEqual(['contract.sent', 'contract.opened'])
  }, 60_000)
})

describe('the order of steps', () => {
  it('is enforced, whatever the element does', async () => {
    const { code } = await place.sent()
    const client = newClient()
    expect(await client.post('/session/exchange', { code: 'x'.repeat(32) })).toMatchObject({ code: 'link-invalid' })
    await client.open(code)
    const { documents, reading } = await client.view()
    const documentId = documents[0]!.id
    expect(await client.decideAll()).toMatchObject({ code: 'step-out-of-order' })
    expect(await client.post('/session/reading/open', { documentId, page: 1, view: 'page' })).toMatchObject({ code: 'step-out-of-order' })
    expect(await client.post('/session/signing/start')).toMatchObject({ code: 'step-out-of-order' })
    expect(await client.post('/session/identity', { name: '周禾田', idNumberLastFour: '9999' })).toMatchObject({ code: 'identity-mismatch', details: { attemptsLeft: 4 } })
    await client.post('/session/identity', { name: '周禾田', idNumberLastFour: '0017' })
    await client.decideAll()
    await client.post('/session/cost-table/open')
    expect(await client.post('/session/cost-table/confirm', { clientReported: { endSeen: true } })).toMatchObject({ code: 'cost-table-too-early' })
    place.advance(10_000)
    await client.post('/session/cost-table/confirm', { clientReported: { endSeen: true } })
    // Page 2 before page 1; page 1 too short; two pages at once.
    expect(await client.post('/session/reading/open', { documentId, page: 2, view: 'page' })).toMatchObject({ code: 'page-out-of-order' })
    await client.post('/session/reading/open', { documentId, page: 1, view: 'page' })
    place.advance(1_000)
    expect(await client.post('/session/reading/close', { documentId, page: 1, clientReported: { visibleMilliseconds: 999_000 } })).toMatchObject({ read: false })
    expect(await client.post('/session/reading/clause', { documentId, clauseId: reading.clauses[0]!.clauseId, happened: 'acknowledged', view: 'page' })).toMatchObject({ code: 'clause-not-shown' })
    expect(await client.post('/session/reading/complete')).toMatchObject({ code: 'reading-incomplete' })
  }, 60_000)

  it('never adds up times of two sessions', async () => {
    const { contractId, code } = await place.sent()
    const phone = newClient()
    await phone.open(code)
    await phone.post('/session/identity', { name: '周禾田', idNumberLastFour: '0017' })
    await phone.decideAll()
    await phone.post('/session/cost-table/open')
    place.advance(10_000)
    await phone.post('/session/cost-table/confirm', { clientReported: { endSeen: true } })
    const { signer, documents } = await phone.view()
    const tablet = newClient()
    tablet.token = (await place.signing.sessions.create({ contractId, signerId: signer.id, origin: 'http://localhost' })).sessionToken
    const documentId = documents[0]!.id
    await phone.post('/session/reading/open', { documentId, page: 1, view: 'page' })
    place.advance(5_000)
    await tablet.post('/session/reading/open', { documentId, page: 1, view: 'page' })
    place.advance(4_000)
    const [a, b] = [await phone.post('/session/reading/close', { documentId, page: 1, clientReported: { visibleMilliseconds: 0 } }), await tablet.view()]
    expect(a.read).toBe(false)
    expect(b.reading.pages[0]!.elapsedSeconds).toBeGreaterThanOrEqual(9)
    expect(b.reading.pages[0]!.elapsedSeconds).toBeLessThan(10)
  }, 60_000)
})

describe('codes', () => {
  it('lock after five wrong tries, for half an hour, and reading stays done', async () => {
    const { client } = await readClient()
    const { attemptId } = await client.startAttempt()
    expect(await client.post('/session/signing/willingness', { attemptId, code: '000000' })).toMatchObject({ code: 'code-not-sent' })
    await client.post('/session/signing/code', { attemptId })
    expect(await client.post('/session/signing/code', { attemptId })).toMatchObject({ code: 'code-too-soon' })
    const right = await place.lastCode()
    const wrong = right === '111111' ? '222222' : '111111'
    const answers = []
    for (let i = 0; i < 6; i++) answers.push(await client.post('/session/signing/willingness', { attemptId, code: wrong }))
    expect(answers.map((answer) => answer.code)).toEqual(['code-wrong', 'code-wrong', 'code-wrong', 'code-wrong', 'code-locked', 'code-locked'])
    expect(await client.post('/session/signing/willingness', { attemptId, code: right })).toMatchObject({ code: 'code-locked' })
    place.advance(31 * 60_000)
    expect(await client.post('/session/signing/willingness', { attemptId, code: right })).toMatchObject({ code: 'code-not-sent' })
    await client.post('/session/signing/code', { attemptId })
    expect(await client.post('/session/signing/willingness', { attemptId, code: await place.lastCode() })).toMatchObject({ method: 'one-time-code' })
  }, 60_000)

  it('expire, and never serve another attempt', async () => {
    const { client } = await readClient()
    const first = await client.startAttempt()
    await client.post('/session/signing/code', { attemptId: first.attemptId })
    const code = await place.lastCode()
    const second = await client.startAttempt()
    expect(await client.post('/session/signing/willingness', { attemptId: first.attemptId, code })).toMatchObject({ code: 'attempt-superseded' })
    expect(await client.post('/session/signing/willingness', { attemptId: second.attemptId, code })).toMatchObject({ code: 'code-not-sent' })
    await client.post('/session/signing/code', { attemptId: second.attemptId })
    place.advance(11 * 60_000)
    expect(await client.post('/session/signing/willingness', { attemptId: second.attemptId, code: await place.lastCode() })).toMatchObject({ code: 'code-expired' })
  }, 60_000)
})

describe('signing', () => {
  it('takes no key twice, no certificate before willingness, no other digest', async () => {
    const { client, attemptId, key } = await willingClient()
    const ready = await client.prepare(attemptId, key)
    const forged = structuredClone(ready)
    forged.signatures[0]!.signature = Buffer.from('3006020101020101', 'hex').toString('base64url')
    expect(await client.post('/session/signing/finish', forged)).toMatchObject({ code: 'signature-invalid' })
    const other = await willingClient()
    const mixed = { attemptId, signatures: (await other.client.prepare(other.attemptId, other.key)).signatures }
    expect(await client.post('/session/signing/finish', mixed)).toMatchObject({ code: 'signature-invalid' })
    expect(await client.post('/session/signing/finish', ready)).toMatchObject({ contractState: 'fullySigned' })
  }, 60_000)

  it('of two finishes at once, makes one signature', async () => {
    const { client, contractId, attemptId, key } = await willingClient()
    const ready = await client.prepare(attemptId, key)
    const answers = await Promise.all([1, 2, 3].map(() => client.post('/session/signing/finish', ready)))
    const receipts = answers.filter((answer) => answer.contractState === 'fullySigned')
    expect(receipts.length).toBeGreaterThan(0)
    expect(new Set(receipts.map((receipt) => receipt.documents[0].sha256)).size).toBe(1)
    const { documents } = await place.signing.contracts.get(contractId)
    const report = await verifyPdf(await place.signing.contracts.document(contractId, documents[0]!.id), { trustAnchors: place.signing.trustAnchors, at: place.now() })
    expect(report.signatures).toHaveLength(1)
  }, 60_000)

  it('ends when declined', async () => {
    const { client } = await readClient()
    expect(await client.post('/session/decline', { reason: 'not-needed' })).toHaveProperty('declinedAt')
    expect(await client.post('/session/signing/start')).toMatchObject({ code: 'ceremony-over' })
    expect((await client.view()).outcome).toBe('declined')
  }, 60_000)
})

describe('access', () => {
  it('refuses a stolen token, a repeated proof, a foreign origin and a missing key', async () => {
    const { code } = await place.sent()
    const client = newClient()
    await client.open(code)
    const thief = newClient()
    thief.token = client.token
    expect(await (await thief.request('GET', '/session')).json()).toMatchObject({ code: 'proof-invalid' })
    expect(await thief.open(code)).toMatchObject({ code: 'proof-invalid' })
    expect(await newClient().post('/session/exchange', { code })).toMatchObject({ code: 'link-invalid' })
    const foreign = await client.request('GET', '/session', undefined, { origin: 'https://evil.example' })
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null])
    expect(await (await client.request('POST', '/session/call', {}, { 'idempotency-key': '' })).json()).toMatchObject({ code: 'idempotency-key-missing' })
    expect(await (await client.request('POST', '/session/identity', { name: '' })).json()).toMatchObject({ code: 'request-invalid' })
    expect((await client.request('GET', '/nowhere')).status).toBe(404)
  }, 60_000)

  it('answers the same key once, and another body under it never', async () => {
    const { code } = await place.sent()
    const client = newClient()
    await client.open(code)
    const key = { 'idempotency-key': 'the-same-key' }
    const first = await (await client.request('POST', '/session/call', {}, key)).json()
    expect(await (await client.request('POST', '/session/call', {}, key)).json()).toEqual(first)
    expect(await (await client.request('POST', '/session/call', { clauseId: 'cost' }, key)).json()).toMatchObject({ code: 'idempotency-key-reused' })
  }, 60_000)
})
