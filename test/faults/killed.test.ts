import { verifyPdf, type SigningKey } from '@loansign/signature'
import { developmentCertificateAuthority } from '@loansign/server/development'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personalLoanApplication, type Installation } from '../../packages/server/src/testing/installation.fixture.js'
import { SignerClient, type ReadyToFinish } from '../../packages/server/src/testing/signerClient.fixture.js'
import { inconsistencies } from './inconsistencies.js'
import { Died, MortalServer } from './mortalServer.js'

let server: MortalServer
beforeAll(async () => {
  server = await MortalServer.create()
}, 120_000)
afterAll(() => server.close())

/** The client takes from an installation what it needs: a clock, the API and the newest code. */
function signer(): SignerClient {
  const place: Pick<Installation, 'now' | 'advance' | 'lastCode'> & { signing: { fetch: MortalServer['fetch'] } } = {
    now: server.now,
    advance: (milliseconds) => server.advance(milliseconds),
    signing: { fetch: server.fetch },
    lastCode: async () => server.message(/验证码 (\d{3}) (\d{3})/).join(''),
  }
  return new SignerClient(place as unknown as Installation)
}

let contracts = 0
/** From the application to the link. `between` is called after every step but the last. */
async function sent(between: () => Promise<void> = async () => {}): Promise<{ contractId: string; code: string }> {
  const { id } = await server.backend('POST', '/applications', personalLoanApplication as never)
  await between()
  await server.backend('POST', `/applications/${id}/approve`, { approvedBy: '陆正衡' })
  await between()
  const contract = await server.backend('POST', '/contracts', { applicationId: id, number: `第${++contracts}号` })
  await between()
  await server.backend('POST', `/contracts/${contract.id}/send`)
  return { contractId: contract.id as string, code: server.message(/#c=([A-Za-z0-9_-]+)/)[0]! }
}

async function readyToFinish(): Promise<{ contractId: string; client: SignerClient; ready: ReadyToFinish }> {
  const { contractId, code } = await sent()
  const client = signer()
  return { contractId, client, ready: await client.readyToFinish(code) }
}

async function signed(): Promise<string> {
  const { contractId, client, ready } = await readyToFinish()
  expect(await client.finish(ready)).toHaveProperty('promise')
  return contractId
}

const countersign = (contractId: string, key?: string) => server.backend('POST', `/contracts/${contractId}/countersign`, { sealedBy: '邵清和' }, key)

/** Of every document: whether all pass, and how many signatures each has. */
async function verdict(contractId: string) {
  const { documents } = await server.backend('GET', `/contracts/${contractId}`)
  const trustAnchors = await (await developmentCertificateAuthority({ environment: 'development', directory: join(server.directory, 'keys') })).trustAnchors()
  const reports = await Promise.all(
    (documents as { id: string }[]).map(async ({ id }) => {
      const response = await server.fetch(new Request(`http://localhost/v1/contracts/${contractId}/documents/${id}`, { headers: { authorization: 'Bearer only-for-tests-0123456789' } }))
      return verifyPdf(new Uint8Array(await response.arrayBuffer()), { trustAnchors, at: server.now() })
    }),
  )
  return { indications: [...new Set(reports.map(({ indication }) => indication))], signatures: reports.map(({ signatures }) => signatures.length) }
}

/** Runs a call that kills the server at a point, starts it again, and wants everything all or none. */
async function killedAt(point: number, call: () => Promise<unknown>): Promise<void> {
  server.killAt = point
  await expect(call(), `point ${point}`).rejects.toBeInstanceOf(Died)
  await server.start()
  expect(await inconsistencies(server), `point ${point}`).toEqual([])
}

describe('a server that is killed', () => {
  it('between any two steps of the journey goes on where it was', async () => {
    const { contractId, code } = await sent(async () => {
      await server.restart()
      expect(await inconsistencies(server)).toEqual([])
    })
    await server.restart()
    const client = signer()
    let documentId = ''
    const steps: [string, () => Promise<unknown>][] = [
      ['open', () => client.open(code)],
      ['identity', () => client.identify()],
      ['consents', () => client.decideAll()],
      ['cost table', () => client.confirmCostTable()],
      ['first page', async () => {
        documentId = (await client.view()).documents[0]!.id
        await client.openPage(documentId, 1)
        server.advance(2_000)
        return client.closePage(documentId, 1)
      }],
      ['reading', () => client.readAll()],
    ]
    for (const [name, step] of steps) {
      expect(await step(), name).not.toHaveProperty('code')
      await server.restart()
      expect(await inconsistencies(server), name).toEqual([])
    }
    const { attemptId, key } = await client.startAttempt()
    await server.restart()
    expect(await client.post('/session/signing/code', { attemptId })).toHaveProperty('expiresAt')
    await server.restart()
    const digits = server.message(/验证码 (\d{3}) (\d{3})/).join('')
    expect(await client.post('/session/signing/willingness', { attemptId, code: digits })).toHaveProperty('confirmedAt')
    await server.restart()
    await client.certify(attemptId, key)
    await server.restart()
    const ready = await client.prepare(attemptId, key)
    await server.restart()
    expect(await client.finish(ready)).toHaveProperty('promise')
    await server.restart()
    expect(await countersign(contractId)).toMatchObject({ state: 'effective' })
    await server.restart()
    const { loanId } = await server.backend('GET', `/contracts/${contractId}`)
    expect(await server.backend('POST', `/loans/${loanId}/disburse`, { reference: 'core-1', on: '2026-12-20' })).not.toHaveProperty('code')
    await server.restart()
    expect(await server.backend('POST', `/loans/${loanId}/repayments`, { amount: '100.00', on: '2027-01-20', reference: 'pay-1' })).not.toHaveProperty('code')
    await server.restart()
    expect(await server.backend('GET', `/loans/${loanId}`)).toMatchObject({ state: 'active', schedule: expect.arrayContaining([expect.objectContaining({ number: 1, paid: '100.00' })]) as unknown })
    expect(await verdict(contractId)).toEqual({ indications: ['TOTAL-PASSED'], signatures: [2, 1] })
    expect(await server.runJobs()).toEqual([null])
    expect(await inconsistencies(server)).toEqual([])
  }, 240_000)

  it('at any point of finish: accept, timestamp, embed, store, commit, loses nothing and signs once', async () => {
    const rehearsal = await readyToFinish()
    await rehearsal.client.finish(rehearsal.ready)
    const points = [...server.points]
    // The order of the inner steps is part of what is tested.
    const order = ['before timestamp', 'after timestamp', 'before put', 'after put'].map((name) => points.indexOf(name))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order[0]).toBeGreaterThan(points.indexOf('after commit'))
    expect(points.lastIndexOf('before commit')).toBeGreaterThan(order[3]!)

    for (let point = 1; point <= points.length; point++) {
      const { contractId, client, ready } = await readyToFinish()
      await killedAt(point, () => client.finish(ready))
      // Half of them are ended by a job before the browser asks again.
      if (point % 2 === 0) expect((await server.runJobs()).filter(Boolean)).toEqual([])
      const receipt = await client.finish(ready)
      expect(receipt, `point ${point}`).toHaveProperty('promise')
      expect(await client.finish(ready)).toEqual(receipt)
      expect((await client.view()).outcome).toBe('signed')
      expect(await verdict(contractId), `point ${point}`).toEqual({ indications: ['TOTAL-PASSED'], signatures: [1, 1] })
      expect(await inconsistencies(server), `point ${point}`).toEqual([])
    }
  }, 900_000)

  it('at any point of countersign seals once, and the first answer is given again', async () => {
    await countersign(await signed())
    const points = [...server.points]
    for (let point = 1; point <= points.length; point++) {
      const contractId = await signed()
      const key: string = crypto.randomUUID()
      await killedAt(point, () => countersign(contractId, key))
      // The same request again, when the first is taken for dead: it is done now, or was done, and is answered once more.
      server.advance(61_000)
      const answer = await countersign(contractId, key)
      expect(answer, `point ${point}`).toMatchObject({ state: 'effective', loanId: expect.stringMatching(/^loa_/) })
      expect(await countersign(contractId, key)).toEqual(answer)
      expect(await countersign(contractId)).toMatchObject({ code: 'state-conflict' })
      expect(await verdict(contractId), `point ${point}`).toEqual({ indications: ['TOTAL-PASSED'], signatures: [2, 1] })
      expect(await inconsistencies(server), `point ${point}`).toEqual([])
    }
  }, 900_000)

  it('at any point of archiving appends all or nothing, and once', async () => {
    const inForce = async (): Promise<string> => {
      const contractId = await signed()
      expect(await countersign(contractId)).toMatchObject({ state: 'effective' })
      return contractId
    }
    const lta = { indications: ['TOTAL-PASSED'], signatures: [3, 2] }
    // What the tests before this one left to be archived.
    do await server.runJobs()
    while (server.points.includes('after put'))
    await inForce()
    await server.runJobs()
    const points = [...server.points]
    expect(points.filter((name) => name === 'after put')).toHaveLength(2)
    // The jobs before and after it have points of their own, which other tests die at.
    for (let point = points.indexOf('before timestamp') - 1; point <= points.lastIndexOf('after put') + 4; point++) {
      const contractId = await inForce()
      await killedAt(point, () => server.runJobs())
      expect((await server.runJobs()).filter(Boolean), `point ${point}`).toEqual([])
      expect(await verdict(contractId), `point ${point}`).toEqual(lta)
      await server.runJobs()
      expect(await verdict(contractId), `point ${point}`).toEqual(lta)
      expect(await inconsistencies(server), `point ${point}`).toEqual([])
    }
  }, 900_000)

  it.each([
    ['the code is sent', '/session/signing/code'],
    ['the key is certified', '/session/signing/certificate'],
    ['the tail is prepared', '/session/signing/prepare'],
  ])('at any point while %s leaves a signer who can sign', async (_, path) => {
    const { contractId, code } = await sent()
    const client = signer()
    await client.begin(code)
    await client.readAll()
    let point = 0
    for (let died = true; died; ) {
      const { attemptId, key } = await client.startAttempt()
      died = await killedDuring(client, { attemptId, key, path, point: ++point })
      if (!died) break
      await server.start()
      expect(await inconsistencies(server), `point ${point}`).toEqual([])
      // Codes are rationed.
      server.advance(11 * 60_000)
    }
    expect(point).toBeGreaterThan(3)
    server.advance(11 * 60_000)
    const { attemptId, key } = await client.startAttempt()
    await client.confirmCode(attemptId)
    expect(await client.finish(await client.prepare(attemptId, key))).toHaveProperty('promise')
    expect(await verdict(contractId)).toEqual({ indications: ['TOTAL-PASSED'], signatures: [1, 1] })
    expect(await server.runJobs()).not.toContainEqual(expect.any(Number))
  }, 900_000)
})

/** Goes through an attempt and kills the server at a point of one of its calls. False when that call has fewer points. */
async function killedDuring(client: SignerClient, { attemptId, key, path, point }: { attemptId: string; key: SigningKey; path: string; point: number }): Promise<boolean> {
  const request = client.request.bind(client)
  client.request = (method, to, options) => {
    if (to === path) server.killAt = point
    return request(method, to, options)
  }
  try {
    await client.confirmCode(attemptId)
    await client.prepare(attemptId, key)
    return false
  } catch (error) {
    if (error instanceof Died) return true
    throw error
  } finally {
    client.request = request
  }
}

