/** Bits in the order in which deflate has them (RFC 1951 section 3.1.1); words of its codes begin with the highest. */
export class Bits {
  readonly #bits: number[] = []

  put(value: number, width: number): this {
    for (let i = 0; i < width; i++) this.#bits.push((value >> i) & 1)
    return this
  }

  word(value: number, width: number): this {
    for (let i = width - 1; i >= 0; i--) this.#bits.push((value >> i) & 1)
    return this
  }

  /** A symbol of the fixed code of literals and lengths (section 3.2.6). */
  fixed(symbol: number): this {
    if (symbol < 144) return this.word(0x30 + symbol, 8)
    if (symbol < 256) return this.word(0x190 + symbol - 144, 9)
    return symbol < 280 ? this.word(symbol - 256, 7) : this.word(0xc0 + symbol - 280, 8)
  }

  get bytes(): Uint8Array {
    return Uint8Array.from({ length: Math.ceil(this.#bits.length / 8) }, (_, i) => this.#bits.slice(8 * i, 8 * i + 8).reduce((octet, bit, place) => octet | (bit << place), 0))
  }
}
