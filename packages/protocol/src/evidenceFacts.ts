/** What element and server both know of a ceremony when it comes to signing. JSON values only; digests as hexadecimal. */
export interface CeremonyFacts {
  readonly contract: { readonly id: string; readonly number: string; readonly version: number }
  readonly documents: readonly { readonly id: string; readonly sha256: string }[]
  readonly signer: { readonly id: string; readonly role: string; readonly name: string }
  readonly identity: { readonly method: string; readonly provider: string; readonly transactionId: string; readonly verifiedAt: string }
  readonly consents: readonly { readonly id: string; readonly textSha256: string; readonly decision: string }[]
  readonly costTable: { readonly confirmedAt: string; readonly shownSeconds: number }
  readonly reading: { readonly completedAt: string; readonly receiptSha256: string }
  readonly willingness: { readonly method: string; readonly messageSha256: string; readonly confirmedAt: string }
  readonly key: { readonly spkiSha256: string; readonly certificateSha256: string }
  readonly appearance: { readonly form: 'drawn' | 'typed'; readonly sha256: string }
}

/** The facts in the order in which they are hashed. */
export const evidenceFactNames = [
  'contract',
  'documents',
  'signer',
  'identity',
  'consents',
  'costTable',
  'reading',
  'willingness',
  'key',
  'appearance',
] as const satisfies readonly (keyof CeremonyFacts)[]

/** One named fact, ready to be salted. */
export interface EvidenceFact {
  readonly name: string
  readonly value: unknown
}

/**
 * The list both sides hash into the evidence root that stands in the signature dictionary.
 * The server adds one salt a fact and sends the salts; the element takes the values from what it showed and did itself.
 */
export function evidenceFacts(facts: CeremonyFacts): EvidenceFact[] {
  return evidenceFactNames.map((name) => ({ name, value: facts[name] }))
}
