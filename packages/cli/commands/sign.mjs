import { httpTimestampAuthority, inspectPdf, parseCertificate, SignatureError, signPdf } from '@loansign/signature'
import { pkcs12Signer } from '@loansign/signature/pkcs12'
import { exitCode } from '../main.mjs'
import { readAddress, readArguments, readBytes } from '../readInput.mjs'
import { adviceOn } from '../report/adviceOn.mjs'
import { readable } from '../report/describeReport.mjs'
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
    const field = await emptyField(base, values.field, text)
    const { subject: { commonName, organization }, notBefore, notAfter } = parseCertificate(/** @type {Uint8Array} */ (signer.certificates[0]))
    const signingTime = new Date()
    // Nobody could ever find it valid.
    if (signingTime < notBefore || signingTime > notAfter) throw new UsageError(text.sign.notNow(readable(notBefore.toISOString()), readable(notAfter.toISOString())))
    const signerName = commonName ?? organization ?? field
    const signed = await signPdf({ base, field, signerName, signingTime, signer, ...(values.reason === undefined ? {} : { reason: values.reason }), ...(authority ? { timestampAuthority: authority } : {}) })
    await writeNew(values.out, signed, text)
    stdout.write(`${text.sign.written(showHostile(values.out), showHostile(signerName), showHostile(field), authority ? 'B-T' : 'B-B')}\n`)
    return exitCode.passed
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    const lines = [text.sign.refused(error.message), adviceOn(error.code, text), error.retryable ? text.extend.again : null]
    stderr.write(`${lines.filter((line) => line !== null).join('\n  ')}\n`)
    return error.retryable ? exitCode.indeterminate : exitCode.unusable
  }
}

/** A password on the command line would stand in everybody's list of processes. @param {string} path @param {Text} text */
async function readPassword(path, text) {
  // A decoder leaves out the mark that some editors begin a file with.
  return new TextDecoder().decode(await readBytes(path, text)).replace(/\r?\n$/, '')
}

/** The field that is named, or the only one that is not signed yet. @param {Uint8Array} base @param {string | undefined} asked @param {Text} text */
async function emptyField(base, asked, text) {
  const { emptyFields, signatures } = await inspectPdf(base)
  const [field] = emptyFields
  const shown = emptyFields.map(showHostile)
  if (asked !== undefined) {
    if (emptyFields.includes(asked)) return asked
    throw new UsageError(text.sign.notEmpty(showHostile(asked), signatures.some(({ field: name }) => name === asked) ? 'field-already-signed' : 'field-not-found', shown))
  }
  if (field === undefined || emptyFields.length > 1) throw new UsageError(text.sign.whichField(shown))
  return field
}
