import type { RevocationSource, TimestampAuthority } from '@loansign/signature'
import { verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LogEntry } from '../../context.js'
import { installation, personalLoanApplication, smallLoanApplication, type Installation } from '../../testing/installation.fixture.js'
import { SignerClient } from '../../testing/signerClient.fixture.js'

const day = 86_400_000
const setTimeoutBefore = globalThis.setTimeout
let place: Installation
let lists: RevocationSource
let authority: TimestampAuthority
const fetchCrl = vi.fn<RevocationSource['fetchCrl']>()
const timestamp = vi.fn<TimestampAuthority['timestamp']>()
const log = vi.fn<(entry: LogEntry) => void>()

beforeAll(async () => {
  place = await installation(({ revocationSource, timestampAuthorities }) => {
    lists = revocationSource!
    authority = timestampAuthorities[0]!
    return { revocationSource: { fetchOcsp: () => Promise.resolve(null), fetchCrl }, timestampAuthorities: [{ name: 'the first', timestamp }, authority], log }
  })
}, 60_000)
afterAll(() => place.close())
beforeEach(() => {
  fetchCrl.mockReset().mockImplementation((question) => lists.fetchCrl(question))
  timestamp.mockReset().mockImplementation((request) => authority.timestamp(request))
  log.mockReset()
})

async function inForce(application = smallLoanApplication, { waitDays = 0, jobs = false } = {}): Promise<string> {
  const { contractId, code } = await place.sent(application)
  const client = new SignerClient(place)
  await client.finish(await client.readyToFinish(code))
  if (jobs) await place.signing.runJobsOnce()
  place.advance(waitDays * day)
  await place.signing.contracts.countersign(contractId, { sealedBy: '邵清和' })
  return contractId
}

async function files(contractId: string): Promise<Uint8Array[]> {
  const { documents } = await place.signing.contracts.get(contractId)
  return Promise.all(documents.map(({ id }) => place.signing.contracts.document(contractId, id)))
}

/** As somebody judges who has the file and the roots, and nobody to ask. */
const judged = (pdf: Uint8Array) => verifyPdf(pdf, { trustAnchors: place.signing.trustAnchors, at: place.now(), revocation: 'required' })
const archivings = async (contractId: string) => (await place.signing.contracts.evidence(contractId)).events.filter(({ type }) => type === 'contract.archived')

