import { concatBytes } from '../../der/bytes.js'
import { identifier, startxrefOf } from '../pdf.fixture.js'
import { latin1 } from '../syntax/write.js'

/** A row of a cross-reference stream with /W[1 3 1]. */
export const row = (type: number, place: number, third = 0): string => String.fromCharCode(type, (place >> 16) & 255, (place >> 8) & 255, place & 255, third)

/** An update written by hand: objects first, then whatever section is wanted. */
export class CrossReferenceTail {
  readonly offsets = new Map<number, number>()
  readonly #base: Uint8Array
  #text = '\n'

  constructor(base: Uint8Array) {
    this.#base = base
  }

  /** Where the next object will stand. */
  get position(): number {
    return this.#base.length + this.#text.length
  }

  get previous(): number {
    return startxrefOf(this.#base)
  }

  put(number: number, body: string, generation = 0): this {
    this.offsets.set(number, this.position)
    this.#text += `${number} ${generation} obj\n${body}\nendobj\n`
    return this
  }

  /** Closed by a table with these rows. */
  table(rows: readonly string[], trailer: string): Uint8Array {
    const at = this.position
    return this.#end(`xref\n${rows.join('')}trailer\n<<${trailer}>>\n`, at)
  }

  /** Closed by a stream of that number; what follows the rows in its data is nobody's. */
  stream(number: number, { data, entries }: { readonly data: string; readonly entries: string }): Uint8Array {
    const at = this.position
    return this.#end(`${number} 0 obj\n<</Type/XRef/Root 1 0 R${identifier}${entries}/Length ${data.length}>>\nstream\n${data}\nendstream\nendobj\n`, at)
  }

  #end(section: string, at: number): Uint8Array {
    return concatBytes([this.#base, latin1(`${this.#text}${section}startxref\n${at}\n%%EOF\n`)])
  }
}
