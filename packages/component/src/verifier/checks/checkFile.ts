import type { Anchor, CheckedFile } from '../host.js'

export interface CheckFileOptions {
  readonly bytes: Uint8Array
  readonly name: string
  /** DER. */
  readonly trustAnchors: readonly Uint8Array[]
}

/** Validates a file here, in the browser. What is no PDF at all gives the code of the problem. */
export async function checkFile({ bytes, name, trustAnchors }: CheckFileOptions): Promise<CheckedFile | { readonly problem: string }> {
  const { digest, readPdf, SignatureError, toHex, verifyPdfOffline } = await import('@loansign/signature')
  const hash = async (data: Uint8Array): Promise<string> => toHex(await digest({ algorithm: 'SHA-256', data }))
  try {
    const report = await verifyPdfOffline(bytes, { trustAnchors })
    const versions = new Map<number, string>()
    for (const { signedLength } of report.signatures) versions.set(signedLength, await hash(bytes.subarray(0, signedLength)))
    return { name, bytes, sha256: await hash(bytes), report, versions, frozenLength: report.warnings.includes('unreadable-file') ? bytes.length : (readPdf(bytes).sections.at(-1)?.end ?? bytes.length) }
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    return { problem: error.code }
  }
}

/** Certificates out of DER or PEM files; what is neither gives none. */
export async function readAnchors(files: readonly Uint8Array[]): Promise<Anchor[]> {
  const { digest, parseCertificate, parsePem, SignatureError, toHex } = await import('@loansign/signature')
  const anchors: Anchor[] = []
  for (const file of files) {
    try {
      const ders = file[0] === 0x30 ? [file] : parsePem(new TextDecoder().decode(file))
      for (const der of ders) {
        const { subject } = parseCertificate(der)
        anchors.push({ der, name: subject.commonName ?? subject.organization ?? '?', sha256: toHex(await digest({ algorithm: 'SHA-256', data: der })) })
      }
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error
    }
  }
  return anchors
}
