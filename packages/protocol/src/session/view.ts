import * as v from 'valibot'
import { defineEndpoint } from '../endpoint.js'
import { calendarDay, identifier, instant, language, pageNumber, partyRole, rectangle, seconds, sha256Hex } from '../values.js'
import { signedReceipt } from './receipt.js'

/** The steps of a ceremony, in the order the server enforces. */
export const stepNames = ['identity', 'consents', 'cost-table', 'reading', 'willingness', 'signing'] as const
export type StepName = (typeof stepNames)[number]

const stepView = v.object({ step: v.picklist(stepNames), done: v.boolean() })

const documentView = v.object({
  id: identifier,
  title: v.string(),
  /** Digest of the frozen file: the first `frozenSize` bytes of whatever is downloaded. */
  sha256: sha256Hex,
  frozenSize: v.number(),
  /** Digest and size of the revision to sign upon; equal to the frozen one for the first signer. */
  revisionSha256: sha256Hex,
  revisionSize: v.number(),
  pages: pageNumber,
  /** The signer's own place. `rect` in points, origin bottom left. */
  place: v.object({ field: v.string(), page: pageNumber, rect: rectangle }),
})

const consentView = v.object({
  id: v.string(),
  required: v.boolean(),
  title: v.string(),
  text: v.string(),
  recipient: v.optional(v.string()),
  textVersion: v.string(),
  textSha256: sha256Hex,
  decision: v.nullable(v.picklist(['agreed', 'refused'])),
})

const pageView = v.object({
  documentId: identifier,
  page: pageNumber,
  minimumSeconds: seconds,
  /** Server time this page has been open so far, overlaps counted once. */
  elapsedSeconds: seconds,
  read: v.boolean(),
})

const clauseView = v.object({
  documentId: identifier,
  clauseId: v.string(),
  shown: v.boolean(),
  explained: v.boolean(),
  acknowledged: v.boolean(),
})

const attemptView = v.object({
  id: identifier,
  state: v.picklist(['started', 'keyRegistered', 'codeSent', 'willing', 'certified', 'prepared', 'signed']),
  codeExpiresAt: v.nullable(instant),
  resendAt: v.nullable(instant),
  attemptsLeft: v.nullable(v.number()),
})

export const sessionView = v.object({
  sessionId: identifier,
  expiresAt: instant,
  serverTime: instant,
  environment: v.picklist(['production', 'development']),
  language,
  lender: v.object({ name: v.string(), shortName: v.string(), hotline: v.string() }),
  contract: v.object({
    id: identifier,
    number: v.string(),
    version: v.number(),
    title: v.string(),
    state: v.string(),
    signBefore: instant,
    signDay: v.optional(calendarDay),
  }),
  signer: v.object({ id: identifier, role: partyRole, name: v.string(), phoneMasked: v.string() }),
  documents: v.array(documentView),
  steps: v.array(stepView),
  identity: v.object({
    verified: v.boolean(),
    attemptsLeft: v.number(),
    lockedUntil: v.nullable(instant),
    result: v.nullable(v.object({ method: v.string(), provider: v.string(), transactionId: v.string(), verifiedAt: instant })),
  }),
  consents: v.array(consentView),
  costTable: v.object({
    minimumSeconds: seconds,
    remainingSeconds: seconds,
    confirmedAt: v.nullable(instant),
    shownSeconds: v.nullable(seconds),
  }),
  reading: v.object({
    pages: v.array(pageView),
    clauses: v.array(clauseView),
    completedAt: v.nullable(instant),
    receiptSha256: v.nullable(sha256Hex),
  }),
  willingness: v.object({
    lockedUntil: v.nullable(instant),
    result: v.nullable(v.object({ method: v.string(), messageSha256: sha256Hex, confirmedAt: instant })),
  }),
  attempt: v.nullable(attemptView),
  /** What the ceremony ended with; null while it goes on. */
  outcome: v.nullable(v.picklist(['signed', 'declined', 'expired', 'voided'])),
  receipt: v.nullable(signedReceipt),
  /** The issuer the event certificate will come from, as a common name; the element compares. */
  certificateIssuer: v.string(),
})
export type SessionView = v.InferOutput<typeof sessionView>

export const viewSession = defineEndpoint({
  id: 'session.view',
  method: 'GET',
  path: '/session',
  principal: 'session',
  summary: 'Everything the element needs to draw, and to go on after a reload.',
  request: v.strictObject({}),
  response: sessionView,
  problems: [],
})
