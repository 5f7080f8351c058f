import { backendEndpoints } from '@loansign/protocol/backend'
import { eventNames } from '@loansign/protocol'
import * as v from 'valibot'
import { requireShape } from './requireShape.js'

const id = v.pipe(v.string('an identifier'), v.minLength(1, 'an identifier'), v.maxLength(64, 'an identifier'))
const { approvedBy: person } = backendEndpoints.approveApplication.request.entries

/** What each verb of the SDK takes: identifiers by position, the last argument an object with these members and no others. The same schemas as over HTTP, where there is one. */
export const verbShapes = {
  decide: [id, v.strictObject({ by: person })],
  one: [id],
  create: [backendEndpoints.createContract.request],
  void: [id, backendEndpoints.voidContract.request],
  seal: [id, backendEndpoints.countersignContract.request],
  noteDelivered: [id, v.strictObject({ signerId: id, deliveredAt: v.string('a time, RFC 3339') })],
  two: [id, id],
  document: [id, id, v.optional(v.strictObject({ revision: v.optional(v.picklist(['newest', 'frozen'])) }))],
  session: [backendEndpoints.createSession.request],
  disburse: [id, backendEndpoints.disburseLoan.request],
  repay: [id, backendEndpoints.recordRepayment.request],
  draw: [id, backendEndpoints.drawCredit.request],
  reason: [id, backendEndpoints.cancelDrawdown.request],
  subscribe: [v.strictObject({
    name: person,
    events: v.union([v.literal('all'), v.pipe(v.array(v.picklist(eventNames)), v.minLength(1))], `'all', or names of events: ${eventNames.join(', ')}`),
    handle: v.function('a function'),
  })],
} as const satisfies Record<string, readonly v.GenericSchema[]>

/**
 * A verb that looks at its arguments before it begins. Those that are no objects are named by their position: `/0` is the first.
 * @throws LoanSigningError `request-invalid` with the place (JSON pointer) and what was expected there
 */
export function checked<Given extends readonly unknown[], Result>(shapes: readonly v.GenericSchema[], verb: (...given: Given) => Promise<Result>): (...given: Given) => Promise<Result> {
  return async (...given) => {
    requireArguments(shapes, given)
    return verb(...given)
  }
}

/** @throws LoanSigningError `request-invalid` */
export function requireArguments(shapes: readonly v.GenericSchema[], given: readonly unknown[]): void {
  shapes.forEach((shape, position) => {
    if (shape.type === 'strict_object') requireShape(shape, given[position])
    else requireShape(v.object({ [position]: shape }), { [position]: given[position] })
  })
}
