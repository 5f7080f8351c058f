import { runJava } from './run.js'

export interface VeraPdfReport {
  readonly file: string
  readonly flavour: string
  readonly compliant: boolean
  readonly assertions: number
  /** Clause and test number of each failed rule: `6.4.1-2`. */
  readonly failed: readonly string[]
}

/** veraPDF: does a file keep its PDF/A (1b, 2b, 3b) or PDF/UA (ua1) promise? */
export function verapdf(flavour: '1b' | '2b' | '3b' | 'ua1', files: readonly string[]): VeraPdfReport[] {
  return runJava('verapdf', 'VeraPdfJudge', [flavour, ...files]) as VeraPdfReport[]
}
