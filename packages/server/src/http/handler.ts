import type { Endpoint, ParsedRequestOf, ResponseOf } from '@loansign/protocol'
import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import type { SignerSession } from '../ceremony/signerSession.js'
import type { Caller } from './authenticate.js'

/** A request that was authenticated and parsed. */
export interface Call<Row extends Endpoint> {
  readonly context: Context
  readonly caller: Caller
  readonly parameters: Readonly<Record<string, string>>
  readonly body: ParsedRequestOf<Row>
}

/** Answers one row of the table: calls one verb, and turns bytes into base64url where it takes or gives any. */
export type Handler<Row extends Endpoint> = (call: Call<Row>) => Promise<Readable<ResponseOf<Row>>>

/** The same shape, nobody's to change; a view may hold more than the row says, and the router leaves that out. */
type Readable<Value> = Value extends Uint8Array
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Readable<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value as string extends Key ? never : Key]: Readable<Value[Key]> }
      : Value

/** A handler for every row, under the row's name. */
export type Handlers<Table extends Readonly<Record<string, Endpoint>>> = { readonly [Name in keyof Table]: Handler<Table[Name]> }

/** The session behind a call. The router lets nobody else come to a row whose principal is `session`. */
export function sessionOf(caller: Caller): SignerSession {
  if (caller.principal !== 'session') throw new LoanSigningError('unauthenticated')
  return caller.session
}
