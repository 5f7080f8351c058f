import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { answersInTime } from './answersInTime.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class Slow {
  readonly name = 'slow'
  readonly #answer = 7
  now(): Promise<number> {
    return Promise.resolve(this.#answer)
  }
  never(): Promise<number> {
    return new Promise(() => {})
  }
}

it('a port that answers is as it was', async () => {
  const port = answersInTime('timestamp-unreachable', new Slow())
  expect([port.name, await port.now(), vi.getTimerCount()]).toEqual(['slow', 7, 0])
})

it('one that never does is unreachable after a minute, and may be asked again', async () => {
  const refused = expect(answersInTime('revocation-unreachable', new Slow()).never()).rejects.toMatchObject({ code: 'revocation-unreachable', retryable: true })
  await vi.advanceTimersByTimeAsync(59_999)
  expect(vi.getTimerCount()).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  await refused
})
