import * as v from 'valibot'
import { defineEndpoint } from '../endpoint.js'
import { base64url, identifier, instant, sha256Hex } from '../values.js'
import { signedReceipt } from './receipt.js'

const attempt = { attemptId: identifier }

export const startSigning = defineEndpoint({
  id: 'session.signing.start',
  method: 'POST',
  path: '/session/signing/start',
  principal: 'session',
  summary: 'Begins an attempt. An earlier unfinished attempt of the same signer is superseded and its certificate revoked; one whose signature was accepted already is finished instead.',
  request: v.strictObject({}),
  response: v.object({ ...attempt, challenge: base64url }),
  problems: ['step-out-of-order', 'already-signed', 'timestamp-unavailable', 'certificate-lapsed', 'ceremony-over'],
})

export const registerKey = defineEndpoint({
  id: 'session.signing.key',
  method: 'POST',
  path: '/session/signing/key',
  principal: 'session',
  summary: 'Registers the public key made in the browser, with proof of possession over keyStatement().',
  request: v.strictObject({ ...attempt, spki: base64url, proof: base64url }),
  response: v.object({ spkiSha256: sha256Hex }),
  problems: ['attempt-unknown', 'attempt-superseded', 'key-reused', 'key-proof-invalid', 'ceremony-over'],
})

export const sendCode = defineEndpoint({
  id: 'session.signing.sendCode',
  method: 'POST',
  path: '/session/signing/code',
  principal: 'session',
  summary: 'Sends a one-time code whose text names lender, amount and contract. Bound to documents, signer, purpose and key; voids the one before.',
  request: v.strictObject({ ...attempt }),
  response: v.object({ phoneMasked: v.string(), expiresAt: instant, resendAt: instant, serverTime: instant }),
  problems: ['attempt-unknown', 'attempt-superseded', 'step-out-of-order', 'code-too-soon', 'code-locked', 'rate-limited', 'unavailable', 'ceremony-over'],
})

export const confirmCode = defineEndpoint({
  id: 'session.signing.confirmCode',
  method: 'POST',
  path: '/session/signing/willingness',
  principal: 'session',
  summary: 'The signer’s willingness: the code from the message.',
  request: v.strictObject({ ...attempt, code: v.pipe(v.string(), v.regex(/^[0-9]{6}$/, 'six digits')) }),
  response: v.object({ method: v.string(), messageSha256: sha256Hex, confirmedAt: instant }),
  problems: ['attempt-unknown', 'attempt-superseded', 'code-not-sent', 'code-wrong', 'code-expired', 'code-locked', 'ceremony-over'],
})

export const certifyKey = defineEndpoint({
  id: 'session.signing.certify',
  method: 'POST',
  path: '/session/signing/certificate',
  principal: 'session',
  summary: 'Issues the event certificate for this one contract. Subject and extensions of the request are ignored.',
  request: v.strictObject({ ...attempt, certificateRequest: base64url }),
  response: v.object({ certificate: base64url, chain: v.array(base64url) }),
  problems: ['attempt-unknown', 'attempt-superseded', 'willingness-missing', 'certificate-request-invalid', 'certificate-unavailable', 'ceremony-over'],
})

/** A drawn or typed name as integers and base64url, see @loansign/signature. */
export const appearance = v.variant('kind', [
  v.strictObject({
    kind: v.literal('strokes'),
    width: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(200_000)),
    height: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(200_000)),
    lineWidth: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5_000)),
    strokes: v.pipe(
      v.array(v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(-200_000), v.maxValue(200_000))), v.minLength(2), v.maxLength(8_000))),
      v.minLength(1),
      v.maxLength(400),
    ),
  }),
  v.strictObject({
    kind: v.literal('mask'),
    width: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(200_000)),
    height: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(200_000)),
    columns: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(2_000)),
    rows: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(1_000)),
    bits: base64url,
  }),
])
export type SignerAppearance = v.InferOutput<typeof appearance>

/** PreparedSignature of @loansign/signature, as it travels. The element rebuilds it and requires equality. */
export const preparedSignature = v.looseObject({
  field: v.string(),
  baseLength: v.number(),
  baseDigest: base64url,
  tail: v.pipe(v.string(), v.maxLength(2_000_000)),
  byteRange: v.tuple([v.number(), v.number(), v.number(), v.number()]),
  contentsOffset: v.number(),
  contentsSize: v.number(),
  digestAlgorithm: v.string(),
  digest: base64url,
  parameters: v.looseObject({}),
})

export const prepareSigning = defineEndpoint({
  id: 'session.signing.prepare',
  method: 'POST',
  path: '/session/signing/prepare',
  principal: 'session',
  summary: 'Builds the tail of every document and takes the revision lease (120 s). The salts are for the evidence root.',
  request: v.strictObject({ ...attempt, form: v.picklist(['drawn', 'typed']), appearance }),
  response: v.object({
    preparations: v.array(v.object({ documentId: identifier, prepared: preparedSignature })),
    /** The time the dictionary claims (/M). */
    signingTime: instant,
    salts: v.array(base64url),
    leaseExpiresAt: instant,
  }),
  problems: ['attempt-unknown', 'attempt-superseded', 'willingness-missing', 'appearance-invalid', 'lease-taken', 'already-signed', 'certificate-lapsed', 'ceremony-over'],
})

export const finishSigning = defineEndpoint({
  id: 'session.signing.finish',
  method: 'POST',
  path: '/session/signing/finish',
  principal: 'session',
  summary: 'Takes signed attributes and signature for every document, all or none. Idempotent for the same attempt.',
  request: v.strictObject({
    ...attempt,
    signatures: v.pipe(
      v.array(v.strictObject({ documentId: identifier, signedAttributes: base64url, signature: base64url })),
      v.minLength(1),
      v.maxLength(20),
    ),
  }),
  response: signedReceipt,
  problems: [
    'attempt-unknown', 'attempt-superseded', 'revision-moved', 'signature-invalid', 'timestamp-unavailable', 'certificate-lapsed', 'already-signed', 'ceremony-over',
  ],
})
