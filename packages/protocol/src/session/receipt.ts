import * as v from 'valibot'
import { base64url, identifier, instant, partyRole, sha256Hex } from '../values.js'

/** The server's signed promise that the signature will be in the log by the deadline; kept by the signer. */
export const signedPromise = v.object({
  /** The exact JSON text that was signed: { leaf, documents: [sha256], deadline }. */
  statement: v.string(),
  /** DER ECDSA signature over the UTF-8 bytes of the statement, base64url. */
  signature: base64url,
  /** SubjectPublicKeyInfo of the promising key, base64url. */
  spki: base64url,
})

export const signedReceipt = v.object({
  signerId: identifier,
  signedAt: instant,
  documents: v.array(v.object({ documentId: identifier, title: v.string(), sha256: sha256Hex })),
  timestamp: v.variant('state', [
    v.object({ state: v.literal('stamped'), time: instant, authority: v.string() }),
    v.object({ state: v.literal('owed') }),
  ]),
  promise: signedPromise,
  contractState: v.string(),
  /** Whom the contract waits for, in order; empty when it is in force. */
  waitingFor: v.array(v.object({ role: partyRole, name: v.string() })),
})
export type SignedReceipt = v.InferOutput<typeof signedReceipt>
