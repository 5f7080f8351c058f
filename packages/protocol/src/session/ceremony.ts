import * as v from 'valibot'
import { defineEndpoint } from '../endpoint.js'
import { identifier, instant, pageNumber, seconds, sha256Hex, shortText } from '../values.js'

export const verifyIdentity = defineEndpoint({
  id: 'session.identity',
  method: 'POST',
  path: '/session/identity',
  principal: 'session',
  summary: 'Real-name check: the name and the last four characters of the ID number.',
  request: v.strictObject({
    name: shortText(64),
    idNumberLastFour: v.pipe(v.string(), v.regex(/^[0-9]{3}[0-9Xx]$/, 'the last four characters of the identity number')),
  }),
  response: v.object({ method: v.string(), provider: v.string(), transactionId: v.string(), verifiedAt: instant }),
  problems: ['identity-mismatch', 'identity-locked', 'ceremony-over'],
})

export const decideConsents = defineEndpoint({
  id: 'session.consents',
  method: 'POST',
  path: '/session/consents',
  principal: 'session',
  summary: 'One decision per purpose; the digest says which text was on screen.',
  request: v.strictObject({
    decisions: v.pipe(
      v.array(v.strictObject({ consentId: shortText(64), textSha256: sha256Hex, decision: v.picklist(['agreed', 'refused']) })),
      v.minLength(1),
      v.maxLength(20),
    ),
  }),
  response: v.object({ complete: v.boolean(), missing: v.array(v.string()) }),
  problems: ['consent-unknown', 'step-out-of-order', 'state-conflict', 'ceremony-over'],
})

export const openCostTable = defineEndpoint({
  id: 'session.costTable.open',
  method: 'POST',
  path: '/session/cost-table/open',
  principal: 'session',
  summary: 'The cost table is on screen now: the server’s clock runs. Sent again after a pause, it goes on where it was.',
  request: v.strictObject({}),
  response: v.object({ remainingSeconds: seconds, serverTime: instant }),
  problems: ['step-out-of-order', 'ceremony-over'],
})

export const pauseCostTable = defineEndpoint({
  id: 'session.costTable.pause',
  method: 'POST',
  path: '/session/cost-table/pause',
  principal: 'session',
  summary: 'The cost table left the screen: the clock stops.',
  request: v.strictObject({}),
  response: v.object({ remainingSeconds: seconds, serverTime: instant }),
  problems: ['step-out-of-order', 'ceremony-over'],
})

export const confirmCostTable = defineEndpoint({
  id: 'session.costTable.confirm',
  method: 'POST',
  path: '/session/cost-table/confirm',
  principal: 'session',
  summary: 'The signer confirms the cost table, after its minimum time.',
  request: v.strictObject({ clientReported: v.strictObject({ endSeen: v.boolean() }) }),
  response: v.object({ confirmedAt: instant, shownSeconds: seconds }),
  problems: ['cost-table-too-early', 'step-out-of-order', 'ceremony-over'],
})

const view = v.picklist(['page', 'text'])

export const openPage = defineEndpoint({
  id: 'session.reading.open',
  method: 'POST',
  path: '/session/reading/open',
  principal: 'session',
  summary: 'A page is on screen now. Closes whatever page was open in any of this signer’s sessions: times never overlap.',
  request: v.strictObject({ documentId: identifier, page: pageNumber, view }),
  response: v.object({ remainingSeconds: seconds, read: v.boolean(), serverTime: instant }),
  problems: ['page-out-of-order', 'step-out-of-order', 'ceremony-over'],
})

export const closePage = defineEndpoint({
  id: 'session.reading.close',
  method: 'POST',
  path: '/session/reading/close',
  principal: 'session',
  summary: 'The page left the screen, or its time is up. With its minimum time reached it counts as read.',
  request: v.strictObject({
    documentId: identifier,
    page: pageNumber,
    clientReported: v.strictObject({ visibleMilliseconds: v.pipe(v.number(), v.minValue(0), v.maxValue(86_400_000)) }),
  }),
  response: v.object({ remainingSeconds: seconds, read: v.boolean(), serverTime: instant }),
  problems: ['step-out-of-order', 'ceremony-over'],
})

export const noteClause = defineEndpoint({
  id: 'session.reading.clause',
  method: 'POST',
  path: '/session/reading/clause',
  principal: 'session',
  summary: 'What happened to one key clause: shown in place, explained on request, acknowledged. One clause a call.',
  request: v.strictObject({
    documentId: identifier,
    clauseId: shortText(64),
    happened: v.picklist(['shown', 'explained', 'acknowledged']),
    view,
  }),
  response: v.object({ shown: v.boolean(), explained: v.boolean(), acknowledged: v.boolean() }),
  problems: ['clause-unknown', 'clause-not-shown', 'step-out-of-order', 'ceremony-over'],
})

export const completeReading = defineEndpoint({
  id: 'session.reading.complete',
  method: 'POST',
  path: '/session/reading/complete',
  principal: 'session',
  summary: 'Every page shown long enough and every key clause acknowledged: the reading receipt. It never claims that something was understood.',
  request: v.strictObject({}),
  response: v.object({ completedAt: instant, receiptSha256: sha256Hex }),
  problems: ['reading-incomplete', 'step-out-of-order', 'ceremony-over'],
})
