import type { ValidationReport } from '@loansign/signature'

/** A file was checked. */
export class ContractVerifiedEvent extends Event {
  readonly report: ValidationReport
  /** The file, as it was given. */
  readonly bytes: Uint8Array
  readonly fileName: string

  constructor({ report, bytes, fileName }: { readonly report: ValidationReport; readonly bytes: Uint8Array; readonly fileName: string }) {
    super('contract-verified', { bubbles: true, composed: true })
    this.report = report
    this.bytes = bytes
    this.fileName = fileName
  }
}

declare global {
  interface HTMLElementEventMap {
    'contract-verified': ContractVerifiedEvent
  }
}
