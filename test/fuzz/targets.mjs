import {
  addSignatureTimestamp, assembleSignedData, buildSignedAttributes, checkTail, children, createCertificateRequest, createSigningKey, digest, fromBase64url, inspectBase, inspectPdf, openBase, parseCertificate, parseCrl,
  parseOcspResponse, parseSignedData, parseTimestampToken, prepareSignature, readDer, readPdf, requestTimestamp, signPdf, toBase64url, verifyPdf,
} from '@loansign/signature'
import { developmentTimestampAuthority } from '@loansign/server/development'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { benchSigner, plainPdf } from '../bench/material/plainPdf.mjs'
import { revocationSamples } from './revocationSamples.mjs'

/**
 * What is fed with damaged input: a parser with sound samples of what it reads. It may refuse with a SignatureError and nothing else.
 * To add one, add a line below.
 * @typedef {{ samples: Uint8Array[], parse: (bytes: Uint8Array) => unknown }} Target
 * @returns {Promise<Record<string, Target>>}
 */
export async function fuzzTargets() {
  const signer = await benchSigner()
  const base = plainPdf({ fields: 2, padding: 40 })
  const options = { field: 'field-0', signerName: 'Martin Foster', signingTime: new Date('2026-11-20T02:42:18Z'), contentsSize: 1500 }
  const signed = await signPdf({ ...options, base, signer })
  const [certificate] = signer.certificates
  const messageDigest = await digest({ algorithm: 'SHA-256', data: base })
  const signedAttributes = await buildSignedAttributes({ messageDigest, certificate })
  const cms = assembleSignedData({ signedAttributes, signature: await signer.sign(signedAttributes), algorithm: 'ES256', certificates: [certificate] })
  const authority = await developmentTimestampAuthority({ environment: 'development' })
  const token = await requestTimestamp({ authority, digest: messageDigest })
  const request = await createCertificateRequest({ key: await createSigningKey(), commonName: 'Martin Foster' })
  const packed = packedPdf()
  const { ocsp, crl } = revocationSamples(certificate)
  const trustAnchors = [signer.certificates.at(-1)]
  const visible = openBase(Buffer.from(Buffer.from(base).toString('latin1').replaceAll('/Rect[0 0 0 0]', '/Rect[0 0 9 9]'), 'latin1'))
  const drawing = JSON.parse(execFileSync(process.execPath, [fileURLToPath(new URL('drawnSignature.mjs', import.meta.url))], { encoding: 'utf8' }))
  return {
    der: { samples: [cms, request], parse: (bytes) => visitDer(readDer(bytes)) },
    cms: { samples: [cms, addSignatureTimestamp({ cms, token })], parse: parseSignedData },
    certificate: { samples: [certificate], parse: parseCertificate },
    timestamp: { samples: [token], parse: parseTimestampToken },
    ocsp: { samples: [ocsp], parse: parseOcspResponse },
    crl: { samples: [crl], parse: parseCrl },
    pdf: { samples: [base, signed], parse: visitPdf },
    xref: { samples: [xrefPart(base), xrefPart(signed)], parse: (bytes) => visitPdf(withHead(base, bytes)) },
    objectStreams: { samples: [packed], parse: visitPdf },
    base: { samples: [base, packed], parse: (bytes) => inspectBase(bytes) },
    prepare: { samples: [base, packed], parse: (bytes) => prepareSignature({ ...options, base: openBase(bytes) }) },
    font: { samples: drawing.fonts.map(({ program }) => fromBase64url(program)), parse: (bytes) => prepareSignature({ ...options, base: visible, appearance: withFont(drawing, bytes) }) },
    tail: { samples: [signed.slice(base.length)], parse: (bytes) => checkTail({ base, revision: withHead(base, bytes, base.length) }) },
    inspect: { samples: [signed], parse: (bytes) => inspectPdf(bytes) },
    verify: { samples: [signed], parse: (bytes) => verifyChanged(bytes, signed, trustAnchors) },
  }
}

/** The one of its fonts whose file is as long, or else the first, with other octets; and what it writes. */
function withFont({ fonts, runs, ...rest }, bytes) {
  const program = toBase64url(bytes)
  const index = Math.max(0, fonts.findIndex((font) => font.program.length === program.length))
  return { ...rest, fonts: [{ ...fonts[index], program }], runs: runs.filter(({ font }) => font === index).map((run) => ({ ...run, font: 0 })) }
}

/** Whatever is changed in a signed file, it does not pass; but for digits of /Contents in capitals, all of them, and the octets of CMS that nobody signs, about which it is warned. */
async function verifyChanged(bytes, signed, trustAnchors) {
  const { indication, signatures } = await verifyPdf(bytes, { trustAnchors })
  const unsigned = signatures.some(({ warnings }) => warnings.includes('cms-version-mismatch') || warnings.includes('cms-digest-algorithms-mismatch'))
  const passes = indication === 'TOTAL-PASSED' && !unsigned
  if (passes ? spelledPlainly(bytes) !== spelledPlainly(signed) : Buffer.compare(bytes, signed) === 0) throw new Error(`${indication} where that cannot be`)
}

const spelledPlainly = (bytes) => Buffer.from(bytes).toString('latin1').replace(/\/Contents<[^>]*>/, (contents) => contents.toLowerCase())

function visitDer(node, depth = 0) {
  if ((node.tag & 0x20) !== 0 && depth < 20) for (const child of children(node)) visitDer(child, depth + 1)
}

/** Every object there is, and the data of every stream. */
function visitPdf(bytes) {
  const pdf = readPdf(bytes)
  for (const { entries } of pdf.sections) {
    entries.forEach((_, number) => {
      const value = pdf.object(number)
      if (value?.kind === 'stream') pdf.decode(value)
    })
  }
}

/** From the last cross-reference section on. */
const xrefPart = (bytes) => bytes.slice(Buffer.from(bytes).lastIndexOf('xref\n0'))
const withHead = (base, bytes, length = Buffer.from(base).lastIndexOf('xref\n0')) => Uint8Array.from([...base.subarray(0, length), ...bytes])

/** The same kind of file with its objects in an object stream and a cross-reference stream with a predictor, as most software writes them. */
function packedPdf() {
  const bodies = ['<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>', '<</Type/Annot/Subtype/Widget/FT/Sig/T(field-0)/F 132/Rect[0 0 0 0]/P 3 0 R>>']
  let header = ''
  let content = ''
  bodies.forEach((body, index) => {
    header += `${index + 1} ${content.length} `
    content += `${body}\n`
  })
  const data = deflateSync(header + content)
  const start = '%PDF-1.7\n'
  const container = Buffer.concat([Buffer.from(`5 0 obj\n<</Type/ObjStm/N 4/First ${header.length}/Filter/FlateDecode/Length ${data.length}>>\nstream\n`), data, Buffer.from('\nendstream\nendobj\n')])
  const startxref = start.length + container.length
  const rows = [[0, 0, 0, 0], ...bodies.map((_, index) => [2, 0, 5, index]), [1, 0, start.length, 0], [1, startxref >> 8, startxref & 255, 0]]
  const table = deflateSync(Uint8Array.from(rows.flatMap((row, index) => [2, ...row.map((octet, i) => (octet - (rows[index - 1]?.[i] ?? 0)) & 255)])))
  const dictionary = `<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/ID[<00><00>]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>/Length ${table.length}>>`
  return new Uint8Array(Buffer.concat([Buffer.from(start), container, Buffer.from(`6 0 obj\n${dictionary}\nstream\n`), table, Buffer.from(`\nendstream\nendobj\nstartxref\n${startxref}\n%%EOF\n`)]))
}
