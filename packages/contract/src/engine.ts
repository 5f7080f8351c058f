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
  /** What the template attaches, as the file `loan.json`. A contract's own is put in when it is frozen: it says where clauses stand, which only the pages tell. */
  readonly attachment: string
  /** Seconds since 1970, into the PDF's metadata: the only time a template knows. */
  readonly timestamp: number
  /** `pdf` is PDF/A-3b, `reading-copy` PDF/UA-1, of which the engine writes one at a time. */
  readonly output: 'pdf' | 'reading-copy'
}

export interface CompileResult {
  readonly pdf: Uint8Array
  readonly anchors: readonly Anchor[]
  readonly pages: number
}

/** Typesets templates as tagged PDF. Same input, same bytes. */
export interface ContractEngine {
  /** @throws ContractError `template-error`, `glyph-missing`, `engine-failed`, `engine-busy` */
  compile(options: CompileOptions): Promise<CompileResult>
  close(): Promise<void>
}

/** The file a template finds its data in. */
export const dataFile = 'data.json'

/** The file it attaches. */
export const attachmentFile = 'loan.json'

/** The standard a written output keeps, as Typst calls it. */
export const standardOf = { pdf: 'a-3b', 'reading-copy': 'ua-1' } as const
