import { ApiClient, type Waiting } from '../transport/apiClient.js'
import { createProofKey } from '../transport/createProof.js'
import { deviceStore } from '../transport/deviceStore.js'
import { Ceremony } from './Ceremony.js'

export interface ConnectOptions {
  readonly server: string
  readonly token: string | null
  /** A link's code is waiting: whatever session this device had is over. */
  readonly isNew: boolean
  readonly refreshSession: (() => Promise<string>) | undefined
  readonly onWaiting: (waiting: Waiting | null) => void
  readonly onReadingNext: () => void
  readonly onChange: () => void
  readonly emit: (event: Event) => void
}

/** A ceremony over HTTP, with the proof key of this device. */
export async function connect({ server, token, isNew, refreshSession, onWaiting, onReadingNext, onChange, emit }: ConnectOptions): Promise<Ceremony> {
  // Where a browser keeps nothing (private windows) the ceremony lives as long as the page.
  const stored = await deviceStore.read(server).catch(() => undefined)
  const proofKey = stored?.proofKey ?? (await createProofKey())
  if (!stored) await deviceStore.write(server, { proofKey, sessionToken: null }).catch(() => undefined)
  const api = new ApiClient({ server, proofKey, onWaiting, ...(refreshSession ? { refreshSession } : {}) })
  api.token = token ?? (isNew ? null : (stored?.sessionToken ?? null))
  return new Ceremony({
    api,
    device: {
      seen: stored?.seen ?? {},
      keep: (facts) => deviceStore.write(server, { proofKey, ...facts }).catch(() => undefined),
      clear: () => deviceStore.clear(server).catch(() => undefined),
    },
    checks: () => import('../signing/index.js'),
    onReadingNext,
    onChange,
    emit,
    report: (error) => reportError(error),
  })
}
