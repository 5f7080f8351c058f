import { runJava } from './run.js'

export interface DssSignature {
  readonly level: string
  readonly indication: string
  readonly subIndication: string | null
  readonly signedBy: string
  readonly intact: boolean
  readonly byteRangeValid: boolean
  readonly dictionaryConsistent: boolean
  readonly undefinedChanges: number
  readonly annotationChanges: number
  readonly visualDifferences: number
  readonly annotationOverlaps: number
  readonly timestamps: readonly { readonly intact: boolean; readonly indication: string; readonly subIndication: string | null }[]
  readonly errors: readonly string[]
}

/** EU DSS, offline, with the anchors of a PEM file. */
export function dss(trustPem: string, files: readonly string[]): { readonly file: string; readonly signatures: readonly DssSignature[] }[] {
  return runJava('dss', 'DssJudge', [trustPem, ...files]) as ReturnType<typeof dss>
}
