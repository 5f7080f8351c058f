import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A development key with its certificate, DER. */
export interface StoredKey {
  readonly keys: CryptoKeyPair
  readonly certificate: Uint8Array
}

export async function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

/**
 * Reads a key and its certificate from a directory, or makes them once. Without a directory they live as long as the process.
 * Several that begin at the same moment end up with the same key: the first file to get its name stays.
 */
export async function loadOrCreate(directory: string | undefined, name: string, create: () => Promise<StoredKey>): Promise<StoredKey> {
  if (directory === undefined) return create()
  const path = join(directory, `${name}.json`)
  const stored = await load(path)
  if (stored) return stored
  const made = await create()
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const temporary = join(directory, `.${name}-${randomUUID()}`)
  await writeFile(temporary, await serialise(made), { mode: 0o600, flush: true })
  try {
    // A link never replaces: whoever comes second gets EEXIST, and nobody ever reads half a file.
    await link(temporary, path)
    return made
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const first = await load(path)
    if (!first) throw error
    return first
  } finally {
    await unlink(temporary)
  }
}

async function load(path: string): Promise<StoredKey | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
  const stored = JSON.parse(text) as { privateKey: JsonWebKey; publicKey: JsonWebKey; certificate: string }
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', stored.privateKey, algorithm, true, ['sign']),
    crypto.subtle.importKey('jwk', stored.publicKey, algorithm, true, ['verify']),
  ])
  return { keys: { privateKey, publicKey }, certificate: new Uint8Array(Buffer.from(stored.certificate, 'base64')) }
}

async function serialise({ keys, certificate }: StoredKey): Promise<string> {
  const [privateKey, publicKey] = await Promise.all([crypto.subtle.exportKey('jwk', keys.privateKey), crypto.subtle.exportKey('jwk', keys.publicKey)])
  return JSON.stringify({ note: 'development key, made by this installation, proves nothing', privateKey, publicKey, certificate: Buffer.from(certificate).toString('base64') })
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
