import type { DigestAlgorithm } from '../../crypto/registry/algorithms.js'
import { toBase64url } from '../../encoding/base64url.js'
import { toHex } from '../../encoding/hex.js'
import { SignatureError } from '../../errors.js'
import { appendRevision } from '../../pdf/appendRevision.js'
import { malformed } from '../../pdf/malformed.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { formItems } from '../../pdf/document/formItems.js'
import { isNamedOtherwise } from '../../pdf/document/isNamedOtherwise.js'
import { signatureFields, type SignatureField } from '../../pdf/document/signatureFields.js'
import { roomForKeys } from '../../pdf/survey/skim.js'
import { pdfDictionary, pdfReference, type PdfValue } from '../../pdf/syntax/values.js'
import { latin1, writeValue } from '../../pdf/syntax/write.js'
import type { SignatureAppearance } from '../appearance/appearance.js'
import { drawAppearance } from '../appearance/drawAppearance.js'
import { fieldSpace } from '../appearance/fieldSpace.js'
import { lockReference } from '../straddle/fieldLock.js'
import { straddleSealsOf, switchedOn } from '../straddle/straddleSeals.js'
import { certifiedCatalog, certifiedReference, type CertificationLevel } from './certification.js'
import { fileOfBase, type Base } from '../base/base.js'
import { hashOfBase } from '../base/hashOfBase.js'
import type { PreparedSignature, SignatureParameters } from './preparedSignature.js'
import { byteRangeWidth, signatureDictionary } from './signatureDictionary.js'
import { signingText } from './signingText.js'

/** Everything the signing tail depends on: the same options give the same bytes. */
export interface PrepareSignatureOptions {
  /** The PDF to sign upon. */
  readonly base: Base
  /** Full name of an empty signature field. */
  readonly field: string
  readonly signerName: string
  readonly reason?: string
  /** What the signer's side says; whole seconds count. */
  readonly signingTime: Date
  /** 32 octets. */
  readonly evidenceRoot?: Uint8Array
  readonly appearance?: SignatureAppearance
  /** Makes it the document's certification: its catalog changes too, so this is for files of one's own and no signing tail of a contract. */
  readonly certification?: CertificationLevel
  /** Octets reserved for the CMS; 16384 unless given. */
  readonly contentsSize?: number
  /** Of the ByteRange, and of the signature algorithm that will be used: SHA-256 unless given. */
  readonly digestAlgorithm?: DigestAlgorithm
  readonly crypto?: typeof globalThis.crypto
}

const maximumContentsSize = 1024 * 1024

/**
 * Builds the signing tail of an empty signature field (docs/validation-policy.md, the tail grammar): the field with /V and /AP, the signature dictionary, the appearance.
 * A field with a /Lock signs with FieldMDP, and switches on the straddle seals its lock names (docs/decisions/0007-straddle-seal.md).
 * A pure function of base and parameters: same input, same bytes, wherever it runs.
 * @throws SignatureError `field-not-found` (also when two fields share the name), `field-already-signed` (for a certification: any field), `appearance-invalid`, `text-refused`,
 *   `pdf-malformed`, `pdf-encrypted`, `pdf-limit`
 * @throws TypeError for a signing time, evidence root, certification or size that no caller can mean
 */
export async function prepareSignature(options: PrepareSignatureOptions): Promise<PreparedSignature> {
  const { base, digestAlgorithm = 'SHA-256', crypto = globalThis.crypto } = options
  const parameters = checkParameters(options)
  const pdf = fileOfBase(base)
  if (pdf.end !== base.length) throw malformed('bytes behind the last %%EOF', pdf.end)
  const { tail, contentsOffset } = await buildTail(pdf, parameters)
  const digits = parameters.contentsSize * 2
  const contentsEnd = contentsOffset + digits + 2
  const ofBase = hashOfBase(base, 'SHA-256', crypto)
  const covered = digestAlgorithm === 'SHA-256' ? ofBase.fork() : hashOfBase(base, digestAlgorithm, crypto)
  covered.update(tail.subarray(0, contentsOffset - base.length))
  covered.update(tail.subarray(contentsOffset + 2 - base.length))
  return {
    field: parameters.field,
    baseLength: base.length,
    baseDigest: toBase64url(await ofBase.digest()),
    tail: toBase64url(tail),
    byteRange: [0, contentsOffset, contentsEnd, base.length + tail.length + digits - contentsEnd],
    contentsOffset,
    contentsSize: parameters.contentsSize,
    digestAlgorithm,
    digest: toBase64url(await covered.digest()),
    parameters,
  }
}

