import { assembleSignedData, createCertificateRequest, createSigningKey, signPdf, signWithKey } from '@loansign/signature'
import { developmentCertificateAuthority } from '@loansign/server/development'

/**
 * A PDF of one page with a table, so many empty signature fields and a stream of so many octets that nothing shows, which is what makes a file large.
 * @param {{ fields: number, padding: number }} options
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function plainPdf({ fields, padding }) {
  const widgets = Array.from({ length: fields }, (_, i) => 5 + i)
  const references = widgets.map((number) => `${number} 0 R`).join(' ')
  const objects = [
    `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${references}]/SigFlags 3>>>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[${references}]>>`,
    [`<</Length ${padding}>>\nstream\n`, padding, '\nendstream'],
    ...widgets.map((_, i) => `<</Type/Annot/Subtype/Widget/FT/Sig/T(field-${i})/F 132/Rect[0 0 0 0]/P 3 0 R>>`),
  ]
  const file = new Uint8Array(padding + 2000 + 300 * objects.length).fill(0x2e)
  let length = 0
  const write = (part) => {
    if (typeof part === 'number') length += part
    else length += Buffer.from(part, 'latin1').copy(file, length)
  }
  write('%PDF-1.7\n')
  const offsets = objects.map((body, index) => {
    const offset = length
    write(`${index + 1} 0 obj\n`)
    for (const part of [body].flat()) write(part)
    write('\nendobj\n')
    return offset
  })
  const startxref = length
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`)
  write(`trailer\n<</Size ${objects.length + 1}/Root 1 0 R/ID[<00><00>]>>\nstartxref\n${startxref}\n%%EOF\n`)
  return file.slice(0, length)
}

/** A key with its certificate, as signPdf takes them. */
export async function benchSigner() {
  const key = await createSigningKey()
  const authority = await developmentCertificateAuthority({ environment: 'development' })
  const validFrom = new Date()
  const { certificate } = await authority.issue({
    certificateRequest: await createCertificateRequest({ key, commonName: 'Martin Foster' }), subject: { commonName: 'Martin Foster' }, validFrom, validUntil: new Date(validFrom.getTime() + 86_400_000),
  })
  return { certificates: [certificate], sign: (data) => signWithKey({ key: key.privateKey, data }) }
}

/** Signs field after field, each upon the file that the one before left. */
export async function signFields({ base, from = 0, to, signer }) {
  let file = base
  for (let i = from; i < to; i++) file = await signPdf({ base: file, field: `field-${i}`, signerName: 'Martin Foster', signingTime: new Date(), contentsSize: 2048, signer })
  return file
}
