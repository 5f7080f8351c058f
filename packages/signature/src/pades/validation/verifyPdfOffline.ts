import { reportOn } from './reportOn.js'
import type { ValidationReport } from './verdict/report.js'
import type { VerifyPdfOptions } from './verifyPdf.js'

/** As for `verifyPdf`, but that nobody is asked for what the file lacks. */
export type VerifyPdfOfflineOptions = Omit<VerifyPdfOptions, 'fetch' | 'revocationSource'>

/**
 * What `verifyPdf` does without `fetch` and `revocationSource`, and gives the same report. It carries no network client, and nothing that would ask one:
 * for pages and tools that promise to reach nobody.
 * @throws SignatureError as `verifyPdf`
 */
export function verifyPdfOffline(bytes: Uint8Array, options: VerifyPdfOfflineOptions): Promise<ValidationReport> {
  return reportOn(bytes, options, { asker: null, anticipate: null })
}
