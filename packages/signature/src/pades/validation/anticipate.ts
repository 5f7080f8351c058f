import { findSigner } from '../../cms/verifySignedData.js'
import { parseSignedData, type CmsAttribute } from '../../cms/parseSignedData.js'
import { digestByOid, type DigestAlgorithm } from '../../crypto/registry/algorithms.js'
import { resolveAlgorithm } from '../../crypto/registry/resolveAlgorithm.js'
import type { SelfContained } from '../../crypto/signatureProblem.js'
import { beginVerifying, type VerifySignatureOptions } from '../../crypto/verifySignature.js'
import { bytesEqual } from '../../der/bytes.js'
import { oids } from '../../der/oids.js'
import { readDerPrefix } from '../../der/read.js'
import { signedFields } from '../../pdf/document/signatureFields.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { isKind } from '../../pdf/syntax/values.js'
import { readable } from '../../readable.js'
import { isSelfIssued, type Certificate } from '../../x509/parseCertificate.js'
import { readableCertificates } from '../../x509/path/validatePath.js'
import type { Findings } from '../changes/revisionPair.js'
import type { ValidationMaterial } from '../material/validationMaterial.js'

export interface AnticipateOptions {
  readonly pdf: PdfFile
  readonly fieldsOf: Findings['fieldsOf']
  readonly material: ValidationMaterial
  readonly anchors: readonly Certificate[]
  /** One that remembers. */
  readonly crypto: Crypto
}

/** A file can hold thousands of certificates that all bear one name; whatever is not begun here is verified when it is asked for. */
const most = 64

/**
 * Begins to verify what the signatures of a file will be found to rest on: they, their timestamps, certificates and revocation data. The platform does so beside us,
 * while the objects of the file are looked at. Nothing is concluded from it, and what cannot be read is left out; `crypto` has the answers when they are asked for.
 */
export async function anticipate({ pdf, fieldsOf, material, anchors, crypto }: AnticipateOptions): Promise<void> {
  const jobs: VerifySignatureOptions[] = []
  const certificates = [...anchors, ...material.certificates]
  const named = (name: Uint8Array): Certificate[] => certificates.filter(({ subject }) => bytesEqual(subject.der, name))
  const add = ({ signatureAlgorithm, signature, tbs }: SelfContained, signers: readonly Certificate[], digest?: DigestAlgorithm): void => {
    for (const { spki } of signers) readable(() => jobs.push({ spki, algorithm: resolveAlgorithm(signatureAlgorithm, digest), signature, data: tbs, crypto }))
  }
  const addSigned = (der: Uint8Array): CmsAttribute[] => {
    const { certificates: ders, signerInfos } = parseSignedData(der)
    const own = readableCertificates(ders)
    certificates.push(...own)
    return signerInfos.flatMap((signer) => {
      const certificate = findSigner(own, signer)
      if (certificate && signer.signedAttributes) add({ ...signer, tbs: signer.signedAttributes.der }, [certificate], digestByOid(signer.digestAlgorithmOid))
      return signer.unsignedAttributes
    })
  }
  for (const { dictionary } of readable(() => signedFields(pdf, fieldsOf(pdf))) ?? []) {
    readable(() => {
      const contents = pdf.get(dictionary, 'Contents')
      const attributes = isKind(contents, 'string') ? addSigned(readDerPrefix(contents.bytes).raw) : []
      for (const { oid, values } of attributes) if (oid === oids.signatureTimeStampToken) values.forEach(({ raw }) => addSigned(raw))
    })
  }
  for (const { data } of material.items) {
    if (data?.kind === 'crl') add(data.list, named(data.list.issuer.der))
    else if (data) {
      const responders = readableCertificates(data.response.certificates)
      certificates.push(...responders)
      add(data.response, responders)
    }
  }
  for (const certificate of certificates) {
    if (jobs.length < most && !isSelfIssued(certificate)) add(certificate, named(certificate.issuer.der))
  }
  await Promise.all(jobs.slice(0, most).map(beginVerifying))
}
