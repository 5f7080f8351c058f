import * as v from 'valibot'
import { defineEndpoint } from '../endpoint.js'
import { identifier, instant, partyRole, sha256Hex, shortText } from '../values.js'

const contractView = v.object({
  id: identifier,
  number: v.string(),
  state: v.string(),
  loanId: v.nullable(identifier),
  lineId: v.nullable(identifier),
  documents: v.array(v.object({ id: identifier, title: v.string(), sha256: sha256Hex, pages: v.number(), signerIds: v.array(identifier), sealed: v.boolean() })),
  signers: v.array(v.object({ id: identifier, role: partyRole, name: v.string(), state: v.string(), signedAt: v.nullable(instant) })),
})

export const createContract = defineEndpoint({
  id: 'backend.contracts.create',
  method: 'POST',
  path: '/contracts',
  principal: 'backend',
  summary: 'Generates and freezes all documents of an approved application: the contract and what goes with it, all or none.',
  request: v.strictObject({ applicationId: identifier, number: shortText(64) }),
  response: contractView,
  problems: ['not-found', 'state-conflict', 'contract-data-invalid', 'template-error', 'glyph-missing', 'document-refused'],
})

export const viewContract = defineEndpoint({
  id: 'backend.contracts.view',
  method: 'GET',
  path: '/contracts/:contractId',
  principal: 'backend',
  summary: 'State, documents and signers of a contract.',
  request: v.strictObject({}),
  response: contractView,
  problems: ['not-found'],
})

export const sendContract = defineEndpoint({
  id: 'backend.contracts.send',
  method: 'POST',
  path: '/contracts/:contractId/send',
  principal: 'backend',
  summary: 'Sends the one-time link to whoever signs first. The file is frozen: those bytes and no others are what everybody sees. `messageHandedOver` is false while the messenger fails; the message is kept and handed over again.',
  request: v.strictObject({}),
  response: v.object({ ...contractView.entries, messageHandedOver: v.optional(v.boolean()) }),
  problems: ['not-found', 'state-conflict', 'hook-refused', 'unavailable'],
})

export const countersignContract = defineEndpoint({
  id: 'backend.contracts.countersign',
  method: 'POST',
  path: '/contracts/:contractId/countersign',
  principal: 'backend',
  summary: 'The lender’s seal on every document that has a place for it. Every earlier signature is validated first.',
  request: v.strictObject({ sealedBy: shortText(64) }),
  response: contractView,
  problems: ['not-found', 'state-conflict', 'hook-refused', 'signature-not-intact', 'same-person', 'timestamp-unavailable'],
})

export const voidContract = defineEndpoint({
  id: 'backend.contracts.void',
  method: 'POST',
  path: '/contracts/:contractId/void',
  principal: 'backend',
  summary: 'Voids a contract that is not yet effective.',
  request: v.strictObject({ reason: shortText(200) }),
  response: contractView,
  problems: ['not-found', 'state-conflict'],
})

export const downloadContract = defineEndpoint({
  id: 'backend.contracts.document',
  method: 'GET',
  path: '/contracts/:contractId/documents/:documentId',
  principal: 'backend',
  summary: 'The newest revision of a document.',
  request: v.strictObject({}),
  response: 'bytes',
  problems: ['not-found'],
})

export const viewEvidence = defineEndpoint({
  id: 'backend.contracts.evidence',
  method: 'GET',
  path: '/contracts/:contractId/evidence',
  principal: 'backend',
  summary: 'The audit trail of a contract, in order.',
  request: v.strictObject({}),
  response: v.object({
    contractId: identifier,
    events: v.array(v.looseObject({ sequence: v.number(), type: v.string(), at: instant, actor: v.string(), leaf: sha256Hex })),
  }),
  problems: ['not-found'],
})

export const createSession = defineEndpoint({
  id: 'backend.sessions.create',
  method: 'POST',
  path: '/sessions',
  principal: 'backend',
  summary: 'A session for a portal that has its own login. The token is bound to the first proof key that uses it.',
  request: v.strictObject({ contractId: identifier, signerId: identifier, origin: v.pipe(v.string(), v.url()) }),
  response: v.object({ sessionToken: v.string(), expiresAt: instant }),
  problems: ['not-found', 'not-your-turn', 'ceremony-over', 'origin-not-allowed'],
})
