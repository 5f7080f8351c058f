import { describe, expect, it } from 'vitest'
import { formatCheckpoint, parseCheckpoint, verifyCheckpoint } from './checkpoint.js'
import { parseNote, parseVerifierKey, signNote, verifyNote, type NoteVerifier } from './signedNote.js'

/** The example of the Go module golang.org/x/mod/sumdb/note, where the form comes from. */
const example = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note: `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`,
}

interface Key extends NoteVerifier {
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>
}
async function makeKey(name: string): Promise<Key> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  return {
    name,
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
    sign: async (data) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, data as BufferSource)),
  }
}

const checkpoint = { origin: 'log.example/loans', size: 1187, root: new Uint8Array(32).fill(7), extensions: [] }

describe('a signed note', () => {
  it('of others verifies with their key, and no other text or signature does', async () => {
    const verifier = (await parseVerifierKey(example.key))!
    expect(await verifyNote(parseNote(example.note)!, [verifier])).toEqual(['PeterNeumann'])
    for (const changed of [example.note.replace('answer', 'Answer'), example.note.replace('x08go/ZJ', 'x08go/ZK'), example.note.replace('x08go', 'y08go'), example.note.replace('— PeterNeumann', '— PeterNeuman')]) {
      expect(await verifyNote(parseNote(changed)!, [verifier])).toEqual([])
    }
    expect(await parseVerifierKey(example.key.replace('c74f20a3', 'c74f20a4'))).toBeNull()
    expect(await parseVerifierKey('PeterNeumann')).toBeNull()
  })

  it.each(['', 'text\n', 'text\n\n', 'text\n\n— a\n', 'text\n\n— a !!!!\n', 'text\n\n— a AAAAAA==', 'text\n\n- a AAAAAAAA\n', 'a\tb\n\n— a AAAAAAAA\n', 'text\n\n— a AAAAAAB=\n'])('is not %j', (note) => {
    expect(parseNote(note)).toBeNull()
  })
})

describe('a forger of notes', () => {
  it('has no second text with the octets of the first', async () => {
    const key = await makeKey('log.example')
    const note = await signNote('a\nb\n', key)
    // TextEncoder writes each of these as U+FFFD: one signature would be under all of them.
    for (const character of ['\ufffd', '\ud800', '\udc00', '\ud800\ud800']) {
      expect(parseNote(note.replace('b', character))).toBeNull()
      await expect(signNote(`${character}\n`, key)).rejects.toThrow(TypeError)
    }
    expect(parseNote(note.replace('b', '\u{1f600}'))).not.toBeNull()
  })

  it('does not become two witnesses by standing twice in a list, nor by signing twice', async () => {
    const [log, witness] = await Promise.all([makeKey('log.example/loans'), makeKey('witness.example')])
    const text = formatCheckpoint(checkpoint)
    const line = (await signNote(text, witness)).split('\n\n')[1]!
    const note = (await signNote(text, log)) + line + line
    expect(await verifyCheckpoint({ note, log, witnesses: [witness, witness, log] })).toEqual({ checkpoint, witnesses: ['witness.example'] })
    // A second line by the same key that does not hold takes the first one's word away.
    const broken = line.replace(/[A-Za-z0-9+/](?=[A-Za-z0-9+/=]{4}\n)/, (letter) => (letter === 'A' ? 'B' : 'A'))
    expect(await verifyCheckpoint({ note: (await signNote(text, log)) + line + broken, log, witnesses: [witness] })).toEqual({ checkpoint, witnesses: [] })
  })

  it('makes no work with thousands of signatures', async () => {
    const log = await makeKey('log.example/loans')
    const [text, line] = (await signNote(formatCheckpoint(checkpoint), log)).split('\n\n') as [string, string]
    expect(parseNote(`${text}\n\n${line.repeat(100)}`)?.signatures).toHaveLength(100)
    expect(parseNote(`${text}\n\n${line.repeat(101)}`)).toBeNull()
  })
})

describe('a checkpoint', () => {
  it('comes back as it was, with who signed it', async () => {
    const [log, witness, other] = await Promise.all([makeKey('log.example/loans'), makeKey('witness.example'), makeKey('log.example/loans')])
    const note = await signNote(formatCheckpoint(checkpoint), log)
    const cosigned = note + (await signNote(formatCheckpoint(checkpoint), witness)).split('\n\n')[1]!
    expect(note.split('\n').slice(0, 3)).toEqual(['log.example/loans', '1187', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc='])
    expect(await verifyCheckpoint({ note, log })).toEqual({ checkpoint, witnesses: [] })
    expect(await verifyCheckpoint({ note: cosigned, log, witnesses: [witness] })).toEqual({ checkpoint, witnesses: ['witness.example'] })
    expect(await verifyCheckpoint({ note: cosigned, log: other, witnesses: [witness] })).toBeNull()
    expect(await verifyCheckpoint({ note: note.replace('1187', '1188'), log })).toBeNull()
    expect(await verifyCheckpoint({ note, log: { ...log, name: 'log.example/other' } })).toBeNull()
  })

  it.each(['', 'a\n', 'a\n1\n', 'a\n1\nAAAA\n', '\n1\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n', 'a\n01\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n', 'a\n-1\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n', 'a\n1\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 'a\n1\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n\n'])('is not %j', (text) => {
    expect(parseCheckpoint(text)).toBeNull()
  })

  it('is not made of what is none', () => {
    for (const wrong of [{ size: -1 }, { size: 0.5 }, { root: new Uint8Array(31) }, { origin: '' }, { extensions: ['a\nb'] }]) expect(() => formatCheckpoint({ ...checkpoint, ...wrong })).toThrow(TypeError)
  })
})
