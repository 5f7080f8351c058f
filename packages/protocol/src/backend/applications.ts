import * as v from 'valibot'
import { defineEndpoint } from '../endpoint.js'
import { identifier, instant, shortText } from '../values.js'
import { loanTerms, party, product, productTerms } from './loanTerms.js'

const applicationView = v.object({
  id: identifier,
  state: v.picklist(['submitted', 'screened', 'approved', 'rejected', 'contracted']),
  screening: v.nullable(v.object({ decision: v.picklist(['pass', 'review', 'refuse']), reasons: v.array(v.string()), reference: v.string() })),
  submittedAt: instant,
})

export const submitApplication = defineEndpoint({
  id: 'backend.applications.submit',
  method: 'POST',
  path: '/applications',
  principal: 'backend',
  summary: 'A borrower applies; the data are checked by the schema and rules of the product, and the screening port is asked at once.',
  request: v.strictObject({ ...product.entries, loan: loanTerms, parties: v.pipe(v.array(party), v.minLength(1), v.maxLength(10)), terms: v.optional(productTerms) }),
  response: applicationView,
  problems: ['contract-data-invalid', 'unavailable'],
})

export const approveApplication = defineEndpoint({
  id: 'backend.applications.approve',
  method: 'POST',
  path: '/applications/:applicationId/approve',
  principal: 'backend',
  summary: 'A named person approves.',
  request: v.strictObject({ approvedBy: shortText(64) }),
  response: applicationView,
  problems: ['not-found', 'state-conflict'],
})

export const rejectApplication = defineEndpoint({
  id: 'backend.applications.reject',
  method: 'POST',
  path: '/applications/:applicationId/reject',
  principal: 'backend',
  summary: 'A named person rejects, with a reason for the record.',
  request: v.strictObject({ rejectedBy: shortText(64), reason: shortText(200) }),
  response: applicationView,
  problems: ['not-found', 'state-conflict'],
})
