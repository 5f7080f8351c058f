import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { decrypt, encrypt } from '../../database/secrets.js'
import type { KeyVault } from '../../ports/index.js'

/** A key vault whose key is a file of mode 0600, made on first use. Whoever has the file has everything: use a KMS where that matters. */
export async function fileKeyVault(path: string): Promise<KeyVault> {
  const key = await loadOrCreate(path)
  return { wrap: async (plain) => encrypt(key, plain), unwrap: async (wrapped) => decrypt(key, wrapped) }
}

async function loadOrCreate(path: string): Promise<Uint8Array> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(randomBytes(32))
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = await readFile(path)
  if (key.length !== 32) throw new TypeError(`the key file ${path} does not hold 32 octets`)
  return key
}
