import type { Context } from '../../context.js'
import type { Ceremony } from '../../ceremony/signerSession.js'
import type { AttemptRow } from '../attempt/attempt.js'

/** 2^32 is no multiple of a million: what lies above the last whole one is thrown away, so that every code is equally likely. */
const limit = 4_294_000_000

/** Six digits. */
export function newCode(random: (length: number) => Uint8Array): string {
  for (;;) {
    const value = Buffer.from(random(4)).readUInt32BE()
    if (value < limit) return String(value % 1_000_000).padStart(6, '0')
  }
}

/**
 * What is stored of a code: a keyed digest over the code and everything it stands for. Another document, signer, purpose, key or
 * challenge gives another digest, so a code cannot be used for anything but what its message named.
 */
export function codeDigest(context: Context, { documents, signer, contract }: Ceremony, attempt: AttemptRow, code: string): string {
  const bound = {
    code,
    purpose: 'sign',
    contract: contract.id,
    signer: signer.id,
    attempt: attempt.id,
    spkiSha256: attempt.spki_sha256,
    challenge: Buffer.from(attempt.challenge).toString('base64url'),
    documents: documents.map((document) => document.frozen_sha256),
  }
  return context.secrets.keyedHash('code', JSON.stringify(bound))
}
