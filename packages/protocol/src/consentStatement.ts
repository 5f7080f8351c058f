export interface ConsentStatement {
  readonly id: string
  readonly textVersion: string
  readonly title: string
  readonly text: string
  /** Who receives the data, when somebody does. */
  readonly recipient?: string | undefined
}

/**
 * The bytes whose SHA-256 is a consent's `textSha256`: everything a person decides upon, one field a line.
 * The element hashes what it shows and sends that digest, so that a decision names the text that was on screen.
 */
export function consentStatement({ id, textVersion, title, text, recipient }: ConsentStatement): Uint8Array<ArrayBuffer> {
  const lines = ['LoanSign consent 1', id, textVersion, title, text, recipient ?? '']
  return new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n'))
}
