import { timingSafeEqual } from 'node:crypto'
import type { Context } from '../context.js'
import type { Ceremony } from '../ceremony/signerSession.js'
import type { AttemptRow } from './attempt.js'

/** Six digits, each equally likely. */
export function newCode(random: (length: number) => Uint8Array): string {
  for (;;) {
    const bytes = random(4)
    const value = ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0
    // Rejection: 2^32 is no multiple of a million.
    if (value < 4_294_000_000) return String(value % 1_000_000).padStart(6, '0')
  }
}

/**
 * What is stored of a code: a keyed digest over the code and everything it stands for. Another document, signer, key or challenge
 * gives another digest, so a code cannot be used for anything but what its message named.
 */
export function codeDigest(context: Context, { documents, signer, contract }: Ceremony, attempt: AttemptRow, code: string): string {
  const bound = [code, 'sign', contract.id, signer.id, attempt.id, attempt.spki_sha256 ?? '', Buffer.from(attempt.challenge).toString('hex'), ...documents.map((document) => document.frozen_sha256)]
  return context.secrets.keyedHash('code', JSON.stringify(bound))
}

export function sameDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
