import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { LoanSigningError } from '../errors.js'
import type { KeyVault } from '../ports/index.js'
import type { Schema } from './schema.js'

/** Keys of the installation, made once, stored wrapped by the key vault. */
export interface Secrets {
  /** Encrypts a JSON value that holds personal data (AES-256-GCM). */
  seal(value: unknown): Uint8Array
  open<Value>(sealed: Uint8Array): Value
  /** A keyed digest, hexadecimal, for what must be compared and never read: codes, telephone numbers. */
  keyedHash(purpose: string, text: string): string
  /** PKCS #8 of the key that signs promises. */
  readonly promiseKey: Uint8Array
}

/** Loads the installation's keys, making them on first use; two processes that start at once end with the same ones. */
export async function loadSecrets(db: Kysely<Schema>, keyVault: KeyVault): Promise<Secrets> {
  const dataKey = await named(db, keyVault, 'personal-data', () => randomBytes(32))
  const hashKey = await named(db, keyVault, 'keyed-hash', () => randomBytes(32))
  const promiseKey = await named(db, keyVault, 'promise', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    return new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  })
  return {
    seal: (value) => encrypt(dataKey, Buffer.from(JSON.stringify(value))),
    open: (sealed) => JSON.parse(Buffer.from(decrypt(dataKey, sealed)).toString('utf8')),
    keyedHash: (purpose, text) => createHmac('sha256', hashKey).update(`${purpose}\0${text}`).digest('hex'),
    promiseKey,
  }
}

async function named(db: Kysely<Schema>, keyVault: KeyVault, name: string, make: () => Uint8Array | Promise<Uint8Array>): Promise<Uint8Array> {
  const read = () => db.selectFrom('secrets').select('wrapped').where('name', '=', name).executeTakeFirst()
  if (!(await read())) {
    const wrapped = await keyVault.wrap(await make())
    await db.insertInto('secrets').values({ name, wrapped }).onConflict((conflict) => conflict.doNothing()).execute()
  }
  return keyVault.unwrap((await read())!.wrapped)
}

/** Nonce, ciphertext, tag in one array. */
export function encrypt(key: Uint8Array, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export function decrypt(key: Uint8Array, sealed: Uint8Array): Uint8Array {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  } catch (cause) {
    throw new LoanSigningError('internal', { why: 'stored data cannot be decrypted' }, { cause })
  }
}
