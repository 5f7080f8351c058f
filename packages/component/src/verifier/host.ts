import type { ValidationReport } from '@loansign/signature'
import type { TrailReport } from './checks/checkEvidence.js'
import type { PageDifference } from './checks/compareVersions.js'
import type { VerifierWords } from './words/index.js'

export interface CheckedFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Hexadecimal. */
  readonly sha256: string
  readonly report: ValidationReport
  /** Where the first revision ends. */
  readonly frozenLength: number
  /** SHA-256 of each signed version, by its length. */
  readonly versions: ReadonlyMap<number, string>
}

/** Which pages differ, null where a version cannot be opened here; and what two drawn versions of the first of them show. */
export interface Comparison { readonly pages: readonly PageDifference[] | null; readonly then: HTMLCanvasElement | null; readonly now: HTMLCanvasElement | null }

export interface Anchor { readonly der: Uint8Array; readonly name: string; readonly sha256: string }

/** What the verifier's screens see and may do. */
export interface VerifierHost {
  readonly words: VerifierWords
  readonly file: CheckedFile | null
  readonly trail: TrailReport | null
  readonly anchors: readonly Anchor[]
  readonly comparison: Comparison | null
  readonly chosen: number
  readonly notice: string | null
  readonly anchorsShown: boolean
  take(file: File): void
  takeAnchors(file: File): void
  takeTrail(file: File): void
  showAnchors(): void
  show(screen: 'verdict' | 'signatures'): void
  choose(index: number): void
  /** Hands out the file as it was when it ended there. */
  extract(length: number): void
  exportReport(): void
}
