import type { GenericSchema, InferInput, InferOutput } from 'valibot'
import type { ProblemCode } from './problems.js'

/** Who may call: a link code with a proof of possession, a session token bound to that proof, or a bank's backend key. */
export type Principal = 'link' | 'session' | 'backend'

/** One row of the endpoint table. The element's client, the server's router and docs/protocol.md are made from these rows. */
export interface Endpoint<
  Request extends GenericSchema = GenericSchema,
  Response extends GenericSchema | 'bytes' = GenericSchema | 'bytes',
> {
  /** Dotted name, also the key of the idempotency store: `session.signing.finish`. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** Path below the base path; `:name` marks a parameter. */
  readonly path: string
  readonly principal: Principal
  /** One sentence for docs/protocol.md. */
  readonly summary: string
  /** Schema of the JSON body; an empty object schema for GET. */
  readonly request: Request
  /** Schema of the JSON answer, or `'bytes'` for a PDF. */
  readonly response: Response
  /** The codes a caller must be ready for, besides those any endpoint may give. */
  readonly problems: readonly ProblemCode[]
}

/** Keeps the literal types of a row. */
export function defineEndpoint<Request extends GenericSchema, Response extends GenericSchema | 'bytes'>(
  row: Endpoint<Request, Response>,
): Endpoint<Request, Response> {
  return row
}

export type RequestOf<Row extends Endpoint> = InferInput<Row['request']>
export type ParsedRequestOf<Row extends Endpoint> = InferOutput<Row['request']>
export type ResponseOf<Row extends Endpoint> = Row['response'] extends GenericSchema ? InferOutput<Row['response']> : Uint8Array
