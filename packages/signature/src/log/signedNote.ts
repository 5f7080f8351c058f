import { signatureAlgorithms } from '../crypto/registry/algorithms.js'
import { digest } from '../crypto/hashing/digest.js'
import { verifySignature } from '../crypto/verifySignature.js'
import { bytesEqual, concatBytes } from '../der/bytes.js'
import { oids } from '../der/oids.js'
import { bitString, objectIdentifier, sequence } from '../der/write.js'
import { fromBase64, toBase64 } from '../encoding/base64.js'

/** A line under a note. */
export interface NoteSignature {
  readonly name: string
  /** Four octets that tell keys of one name apart; no proof of anything. */
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

/** A text and who signed it (C2SP signed-note). */
export interface SignedNote {
  /** With its last line end; what is signed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Someone whose signature counts: `name` and Ed25519 public key, 32 octets. */
export interface NoteVerifier {
  readonly name: string
  readonly publicKey: Uint8Array
}

const ed25519Kind = 1

/** Control characters; and what UTF-8 has no octets for, which would be signed as U+FFFD and so as another text as well. */
const unsound = /[\0-\x09\x0b-\x1f\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
/** As in golang.org/x/mod/sumdb/note: more are only work. */
const mostSignatures = 100

/** Reads a note; null when it is none. Nothing is verified. */
export function parseNote(note: string): SignedNote | null {
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n') || unsound.test(note)) return null
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > mostSignatures) return null
  const signatures = lines.map((line): NoteSignature | null => {
    const match = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line)
    const bytes = match && fromBase64(match[2]!)
    return bytes && bytes.length > 4 ? { name: match[1]!, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) } : null
  })
  return signatures.every((signature) => signature !== null) ? { text: note.slice(0, split + 1), signatures } : null
}

/** The names of those verifiers whose Ed25519 signature under the note holds; signatures of others say nothing and are passed over. */
export async function verifyNote(note: SignedNote, verifiers: readonly NoteVerifier[], crypto?: typeof globalThis.crypto): Promise<string[]> {
  const algorithm = signatureAlgorithms.find(({ kind }) => kind === 'ed25519')!
  const data = new TextEncoder().encode(note.text)
  const held: string[] = []
  for (const { name, publicKey } of verifiers) {
    if (held.includes(name)) continue
    const keyId = await noteKeyId({ name, publicKey }, crypto)
    const own = note.signatures.filter((signature) => signature.name === name && bytesEqual(signature.keyId, keyId))
    const spki = sequence(sequence(objectIdentifier(oids.ed25519)), bitString(publicKey))
    const results = await Promise.all(own.map(({ signature }) => verifySignature({ spki, algorithm, signature, data, ...(crypto ? { crypto } : {}) })))
    if (results.length > 0 && results.every(Boolean)) held.push(name)
  }
  return held
}

/** A note with one signature; `sign` gives the 64 octets of Ed25519 over the text. */
export async function signNote(text: string, { sign, ...signer }: NoteVerifier & { readonly sign: (data: Uint8Array) => Promise<Uint8Array> }, crypto?: typeof globalThis.crypto): Promise<string> {
  if (!text.endsWith('\n') || unsound.test(text) || /[\s+]/.test(signer.name) || signer.name === '') throw new TypeError('a note ends its last line, has no control characters, and a name no blanks')
  const signature = concatBytes([await noteKeyId(signer, crypto), await sign(new TextEncoder().encode(text))])
  return `${text}\n\u2014 ${signer.name} ${toBase64(signature)}\n`
}

/** Reads a verifier key: `name+01234567+base64`; null when it is none, of another algorithm, or its number does not fit. */
export async function parseVerifierKey(key: string, crypto?: typeof globalThis.crypto): Promise<NoteVerifier | null> {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=?=?)$/.exec(key)
  const bytes = match && fromBase64(match[3]!)
  if (!match || bytes?.length !== 33 || bytes[0] !== ed25519Kind) return null
  const verifier = { name: match[1]!, publicKey: bytes.subarray(1) }
  const keyId = await noteKeyId(verifier, crypto)
  return bytesEqual(keyId, Uint8Array.from(match[2]!.match(/../g)!, (pair) => Number.parseInt(pair, 16))) ? verifier : null
}

/** The first four octets of SHA-256 over name, line end, kind and key. */
async function noteKeyId({ name, publicKey }: NoteVerifier, crypto?: typeof globalThis.crypto): Promise<Uint8Array> {
  const data = concatBytes([new TextEncoder().encode(`${name}\n`), Uint8Array.of(ed25519Kind), publicKey])
  return (await digest({ algorithm: 'SHA-256', data, ...(crypto ? { crypto } : {}) })).subarray(0, 4)
}
