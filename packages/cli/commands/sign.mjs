import { readFile } from 'node:fs/promises'
import { httpTimestampAuthority, inspectPdf, parseCertificate, SignatureError, signPdf } from '@loansign/signature'
import { pkcs12Signer } from '@loansign/signature/pkcs12'
import { exitCode } from '../main.mjs'
import { readAddress, readArguments, readBytes } from '../readInput.mjs'
import { showHostile } from '../showHostile.mjs'
import { UsageError } from '../usageError.mjs'
import { writeNew } from '../writeNew.mjs'

/** @typedef {import('../text/en.mjs').Text} Text */

const options = /** @type {const} */ ({
  key: { type: 'string' },
  'password-file': { type: 'string' },
  field: { type: 'string' },
  reason: { type: 'string' },
  tsa: { type: 'string' },
  out: { type: 'string' },
})

/** Signs an empty signature field with the key of a PKCS #12 file. @type {import('../main.mjs').Command} */
export async function sign({ args, text, stdout, stderr }) {
  const { values, positionals } = readArguments(args, options, text)
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError(text.oneFile('sign'))
  if (values.out === undefined) throw new UsageError(text.noOut('sign'))
  if (values.key === undefined || values['password-file'] === undefined) throw new UsageError(text.sign.noKey)
  const base = await readBytes(path, text)
  const [bytes, password] = [await readBytes(values.key, text), await readPassword(values['password-file'], text)]
  const authority = values.tsa === undefined ? null : httpTimestampAuthority({ url: readAddress(values.tsa, text) })
  try {
    const signer = await pkcs12Signer({ bytes, password })
    const field = values.field ?? (await soleField(base, text))
    const { commonName, organization } = parseCertificate(/** @type {Uint8Array} */ (signer.certificates[0])).subject
    const signerName = commonName ?? organization ?? field
    const signed = await signPdf({ base, field, signerName, signingTime: new Date(), signer, ...(values.reason === undefined ? {} : { reason: values.reason }), ...(authority ? { timestampAuthority: authority } : {}) })
    await writeNew(values.out, signed, text)
    stdout.write(`${text.sign.written(showHostile(values.out), showHostile(signerName), showHostile(field), authority ? 'B-T' : 'B-B')}\n`)
    return exitCode.passed
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    stderr.write(`${error.code === 'pkcs12-password' ? text.sign.wrongPassword : text.sign.refused(error.code, error.message)}\n${error.retryable ? `  ${text.extend.again}\n` : ''}`)
    return error.retryable ? exitCode.indeterminate : exitCode.unusable
  }
}

/** A password on the command line would stand in everybody's list of processes. @param {string} path @param {Text} text */
async function readPassword(path, text) {
  try {
    return (await readFile(path, 'utf8')).replace(/\r?\n$/, '')
  } catch {
    throw new UsageError(text.fileUnreadable(showHostile(path), text.noSuchFile))
  }
}

/** The only field that is not signed yet. @param {Uint8Array} base @param {Text} text */
async function soleField(base, text) {
  const { emptyFields } = await inspectPdf(base)
  const [field] = emptyFields
  if (field === undefined || emptyFields.length > 1) throw new UsageError(text.sign.whichField(emptyFields.map(showHostile)))
  return field
}
