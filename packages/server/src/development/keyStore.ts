import { mkdir, readFile, writeFile } from 'node:fs/promises'
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

/** Reads a key and its certificate from a directory, or makes them once. Without a directory they live as long as the process. */
export async function loadOrCreate(directory: string | undefined, name: string, create: () => Promise<StoredKey>): Promise<StoredKey> {
  if (directory === undefined) return create()
  const path = join(directory, `${name}.json`)
  try {
    const stored = JSON.parse(await readFile(path, 'utf8')) as { privateKey: JsonWebKey; publicKey: JsonWebKey; certificate: string }
    const [privateKey, publicKey] = await Promise.all([
      crypto.subtle.importKey('jwk', stored.privateKey, algorithm, true, ['sign']),
      crypto.subtle.importKey('jwk', stored.publicKey, algorithm, true, ['verify']),
    ])
    return { keys: { privateKey, publicKey }, certificate: new Uint8Array(Buffer.from(stored.certificate, 'base64')) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = await create()
  const [privateKey, publicKey] = await Promise.all([crypto.subtle.exportKey('jwk', made.keys.privateKey), crypto.subtle.exportKey('jwk', made.keys.publicKey)])
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const text = JSON.stringify({ note: 'development key, made by this installation, proves nothing', privateKey, publicKey, certificate: Buffer.from(made.certificate).toString('base64') })
  await writeFile(path, text, { mode: 0o600 })
  return made
}
