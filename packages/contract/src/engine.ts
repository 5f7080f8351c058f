/** A place the template marked: position in points, origin top left, as the engine counts. */
export interface Anchor {
  readonly kind: 'clause' | 'signature'
  readonly id: string
  readonly page: number
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface CompileOptions {
  /** Path → text; nothing else can be read by the template. */
  readonly files: Readonly<Record<string, string>>
  readonly main: string
  /** JSON text, which the template reads as the file `data.json`: never as arguments or environment, which other processes can see. */
  readonly data: string
  /** What is attached to the PDF, as the file `loan.json`; apart from the data, so that filling in where clauses stand changes nothing that is laid out. */
  readonly attachment: string
  /** Seconds since 1970, into the PDF's metadata: the only time a template knows. */
  readonly timestamp: number
  /** `anchors` lays out without writing a PDF. */
  readonly output: 'pdf' | 'anchors'
}

export interface CompileResult {
  readonly pdf: Uint8Array
  readonly anchors: readonly Anchor[]
  /** 0 when only anchors were asked for. */
  readonly pages: number
}

/** Typesets templates as tagged PDF/A-3b. Same input, same bytes. */
export interface ContractEngine {
  /** @throws ContractError `template-error`, `glyph-missing`, `engine-failed`, `engine-busy` */
  compile(options: CompileOptions): Promise<CompileResult>
  close(): Promise<void>
}

/** The file a template finds its data in. */
export const dataFile = 'data.json'

/** The file it attaches. */
export const attachmentFile = 'loan.json'
