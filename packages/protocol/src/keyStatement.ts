export interface KeyStatement {
  readonly attemptId: string
  readonly signerId: string
  /** The server's random challenge, base64url. */
  readonly challenge: string
  /** SHA-256 of every document of the ceremony, in the session's order, hexadecimal. */
  readonly documentDigests: readonly string[]
}

/**
 * The bytes a signing key signs to prove that the browser holds it, before anything else is asked of it.
 * A fixed first line keeps this signature from ever being read as one over a document: signed attributes begin with 0x31.
 */
export function keyStatement(statement: KeyStatement): Uint8Array<ArrayBuffer> {
  const lines = ['LoanSign key registration 1', statement.attemptId, statement.signerId, statement.challenge, ...statement.documentDigests]
  return new TextEncoder().encode(lines.join('\n'))
}
