import type { Endpoint } from '@loansign/protocol'
import { LoanSigningError } from '../errors.js'
import { requireShape } from '../requireShape.js'

/** Signatures over several documents and drawn strokes fit; documents never travel this way. */
const largestBody = 1024 * 1024

/**
 * The text of a body, read no further than its limit.
 * @throws LoanSigningError `body-already-parsed`, `body-too-large`, `request-invalid` when it is not UTF-8
 */
export async function readBody(request: Request): Promise<string> {
  if (request.bodyUsed) throw new LoanSigningError('body-already-parsed')
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) throw new LoanSigningError('body-too-large')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > largestBody) throw new LoanSigningError('body-too-large')
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new LoanSigningError('request-invalid', { why: 'not UTF-8' }, { cause })
  }
}

/**
 * A body as its endpoint's schema wants it; no body is an empty object.
 * @throws LoanSigningError `request-invalid`: where something is wrong and what was expected there, never what was sent
 */
export function parseBody({ request: schema }: Pick<Endpoint, 'request'>, text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text === '' ? '{}' : text)
  } catch (cause) {
    throw new LoanSigningError('request-invalid', { why: 'not JSON' }, { cause })
  }
  return requireShape(schema, value)
}
