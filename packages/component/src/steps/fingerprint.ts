import { html, nothing, type TemplateResult } from 'lit'

export interface FingerprintOptions {
  /** How many groups of four: from the beginning, with the last one behind an ellipsis where `withEnd` says so. */
  readonly groups?: number
  readonly withEnd?: boolean
  /** Another fingerprint: the groups that differ from it are marked. */
  readonly other?: string | undefined
  /** Four columns. */
  readonly grid?: boolean
}

/** Groups of four of a fingerprint in hexadecimal. */
export function fingerprint(hex: string, { groups = 16, withEnd = false, other, grid = false }: FingerprintOptions = {}): TemplateResult {
  const parts = hex.match(/.{4}/g) ?? []
  const others = other?.match(/.{4}/g)
  const rest = groups < parts.length ? html`<span class="soft">…${withEnd ? ` ${parts.at(-1)}` : nothing}</span>` : nothing
  return html`<span class="hash ${grid ? 'grid' : ''}">${parts.slice(0, groups).map((part, index) => html`<span class=${others && others[index] !== part ? 'differs' : ''}>${part}</span>`)}${rest}</span>`
}
