/** One line of an audit trail as the lender gives it out: the record with its leaf. */
interface TrailEvent {
  readonly contract: string
  readonly sequence: number
  readonly type: string
  readonly data: { readonly documents?: readonly { readonly sha256: string }[] }
  readonly previous: string
  readonly leaf: string
}

export interface Trail { readonly events: readonly TrailEvent[] }

export interface TrailReport {
  readonly events: number
  /** Sequence of the first record that does not hold; null when all do. */
  readonly broken: number | null
  /** Digests of the versions it names, hexadecimal. */
  readonly versions: ReadonlySet<string>
}

/** Takes a JSON file for an audit trail, or null when it is none. */
export function readTrail(text: string): Trail | null {
  try {
    const { events } = JSON.parse(text) as { events?: unknown }
    const isEvent = (event: unknown): event is TrailEvent => typeof event === 'object' && event !== null && typeof (event as TrailEvent).leaf === 'string' && typeof (event as TrailEvent).sequence === 'number'
    return Array.isArray(events) && events.length > 0 && events.every(isEvent) ? { events } : null
  } catch {
    return null
  }
}

/** Recomputes each leaf (RFC 6962 section 2.1 over RFC 8785) and follows each link. It shows that the trail is whole, not that it is complete. */
export async function checkEvidence({ events }: Trail): Promise<TrailReport> {
  const { canonicalJson, digest, toHex } = await import('@loansign/signature')
  let previous = ''
  let broken: number | null = null
  const versions = new Set<string>()
  for (const [index, { leaf, ...record }] of events.entries()) {
    const text = new TextEncoder().encode(canonicalJson(record))
    const computed = toHex(await digest({ algorithm: 'SHA-256', data: Uint8Array.of(0, ...text) }))
    const first = events[0]!
    const holds = computed === leaf && record.previous === previous && record.sequence === index + 1 && record.contract === first.contract
    if (!holds) broken ??= index + 1
    previous = leaf
    if (broken === null) for (const { sha256 } of record.data?.documents ?? []) versions.add(sha256)
  }
  return { events: events.length, broken, versions }
}
