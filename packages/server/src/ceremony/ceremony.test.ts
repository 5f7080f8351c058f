import { createHash } from 'node:crypto'
import { consentStatement } from '@loansign/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installation, type Installation } from '../testing/installation.fixture.js'
import { SignerClient } from '../testing/signerClient.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

/** A client that may read, and the document it reads. */
async function reader() {
  const { contractId, code } = await place.sent()
  const client = new SignerClient(place)
  await client.begin(code)
  const view = await client.view()
  return { contractId, client, documentId: view.documents[0]!.id, view }
}

/** Every string and number of a JSON value, and of the JSON in its strings: audit records are kept as text. */
function valuesIn(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return /^[{[]/.test(value) ? valuesIn(JSON.parse(value)) : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : []
}

async function secondSession(contractId: string): Promise<SignerClient> {
  const { signers } = await place.signing.contracts.get(contractId)
  const client = new SignerClient(place)
  client.token = (await place.signing.sessions.create({ contractId, signerId: signers[0]!.id, origin: 'http://localhost' })).sessionToken
  return client
}

describe('steps', () => {
  it('come in their order, whatever the element does', async () => {
    const client = new SignerClient(place)
    await client.open((await place.sent()).code)
    const documentId = (await client.view()).documents[0]!.id
    const tooEarly = { code: 'step-out-of-order' }
    expect(await client.decideAll()).toMatchObject(tooEarly)
    await client.identify()
    expect(await client.post('/session/cost-table/open')).toMatchObject(tooEarly)
    await client.decideAll()
    expect(await client.openPage(documentId, 1)).toMatchObject(tooEarly)
    await client.confirmCostTable()
    expect(await client.post('/session/signing/start')).toMatchObject(tooEarly)
    await client.readAll()
    expect((await client.view()).steps.filter(({ done }) => done).map(({ step }) => step)).toEqual([
      'identity',
      'consents',
      'cost-table',
      'reading',
    ])
    expect(await client.post('/session/signing/start')).toHaveProperty('attemptId')
  })

  it('leave a trail without gaps or personal data', async () => {
    const { contractId, client } = await reader()
    await client.readAll()
    const evidence = await place.signing.contracts.evidence(contractId)
    expect([...new Set(evidence.events.map(({ type }) => type))]).toEqual([
      'contract.generated',
      'contract.sent',
      'contract.delivered',
      'contract.opened',
      'identity.verified',
      'consent.decided',
      'costTable.confirmed',
      'page.read',
      'clause.acknowledged',
      'reading.completed',
    ])
    // As values: four digits alone may well stand in the middle of a digest.
    const personal = ['周禾田', '530000198703150017', '0017', '13800000187', '0187', '云川省青溪县柳河镇']
    expect(valuesIn(evidence).filter((value) => personal.includes(value))).toEqual([])
    expect(JSON.stringify(evidence)).not.toMatch(/周禾田|530000198703150017|13800000187|柳河镇/)
    expect(await place.signing.contracts.auditEvidence(contractId)).toBeNull()
  })
})

describe('identity', () => {
  it('is locked for half an hour after five wrong answers, also for the right one', async () => {
    const client = new SignerClient(place)
    await client.open((await place.sent()).code)
    const guess = () => client.post('/session/identity', { name: '周禾田', idNumberLastFour: '9999' })
    const codes = []
    for (let i = 0; i < 5; i++) codes.push((await guess()).code)
    expect(codes).toEqual(['identity-mismatch', 'identity-mismatch', 'identity-mismatch', 'identity-mismatch', 'identity-locked'])
    const { lockedUntil } = (await client.identify()).details
    expect(Date.parse(lockedUntil) - place.now().getTime()).toBeGreaterThan(29 * 60_000)
    expect((await client.view()).identity.lockedUntil).toBe(lockedUntil)
    place.advance(30 * 60_000)
    expect(await guess()).toMatchObject({ code: 'identity-mismatch', details: { attemptsLeft: 4 } })
    expect(await client.identify()).toMatchObject({ method: 'name-and-last-four' })
  })

  it('guessed many times at once loses no count', async () => {
    const client = new SignerClient(place)
    await client.open((await place.sent()).code)
    const guesses = Array.from({ length: 8 }, (_, index) =>
      client.post('/session/identity', { name: '周禾田', idNumberLastFour: `900${index}` }),
    )
    const codes = (await Promise.all(guesses)).map(({ code }) => code)
    expect(codes.filter((code) => code === 'identity-mismatch')).toHaveLength(4)
    expect(codes.filter((code) => code === 'identity-locked')).toHaveLength(4)
  })
})

describe('consents', () => {
  it('name the text that was on screen, and all that signing needs must be given', async () => {
    const client = new SignerClient(place)
    await client.open((await place.sent()).code)
    await client.identify()
    const { consents } = await client.view()
    expect(consents.map(({ id, required }) => [id, required])).toEqual([
      ['electronic-signing', true],
      ['certificate', true],
      ['reminders', false],
    ])
    for (const consent of consents) expect(createHash('sha256').update(consentStatement(consent)).digest('hex')).toBe(consent.textSha256)
    const decide = (decision: string, change: object = {}) =>
      client.post('/session/consents', {
        decisions: consents.map(({ id, textSha256 }) => ({ consentId: id, textSha256, decision, ...change })),
      })
    expect(await decide('agreed', { textSha256: '0'.repeat(64) })).toMatchObject({ code: 'consent-unknown' })
    // Both at once would say nothing, and leave it to the order of a list which of them counts.
    const [first] = consents as [(typeof consents)[number]]
    const both = ['refused', 'agreed'].map((decision) => ({ consentId: first.id, textSha256: first.textSha256, decision }))
    expect(await client.post('/session/consents', { decisions: both })).toMatchObject({ code: 'request-invalid' })
    for (const consentId of ['__proto__', 'constructor', 'Electronic-Signing']) {
      expect(await client.post('/session/consents', { decisions: [{ ...both[1]!, consentId }] })).toMatchObject({ code: 'consent-unknown' })
    }
    // The digest of one text does not stand for another.
    expect(await client.post('/session/consents', { decisions: [{ ...both[1]!, textSha256: consents[1]!.textSha256 }] })).toMatchObject({ code: 'consent-unknown' })
    expect(await decide('refused')).toEqual({ complete: false, missing: ['electronic-signing', 'certificate'] })
    expect(await client.post('/session/cost-table/open')).toMatchObject({ code: 'step-out-of-order' })
    expect(await decide('agreed')).toEqual({ complete: true, missing: [] })
    // The same again is no change; another mind is no longer changed here.
    expect(await decide('agreed')).toEqual({ complete: true, missing: [] })
    expect(await decide('refused')).toMatchObject({ code: 'state-conflict' })
  })
})

describe('the cost table', () => {
  it('takes its time by the server’s clock, and none while it is away', async () => {
    const client = new SignerClient(place)
    await client.open((await place.sent()).code)
    await client.identify()
    await client.decideAll()
    const confirm = () => client.post('/session/cost-table/confirm', { clientReported: { endSeen: true } })
    expect(await confirm()).toMatchObject({ code: 'cost-table-too-early' })
    await client.post('/session/cost-table/open')
    place.advance(6_000)
    expect((await client.post('/session/cost-table/pause')).remainingSeconds).toBeLessThanOrEqual(4)
    place.advance(60_000)
    expect(await confirm()).toMatchObject({ code: 'cost-table-too-early' })
    await client.post('/session/cost-table/open')
    place.advance(4_000)
    const confirmed = await confirm()
    expect(confirmed.shownSeconds).toBe(10)
    // Looking at it again later changes nothing of what was confirmed.
    await client.post('/session/cost-table/open')
    place.advance(60_000)
    expect(await confirm()).toEqual(confirmed)
    expect((await client.view()).costTable).toMatchObject({ confirmedAt: confirmed.confirmedAt, shownSeconds: 10 })
  })
})

describe('pages', () => {
  it('are read one behind the other, each for its minimum', async () => {
    const { client, documentId } = await reader()
    expect(await client.openPage(documentId, 2)).toMatchObject({ code: 'page-out-of-order' })
    expect(await client.openPage(documentId, 1)).toMatchObject({ remainingSeconds: 3, read: false })
    place.advance(1_000)
    // What the browser claims to have shown counts for nothing.
    const claim = { documentId, page: 1, clientReported: { visibleMilliseconds: 80_000_000 } }
    expect(await client.post('/session/reading/close', claim)).toMatchObject({ read: false })
    expect(await client.openPage(documentId, 2)).toMatchObject({ code: 'page-out-of-order' })
    await client.openPage(documentId, 1)
    place.advance(2_000)
    // The next page may be opened without closing the one before.
    expect(await client.openPage(documentId, 2)).toMatchObject({ read: false })
    expect(await client.openPage(documentId, 3)).toMatchObject({ code: 'page-out-of-order' })
  })

  it('gain no time twice in two sessions', async () => {
    const { contractId, client: phone, documentId } = await reader()
    const tablet = await secondSession(contractId)
    await phone.openPage(documentId, 1)
    place.advance(1_000)
    await tablet.openPage(documentId, 1)
    place.advance(1_000)
    await Promise.all([phone.openPage(documentId, 1), tablet.openPage(documentId, 1), phone.openPage(documentId, 1)])
    const { elapsedSeconds } = (await tablet.view()).reading.pages[0]!
    expect(elapsedSeconds).toBeGreaterThanOrEqual(2)
    expect(elapsedSeconds).toBeLessThan(3)
    place.advance(1_000)
    expect(await phone.closePage(documentId, 1)).toMatchObject({ read: true })
    // The tablet goes on; closing the old page on the phone does not close its page.
    await tablet.openPage(documentId, 2)
    place.advance(1_000)
    await phone.closePage(documentId, 1)
    place.advance(2_000)
    expect(await tablet.closePage(documentId, 2)).toMatchObject({ read: true })
  })

  it('left open by a dead phone gain their minimum and no more', async () => {
    const { contractId, client, documentId } = await reader()
    await client.openPage(documentId, 1)
    place.advance(3 * 3_600_000)
    const later = await secondSession(contractId)
    expect((await later.view()).reading.pages[0]).toMatchObject({ elapsedSeconds: 3, read: false })
    await later.openPage(documentId, 2)
    const { events } = await place.signing.contracts.evidence(contractId)
    expect(events.find(({ type }) => type === 'page.read')?.data).toMatchObject({ page: 1, enforced: { milliseconds: 3_000 } })
  })
})

describe('key clauses', () => {
  it('are shown before they are acknowledged, and not by a machine', async () => {
    const { client, documentId } = await reader()
    const note = (clauseId: string, happened: string) =>
      client.post('/session/reading/clause', { documentId, clauseId, happened, view: 'page' })
    expect(await note('nothing', 'shown')).toMatchObject({ code: 'clause-unknown' })
    expect(await note('default-interest', 'acknowledged')).toMatchObject({ code: 'clause-not-shown' })
    await client.openPage(documentId, 1)
    expect(await note('joint-liability', 'shown')).toMatchObject({ code: 'clause-not-shown' })
    expect(await note('default-interest', 'shown')).toEqual({ shown: true, explained: false, acknowledged: false })
    expect(await note('default-interest', 'acknowledged')).toMatchObject({ code: 'clause-not-shown' })
    place.advance(1_000)
    expect(await note('default-interest', 'explained')).toEqual({ shown: true, explained: true, acknowledged: false })
    expect(await note('default-interest', 'acknowledged')).toEqual({ shown: true, explained: true, acknowledged: true })
    const incomplete = await client.post('/session/reading/complete')
    expect(incomplete).toMatchObject({
      code: 'reading-incomplete',
      details: { pagesMissing: [{ page: 1 }, { page: 2 }], clausesMissing: ['joint-liability'] },
    })
  })

  it('end in a receipt that keeps apart what was enforced and what the browser said', async () => {
    const { client } = await reader()
    const { receiptSha256 } = await client.readAll()
    const { rows } = await place.database.pool.query<{ reading_receipt: string }>(
      'select reading_receipt from signers where reading_receipt is not null',
    )
    const text = rows
      .map((row) => row.reading_receipt)
      .find((receipt) => createHash('sha256').update(receipt).digest('hex') === receiptSha256)!
    const receipt = JSON.parse(text)
    expect(receipt.enforced.pages).toHaveLength(2)
    expect(receipt.enforced.pages[0].milliseconds).toBe(3_000)
    expect(receipt.clientReported.clauses).toHaveLength(2)
    expect(receipt.clientReported.pages[0]).toMatchObject({ view: 'page', visibleMilliseconds: 1 })
    expect((await client.view()).reading.receiptSha256).toBe(receiptSha256)
  })
})

describe('a ceremony', () => {
  it('that is declined is over', async () => {
    const { contractId, client } = await reader()
    expect(await client.post('/session/decline', { reason: 'not-needed' })).toHaveProperty('declinedAt')
    expect(await client.post('/session/decline', {})).toMatchObject({ code: 'ceremony-over' })
    expect((await client.view()).outcome).toBe('declined')
    expect((await place.signing.contracts.get(contractId)).state).toBe('declined')
  })

  it('that is not ended in time expires', async () => {
    const { contractId, client, documentId } = await reader()
    place.advance(7 * 86_400_000)
    const later = await secondSession(contractId)
    expect(await later.openPage(documentId, 1)).toMatchObject({ code: 'ceremony-over' })
    await place.signing.runJobsOnce()
    expect((await later.view()).outcome).toBe('expired')
    expect((await place.signing.contracts.get(contractId)).state).toBe('expired')
    expect(await client.view()).toMatchObject({ code: 'unauthenticated' })
  })

  it('of a voided contract shows its end', async () => {
    const { contractId, client } = await reader()
    await place.signing.contracts.void(contractId, { reason: 'wrong amount' })
    expect((await client.view()).outcome).toBe('voided')
    expect(await client.readAll()).toMatchObject({ code: 'ceremony-over' })
  })
})
