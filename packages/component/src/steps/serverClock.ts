/** Counts down what the server said is left; only draws. The server alone decides. */
export class ServerClock {
  readonly whole: number
  #endsAt = 0
  #left: number
  #timer: ReturnType<typeof setInterval> | undefined
  readonly #tick: () => void

  constructor(whole: number, tick: () => void) {
    this.whole = whole
    this.#left = whole
    this.#tick = tick
  }

  get remaining(): number {
    return this.#timer === undefined ? this.#left : Math.max(0, (this.#endsAt - performance.now()) / 1000)
  }

  run(remainingSeconds: number): void {
    this.stop(remainingSeconds)
    this.#endsAt = performance.now() + remainingSeconds * 1000
    this.#timer = setInterval(() => {
      if (this.remaining <= 0) this.stop(0)
      this.#tick()
    }, 250)
  }

  stop(remainingSeconds = this.remaining): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#left = remainingSeconds
  }
}

