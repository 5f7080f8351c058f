import type { SessionView } from '@loansign/protocol/session'
import { describe, expect, it } from 'vitest'
import type { OpenedDocument } from '../signing/openDocument.js'
import { Refusal } from '../signing/refusal.js'
import type { SigningAttempt } from '../signing/signingAttempt.js'
import { sampleView } from '../testing/sampleView.fixture.js'
import { ApiProblem, type ApiClient } from '../transport/apiClient.js'
import { Ceremony } from './Ceremony.js'

type Answer = SessionView | Error | ((path: string) => unknown)

/** A ceremony whose server answers from a list and whose device is an object. */
function ceremony({ answers, refuse }: { answers: Answer[]; refuse?: 'document-digest-mismatch' }) {
  const events: string[] = []
  const device = { seen: {}, kept: [] as unknown[], cleared: 0, keep: async (facts: unknown) => void device.kept.push(facts), clear: async () => void device.cleared++ }
  const api = {
    token: 'token' as string | null,
    now: () => Date.parse('2026-11-20T02:40:00Z'),
    learnTime: () => undefined,
    stop: () => undefined,
    async call({ path, bytes }: { path: string; bytes: boolean }) {
      if (bytes) return new Uint8Array(3)
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!
      if (answer instanceof Error) throw answer
      return typeof answer === 'function' ? answer(path) : answer
    },
  }
  const made = new Ceremony({
    api: api as unknown as ApiClient, device,
    checks: async () => ({
      checkView: async () => undefined,
      openDocument: async ({ view }) => {
        if (refuse) throw new Refusal(refuse, { registered: 'a', received: 'b' })
        return { id: view.id, sha256: view.sha256, bytes: new Uint8Array(3), facts: {} } as OpenedDocument
      },
    }),
    onReadingNext: () => undefined,
    onChange: () => undefined,
    emit: (event) => void events.push(`${event.type} ${(event as { step?: string; code?: string }).step ?? (event as { code?: string }).code ?? ''}`.trim()),
    report: () => events.push('reported'),
  })
  return { made, events, device, api }
}
const live = { destroyed: 0, destroy() { this.destroyed++ } }

describe('Ceremony', () => {
  it('loads, checks, remembers the digest on the device, and tells each step once', async () => {
    const { made, events, device } = ceremony({ answers: [sampleView()] })
    await made.load()
    expect(made.screen).toBe('identity')
    expect(device.kept).toEqual([{ sessionToken: 'token', seen: { doc_SampleSample1: 'ab'.repeat(32) } }])
    await made.refresh()
    expect(events).toEqual(['contract-step loading', 'contract-step identity', 'contract-ready'])
  })

  it('refuses what does not match, destroys the key, and offers to fetch again, never to go on', async () => {
    const { made, events, device } = ceremony({ answers: [sampleView()], refuse: 'document-digest-mismatch' })
    const attempt = { ...live }
    Object.assign(made.signing, { attempt: attempt as unknown as SigningAttempt, willing: true })
    await made.load()
    expect(made.screen).toBe('refused')
    expect(attempt.destroyed).toBe(1)
    expect(made.signing).toEqual({ attempt: null, willing: false, appearance: null })
    expect(events).toContain('contract-error document-digest-mismatch')
    expect(device.kept).toEqual([])
  })

  it('runs a pressed act once, and what nobody pressed in order', async () => {
    const { made } = ceremony({ answers: [sampleView()] })
    const log: string[] = []
    const slow = (name: string) => async () => { await new Promise((done) => setTimeout(done, 5)); log.push(name) }
    expect(await Promise.all([made.act(slow('pressed')), made.act(slow('pressed again'))])).toEqual([true, false])
    await Promise.all([made.queue(slow('one')), made.queue(slow('two'))])
    expect(log).toEqual(['pressed', 'one', 'two'])
  })

  it('drops the key when a day went by or another tab took over, asks the person in the second case, and forgets everything at an end', async () => {
    const { made, device } = ceremony({ answers: [sampleView(), sampleView(), sampleView({ outcome: 'expired' })] })
    await made.load()
    const attempt = { ...live }
    Object.assign(made.signing, { attempt: attempt as unknown as SigningAttempt, willing: true })
    await made.act(async () => { throw new ApiProblem('certificate-lapsed') })
    expect(attempt.destroyed).toBe(1)
    expect(made.failure).toBeNull()
    await made.act(async () => { throw new ApiProblem('attempt-superseded') })
    expect(made.screen).toBe('failed')
    made.failure = null
    await made.refresh()
    expect(made.screen).toBe('expired')
    expect(device.cleared).toBe(1)
  })

  it('keeps a way back from what may work another time, and none from a dead link', async () => {
    const { made, events } = ceremony({ answers: [new ApiProblem('unavailable', { retryable: true }), sampleView()] })
    await made.load()
    expect(made.screen).toBe('failed')
    made.retry()
    await new Promise((done) => setTimeout(done, 5))
    expect(made.screen).toBe('identity')
    await made.act(async () => { throw new ApiProblem('link-expired') })
    expect(made.failure).toEqual({ code: 'link-expired', retry: null })
    expect(events).not.toContain('reported')
    await made.act(async () => { throw new TypeError('ours') })
    expect(events).toContain('reported')
  })
})
