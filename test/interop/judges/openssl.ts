import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, type Verdict } from './run.js'
import type { CutSignature } from './cutSignatures.js'

/** `openssl cms -verify -cades` over the bytes that one signature covers, at the time its timestamp proves. */
export function opensslCms(trustPem: string, signature: CutSignature): Verdict {
  return inFolder((folder) => {
    const cms = write(folder, 'signature.der', signature.cms)
    const content = write(folder, 'content.bin', signature.signedBytes)
    // -purpose any: OpenSSL's S/MIME purposes do not know documentSigning.
    return run('openssl', [
      'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', cms, '-content', content,
      '-CAfile', trustPem, '-purpose', 'any', '-attime', String(Math.floor(signature.timestampTime / 1000)), '-out', join(folder, 'out.bin'),
    ])
  })
}

/** `openssl ts -verify` of a signature's timestamp token over the signature value. */
export function opensslTimestamp(trustPem: string, signature: CutSignature): Verdict {
  return inFolder((folder) => {
    const token = write(folder, 'token.der', signature.timestampToken)
    const value = write(folder, 'value.bin', signature.signatureValue)
    return run('openssl', ['ts', '-verify', '-token_in', '-in', token, '-data', value, '-CAfile', trustPem])
  })
}

function inFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'loansign-openssl-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function write(folder: string, name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
