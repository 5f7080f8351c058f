/** Beyond this an engine is replaced while nobody types: it gives no memory back, and the next layout is not to meet the limit without being guilty. */
export const spentMegabytes = 800

/** Longest that a layout may take after a keystroke; one that begins anew, or two versions drawn whole; and the start, which fetches and compiles the engine. */
const limits = { milliseconds: 8_000, wholeMilliseconds: 40_000, startMilliseconds: 120_000, memoryMegabytes: 1_200 }

/**
 * The worker that runs drafts, and its limits. One that takes too long, or needs too much memory, is ended and another started; whoever waits is told.
 * @param {{ fonts: readonly string[], onState: (state: 'starting' | 'ready' | 'broken') => void }} options
 */
export function draftEngine({ fonts, onState }) {
  let worker, started
  let isUp = false
  let next = 0
  const waiting = new Map()

  function start() {
    onState('starting')
    worker = new Worker('/assets/studio/worker/worker.js', { type: 'module' })
    worker.addEventListener('message', ({ data: { id, result, failed } }) => {
      const { done, fail, timer } = waiting.get(id) ?? {}
      if (done === undefined) return
      clearTimeout(timer)
      waiting.delete(id)
      if (failed === undefined) return done(result)
      fail(stopped(failed.memory ? 'memory' : 'engine', failed.message))
      // An engine that trapped is not asked again.
      if (failed.memory) restart()
    })
    worker.addEventListener('error', (event) => restart(stopped('engine', event.message)))
    started = call('start', { fonts, memoryMegabytes: limits.memoryMegabytes }, limits.startMilliseconds)
    started.then(() => {
      isUp = true
      onState('ready')
    }, () => onState('broken'))
  }

  function restart(reason) {
    worker.terminate()
    for (const { fail, timer } of waiting.values()) {
      clearTimeout(timer)
      fail(reason ?? stopped('engine', ''))
    }
    waiting.clear()
    // One that never came up would not the next time either.
    if (!isUp) return
    isUp = false
    start()
  }

  function call(verb, options, milliseconds) {
    const id = next++
    return new Promise((done, fail) => {
      waiting.set(id, { done, fail, timer: setTimeout(() => restart(stopped('time', '')), milliseconds) })
      worker.postMessage({ id, verb, ...options })
    })
  }

  start()
  return {
    /** @throws an error with `why`: `time`, `memory` or `engine` */
    async ask(verb, options) {
      await started
      return call(verb, options, (verb === 'show' && !options.anew) || verb === 'paint' ? limits.milliseconds : limits.wholeMilliseconds)
    },
    /** Another engine in place of this one, while nothing is asked of it. */
    renew() {
      if (waiting.size === 0) restart()
    },
    close() {
      worker.terminate()
    },
  }
}

const stopped = (why, message) => Object.assign(new Error(message || why), { why })
