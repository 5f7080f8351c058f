import { fromBase64, toBase64 } from '../encoding/base64.js'
import { parseNote, verifyNote, type NoteVerifier } from './signedNote.js'

/** What a log says of itself at one moment (C2SP tlog-checkpoint): its name, how many leaves it has, and their root. */
export interface Checkpoint {
  /** The log's identity, a URL without its scheme as a rule. */
  readonly origin: string
  readonly size: number
  /** 32 octets. */
  readonly root: Uint8Array
  /** Lines behind the root, without meaning here. */
  readonly extensions: readonly string[]
}

/** The text that is signed: three lines and the extensions. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, String(size), toBase64(root), ...extensions]
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== 32 || lines.some((line) => line === '' || line.includes('\n'))) throw new TypeError('not a checkpoint')
  return `${lines.join('\n')}\n`
}

/** Reads the text of a checkpoint; null when it is none. Nothing is verified. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const lines = text.split('\n')
  const [origin = '', size = '', root = '', ...rest] = lines.slice(0, -1)
  const bytes = fromBase64(root)
  const isSound = lines.at(-1) === '' && origin !== '' && /^(0|[1-9]\d{0,15})$/.test(size) && Number.isSafeInteger(Number(size)) && bytes?.length === 32 && rest.every((line) => line !== '')
  return isSound ? { origin, size: Number(size), root: bytes, extensions: rest } : null
}

/** A checkpoint as it was published, and whose signatures are asked for. */
export interface VerifyCheckpointOptions {
  /** The signed note. */
  readonly note: string
  /** The log's key; its name is the origin. */
  readonly log: NoteVerifier
  /** Others whose signatures count. */
  readonly witnesses?: readonly NoteVerifier[]
  readonly crypto?: typeof globalThis.crypto
}

/** The checkpoint of a note that the log signed, and which witnesses did as well; null when it is none, of another log, or its signature does not hold. */
export async function verifyCheckpoint({ note, log, witnesses = [], crypto }: VerifyCheckpointOptions): Promise<{ readonly checkpoint: Checkpoint; readonly witnesses: readonly string[] } | null> {
  const parsed = parseNote(note)
  const checkpoint = parsed && parseCheckpoint(parsed.text)
  if (!parsed || checkpoint?.origin !== log.name) return null
  const held = await verifyNote(parsed, [log, ...witnesses], crypto)
  return held.includes(log.name) ? { checkpoint, witnesses: held.filter((name) => name !== log.name) } : null
}
