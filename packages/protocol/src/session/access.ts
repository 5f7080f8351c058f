import * as v from 'valibot'
import { defineEndpoint } from '../endpoint.js'
import { instant, shortText } from '../values.js'

const emptyBody = v.strictObject({})

/** Link code → session token, once, after a tap. The token is bound to the key of the DPoP proof (RFC 9449). */
export const exchangeLink = defineEndpoint({
  id: 'session.exchange',
  method: 'POST',
  path: '/session/exchange',
  principal: 'link',
  summary: 'Exchanges the one-time code of a link for a session token bound to the proof key. A GET never consumes a link.',
  request: v.strictObject({ code: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{20,64}$/, 'the code of a link')) }),
  response: v.object({ sessionToken: v.string(), expiresAt: instant, serverTime: instant }),
  problems: ['link-invalid', 'link-expired', 'proof-invalid', 'proof-clock-skew', 'rate-limited'],
})

export const decline = defineEndpoint({
  id: 'session.decline',
  method: 'POST',
  path: '/session/decline',
  principal: 'session',
  summary: 'The signer does not want to sign. Keys and certificates of the attempt are revoked.',
  request: v.strictObject({
    reason: v.optional(v.picklist(['terms-differ', 'not-understood', 'not-needed', 'other'])),
  }),
  response: v.object({ declinedAt: instant }),
  problems: ['ceremony-over'],
})

export const requestCall = defineEndpoint({
  id: 'session.requestCall',
  method: 'POST',
  path: '/session/call',
  principal: 'session',
  summary: 'Asks the loan officer to call, about a clause or in general.',
  request: v.strictObject({ clauseId: v.optional(shortText(64)) }),
  response: v.object({ requestedAt: instant }),
  problems: [],
})

export const downloadDocument = defineEndpoint({
  id: 'session.document',
  method: 'GET',
  path: '/session/documents/:documentId',
  principal: 'session',
  summary: 'The current revision of a document: the frozen bytes and the tails of those who signed before.',
  request: emptyBody,
  response: 'bytes',
  problems: ['not-found'],
})

export const downloadSigned = defineEndpoint({
  id: 'session.signedDocument',
  method: 'GET',
  path: '/session/documents/:documentId/signed',
  principal: 'session',
  summary: 'The revision that ends with this signer’s own signature, or a later one once the contract is effective.',
  request: emptyBody,
  response: 'bytes',
  problems: ['not-found', 'step-out-of-order'],
})