describe('archiveContract', () => {
  it('makes every document prove itself, also where the lender seals days after the borrower', async () => {
    const contractId = await inForce(personalLoanApplication, { waitDays: 3 })
    const sealed = await files(contractId)
    expect((await judged(sealed[0]!)).indication).toBe('INDETERMINATE')
    await place.signing.runJobsOnce()
    const archived = await files(contractId)
    expect(archived).toHaveLength(4)
    for (const [index, pdf] of archived.entries()) {
      const { indication, signatures } = await judged(pdf)
      expect(indication).toBe('TOTAL-PASSED')
      expect(new Set(signatures.filter(({ kind }) => kind === 'signature').map(({ level }) => level))).toEqual(new Set(['B-LTA']))
      // Appended, nothing rewritten.
      expect(Buffer.compare(pdf.subarray(0, sealed[index]!.length), sealed[index]!)).toBe(0)
    }
    const contract = await place.signing.contracts.get(contractId)
    expect(contract.archivedAt).not.toBeNull()
    const [event, ...others] = await archivings(contractId)
    expect(others).toEqual([])
    expect(event!.data).toMatchObject({ documents: contract.documents.map(({ id, revisionSha256 }) => ({ id, sha256: revisionSha256 })) })
    expect(await place.signing.contracts.auditEvidence(contractId)).toBeNull()
    await place.signing.runJobsOnce()
    expect(await archivings(contractId)).toHaveLength(1)
  }, 120_000)

  it.each([['was asked right after the signature', true, 1], ['was not asked in time', false, 0]] as const)('by an authority that forgets certificates which have ended, and %s: %s', async (_, jobs, times) => {
    fetchCrl.mockImplementation(async (question) => (question.certificate.notAfter < place.now() ? null : lists.fetchCrl(question)))
    const contractId = await inForce(personalLoanApplication, { waitDays: 3, jobs })
    await place.signing.runJobsOnce()
    expect(await archivings(contractId)).toHaveLength(times)
    if (jobs) expect((await Promise.all((await files(contractId)).map(judged))).map(({ indication }) => indication)).toEqual(Array.from({ length: 4 }, () => 'TOTAL-PASSED'))
  })

  it('goes to the next timestamp authority when one fails', async () => {
    const contractId = await inForce()
    timestamp.mockRejectedValue(new TypeError('fetch failed'))
    await place.signing.runJobsOnce()
    expect(await archivings(contractId)).toHaveLength(1)
  })

  it('goes on when an authority never answers', async () => {
    const contractId = await inForce()
    const waits = vi.spyOn(globalThis, 'setTimeout')
    // A minute is over at once; nothing else here waits so long.
    waits.mockImplementation(((done: () => void, ms?: number) => setTimeoutBefore(done, ms === 60_000 ? 50 : ms)) as typeof setTimeout)
    timestamp.mockReturnValue(new Promise(() => {}))
    try {
      await place.signing.runJobsOnce()
    } finally {
      waits.mockRestore()
    }
    expect(timestamp).toHaveBeenCalled()
    expect(await archivings(contractId)).toHaveLength(1)
  })

  it('waits while there are no data yet, and leaves the contract as it was', async () => {
    const contractId = await inForce()
    const before = await files(contractId)
    fetchCrl.mockResolvedValue(null)
    await place.signing.runJobsOnce()
    expect(await files(contractId)).toEqual(before)
    expect(await place.signing.contracts.get(contractId)).toMatchObject({ state: 'effective', archivedAt: null })
    // What a later try may mend is no alarm at first, and not asked for again at once.
    expect(log.mock.calls).toEqual([[expect.objectContaining({ level: 'info', event: 'contract-not-archived', error: expect.objectContaining({ code: 'extension-refused', retryable: true }) })]])
    const asked = fetchCrl.mock.calls.length
    await place.signing.runJobsOnce()
    expect(fetchCrl.mock.calls.length).toBe(asked)
    fetchCrl.mockImplementation((question) => lists.fetchCrl(question))
    place.advance(61_000)
    await place.signing.runJobsOnce()
    expect(await archivings(contractId)).toHaveLength(1)
  })

  it('at the same time in two processes archives once', async () => {
    const contractId = await inForce()
    await Promise.all([place.signing.runJobsOnce(), place.signing.runJobsOnce(), place.signing.runJobsOnce()])
    // Whoever came too late does not try again either.
    place.advance(61_000)
    await place.signing.runJobsOnce()
    expect(await archivings(contractId)).toHaveLength(1)
    expect((await judged((await files(contractId))[0]!)).indication).toBe('TOTAL-PASSED')
  })

  it('is left alone where another process archived it since it was listed', async () => {
    const contracts = [await inForce(), await inForce()]
    const waiting: (() => void)[] = []
    fetchCrl.mockImplementation(async (question) => {
      await new Promise<void>((go) => waiting.push(go))
      return lists.fetchCrl(question)
    })
    const [slow] = [place.signing.runJobsOnce(), await vi.waitUntil(() => waiting.length > 0)]
    const held = waiting.splice(0)
    // The fast one does both while the slow one, which listed both, is at the first.
    fetchCrl.mockImplementation((question) => lists.fetchCrl(question))
    await place.signing.runJobsOnce()
    held.forEach((go) => go())
    await slow
    expect(await Promise.all(contracts.map(async (id) => (await archivings(id)).length))).toEqual([1, 1])
  })

  it('covers a timestamp by the next one before the certificate of its authority ends', async () => {
    const contractId = await inForce()
    await place.signing.runJobsOnce()
    const [first] = await files(contractId)
    const until = new Date(((await archivings(contractId))[0]!.data as { until: string }).until)
    place.advance(until.getTime() - place.now().getTime() - 91 * day)
    await place.signing.runJobsOnce()
    expect(await archivings(contractId)).toHaveLength(1)
    place.advance(2 * day)
    await place.signing.runJobsOnce()
    expect(await archivings(contractId)).toHaveLength(2)
    const [renewed] = await files(contractId)
    expect(Buffer.compare(renewed!.subarray(0, first!.length), first!)).toBe(0)
    const { indication, signatures } = await judged(renewed!)
    expect(indication).toBe('TOTAL-PASSED')
    expect(signatures.filter(({ kind }) => kind === 'document-timestamp')).toHaveLength(2)
    await place.signing.runJobsOnce()
    expect(await archivings(contractId)).toHaveLength(2)
  })
})