function checkParameters({ field, signerName, reason, signingTime, evidenceRoot, appearance, certification, contentsSize = 16_384 }: PrepareSignatureOptions): SignatureParameters {
  const time = Number.isNaN(signingTime.getTime()) ? '' : signingTime.toISOString()
  if (!/^\d{4}-/.test(time)) throw new TypeError('signingTime is not a time')
  if (certification !== undefined && ![1, 2, 3].includes(certification)) throw new TypeError('certification is 1, 2 or 3')
  if (evidenceRoot && evidenceRoot.length !== 32) throw new TypeError('evidenceRoot has 32 octets')
  if (!Number.isSafeInteger(contentsSize) || contentsSize < 1 || contentsSize > maximumContentsSize) throw new TypeError('contentsSize is out of range')
  return {
    field,
    signerName: signingText(signerName, 256),
    reason: reason === undefined ? null : signingText(reason, 1024),
    signingTime: `${time.slice(0, 19)}Z`,
    evidenceRoot: evidenceRoot ? toHex(evidenceRoot) : null,
    appearance: appearance ?? null,
    ...(certification === undefined ? {} : { certification }),
    contentsSize,
  }
}

/** The tail with its ByteRange filled in and without the digits of /Contents, and where the `<` of /Contents stands in the file. */
async function buildTail(pdf: PdfFile, parameters: SignatureParameters): Promise<{ tail: Uint8Array; contentsOffset: number }> {
  const field = findEmptyField(pdf, parameters.field)
  const signatureNumber = pdf.size
  const formNumber = pdf.size + 1
  const drawn = parameters.appearance ? await drawAppearance({ appearance: parameters.appearance, firstNumber: formNumber, space: fieldSpace(pdf, field) }) : []
  const { certification } = parameters
  const lock = lockReference(pdf, field.dictionary)
  const signature = signatureDictionary(parameters, certification === undefined ? lock : certifiedReference(lock, certification))
  const { tail, bodyOffsets } = appendRevision(pdf, [
    { ...field.reference!, body: [signedField(field, signatureNumber, drawn.length > 0 ? formNumber : null)] },
    { number: signatureNumber, generation: 0, body: signature.body },
    ...drawn.map((body, index) => ({ number: formNumber + index, generation: 0, body })),
    ...straddleSealsOf(pdf, field.dictionary).map(({ reference, dictionary }) => ({ ...reference, body: [writeValue(switchedOn(dictionary))] })),
    ...(certification === undefined ? [] : [certifiedCatalog(pdf, signatureNumber)]),
  ])
  const bodyOffset = bodyOffsets.get(signatureNumber)!
  const contentsOffset = bodyOffset + signature.contentsAt
  const behind = pdf.bytes.length + tail.length - contentsOffset - 2
  const byteRange = `[0 ${contentsOffset} ${contentsOffset + parameters.contentsSize * 2 + 2} ${behind}]`
  tail.set(latin1(byteRange.padEnd(byteRangeWidth)), bodyOffset + signature.byteRangeAt - pdf.bytes.length)
  return { tail, contentsOffset }
}

function findEmptyField(pdf: PdfFile, name: string): SignatureField {
  const keys = roomForKeys()
  const items = formItems(pdf).filter((item) => !isNamedOtherwise(pdf, item, name, keys))
  const matching = signatureFields(pdf, items).filter((candidate) => candidate.name === name)
  const [field] = matching
  if (!field?.reference || matching.length > 1) throw new SignatureError('field-not-found', { matches: matching.length })
  if (field.value !== null) throw new SignatureError('field-already-signed')
  // Its look belongs to another object then, and the tail redefines one object only.
  if (field.widget !== field.dictionary) throw new SignatureError('field-not-found', { why: 'the field is apart from its widget' })
  return field
}

/** The field as it was, but for /V and, when something is drawn, /AP. */
function signedField({ dictionary }: SignatureField, signatureNumber: number, formNumber: number | null): string {
  const entries = new Map(dictionary.entries)
  const put = (key: string, value: PdfValue): void => void (entries.delete(key), entries.set(key, value))
  put('V', pdfReference(signatureNumber))
  if (formNumber !== null) put('AP', pdfDictionary([['N', pdfReference(formNumber)]]))
  return writeValue({ kind: 'dictionary', entries })
}
